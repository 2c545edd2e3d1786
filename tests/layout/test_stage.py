"""How code, output and prose share a slide."""

from __future__ import annotations

from unicodedata import category

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.layout.area import DEFAULT
from shortsgen.layout.fit import EASY, LARGEST, SMALLEST
from shortsgen.layout.mistake import mistake_windows
from shortsgen.layout.prose import (
    ADVANCES,
    BREAK,
    HEAVIEST,
    broken,
    composed,
    prose_lines,
    prose_width,
    shortened,
    word_width,
    words,
)
from shortsgen.layout.space import Space
from shortsgen.layout.stage import stage
from shortsgen.layout.windows import FOOT, Windows, code_section, figure_text, scaled
from shortsgen.plan.contents import MistakeContent, Passage, Printout, Program
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Code
from shortsgen.shipped import built_in
from shortsgen.text.markup import Run, Style, parse
from tests.factory import make_timeline
from tests.render.shapes import png

LINE = "x = torch.zeros(3)\n"
AREA = DEFAULT
ROOM = DEFAULT.space.below(66.8).above(-FOOT)


def staged(code, printed, *figures, title="A Title"):
    """The stage of a short, and the windows of its code and of its outputs."""
    timeline = make_timeline(Outcome(Status.OK, printed, figures), code=Code(code), title=title, mistake=None)
    contents = [slide.content for slide in timeline.slides]
    found = stage(contents, DEFAULT)
    outputs = [one for one, content in zip(found.windows, contents, strict=True) if content.kind == "output"]
    return found, found.windows[1].code, outputs


def test_an_output_stands_below_the_code_that_gave_it_and_the_code_is_as_large_as_before():
    _, code, (windows,) = staged(LINE * 3, "tensor([0., 0., 0.])\n")
    assert windows.code == code
    assert (code.fit.size, windows.output.fit.size) == (LARGEST, LARGEST)


def test_code_gets_smaller_before_its_output_is_shown_without_it():
    _, code, (windows,) = staged(LINE * 9, "x\n" * 4)
    assert windows.code is not None
    assert EASY <= code.fit.size < code_section(code.passage, ROOM).fit.size


def test_a_short_output_is_larger_than_code_that_is_small_for_a_long_line():
    _, code, (windows,) = staged("x" * 46 + "\n", "7850\n")
    assert (code.fit.size, windows.output.fit.size) == (36, 48)


def test_what_cannot_be_easily_read_together_has_slides_of_its_own():
    _, code, (windows,) = staged(LINE * 12, "x\n" * 9)
    assert (windows.code, windows.output.fit.left_out) == (None, 0)
    assert code.fit.size > EASY


def test_an_output_of_forty_lines_shows_its_head_its_tail_and_how_much_is_left_out():
    _, _, (windows,) = staged(LINE, "".join(f"epoch {n}\n" for n in range(40)))
    rows = windows.output.fit.rows
    assert (rows[0].text, rows[-1].text) == ("epoch 0", "epoch 39")
    assert [row.text for row in rows if row.line <= 0] == ["…"]
    assert windows.output.fit.left_out == 40 - len(rows) + 1


def test_every_figure_stands_below_the_same_code():
    _, code, outputs = staged(LINE * 3, "", png(640, 480), png(100, 800))
    assert [windows.code for windows in outputs] == [code] * 2
    assert all(windows.figure.height > 300 for windows in outputs)


@pytest.mark.parametrize(
    ("title", "header"),
    [("A Title", 66.8), ("A Title that takes two lines of the slide, or so it may seem, yes", 115.6)],
)
def test_the_header_is_as_high_as_its_title(title, header):
    found, _, _ = staged(LINE, "", title=title)
    assert found.header == pytest.approx(header)
    assert found.space.height == pytest.approx(AREA.height - header + FOOT)


@pytest.mark.parametrize(
    ("printed", "figures", "together"), [(4, 0, True), (3, 1, True), (9, 1, False), (40, 0, False)]
)
def test_windows_are_as_high_as_what_stands_in_them(printed, figures, together):
    _, code, outputs = staged(LINE * 4, "y\n" * printed, *[png(64, 48)] * figures)
    windows = outputs[0]
    assert (windows.code == code) is together
    parts = [16 + windows.code.fit.height + 28] if windows.code else []
    parts += [60 + windows.output.fit.height + 28]
    parts += [windows.figure.height + 28] if windows.figure else []
    assert windows.height == pytest.approx(sum(parts) + 36 * (len(parts) - 1))
    assert Windows().height == 0


@pytest.mark.parametrize("lines", range(1, 18))
def test_a_figure_stands_below_code_only_where_it_has_room_to_be_seen(lines):
    _, code, (windows,) = staged(LINE * lines, "", png(100, 800))
    assert windows.figure.height >= 300
    assert (windows.code == code) is (lines <= 11)


def test_a_figure_has_the_wide_part_or_the_high_part_of_the_area():
    space = Space(994, 1000, 500, 845)
    for size, expected in (((100, 50), (994, 497)), ((100, 100), (845, 845)), ((50, 100), (500, 1000))):
        box = scaled(png(*size), space)
        assert (box.width, box.height) == pytest.approx(expected)


def test_what_stands_alone_stands_on_the_optical_centre():
    found, _, _ = staged(LINE, "")
    windows = found.windows[1]
    assert windows.top == pytest.approx(0.42 * (found.space.height - windows.height))


def test_rows_that_need_the_wide_part_keep_windows_above_the_rail():
    found, code, _ = staged("x = 1\n" * 5 + "y" * 46, "")
    bottom = AREA.y + found.header + found.windows[1].top + 16 + code.fit.height
    assert bottom == pytest.approx(AREA.rail)


def test_code_keeps_its_place_while_what_is_below_changes():
    found, _, outputs = staged(LINE * 3, "x\n" * 3, png(640, 480))
    assert len({windows.top for windows in (found.windows[1], *outputs)}) == 1


def test_a_slide_without_the_code_has_a_place_of_its_own():
    found, _, (windows,) = staged(LINE * 12, "x\n" * 9)
    assert windows.code is None
    assert windows.top != found.windows[1].top


@pytest.mark.parametrize("lines", range(1, 18))
@pytest.mark.parametrize("printed", [0, 1, 4])
def test_a_figure_of_our_style_is_easily_read_beside_code_and_what_was_printed(lines, printed):
    figure = png(992, 624, smallest="35.6")
    _, _, (windows,) = staged(LINE * lines, "y\n" * printed, figure)
    assert figure_text(figure, windows.figure) >= 28


@pytest.mark.parametrize(("lines", "together"), [(1, True), (4, True), (8, False)])
def test_a_figure_with_small_letters_stands_apart_only_where_they_are_larger_there(lines, together):
    figure = png(992, 624, smallest="9.9")
    _, code, (windows,) = staged(LINE * lines, "", figure)
    assert (windows.code == code) is together
    assert figure_text(figure, windows.figure) > 8


def test_nobody_knows_how_small_the_letters_of_another_figure_are():
    figure = png(992, 624)
    _, code, (windows,) = staged(LINE, "", figure)
    assert (windows.code, figure_text(figure, windows.figure)) == (code, None)


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("use `.view` now", "use |.view now"),
        ("a, b (c) d", "a, b |(c) d"),
        ("a — b", "a |— |b"),
        ("say “ b", "say |“ |b"),
        ("now `f() -> x` then", "now f()~->~x then"),
        ("of (batch, 28, 28) or (batch and 28 and 28)", "of |(batch,~28,~28) or |(batch and 28 and 28)"),
        ("a `x = torch.zeros(3)` b", "a x~=~torch.zeros(3) b"),
        ("a `x = torch.zeros(33)` b", "a x |= |torch.zeros(33) b"),
    ],
)
def test_a_line_may_break_at_every_blank_but_in_short_code_and_short_asides(text, set_as):
    """`|` is a place where it may break beside a sign, `~` a blank where it may not."""
    plain = "".join(run.text for run in composed(parse(text)))
    assert plain.replace(BREAK, "|").replace("\u00a0", "~") == set_as


def test_words_keep_their_styles():
    found = words((Run("Use "), Run("a b", Style.CODE), Run(". So")))
    assert found == (
        (Run("Use"),),
        (Run("a", Style.CODE),),
        (Run("b", Style.CODE), Run(".")),
        (Run("So"),),
    )


@given(st.integers(0, 30), st.integers(0, 60), st.integers(1, 120), st.integers(0, 3))
def test_a_stage_always_fits_the_area(lines, printed, width, figures):
    text = "y" * width + "\n" * printed
    found, code, outputs = staged("x" * width + "\n" + LINE * lines, text, *[png(64, 48)] * figures)
    for windows in found.windows:
        assert 0 <= windows.top <= windows.slack(found.space) + 0.01
        assert windows.top + windows.height <= found.space.height + 0.01
    sections = (code, *(windows.output for windows in outputs if windows.output))
    assert all(SMALLEST <= section.fit.size <= LARGEST for section in sections)
    assert {windows.code for windows in outputs} in ({None}, {code})


@given(st.text(alphabet="ab `.,W", max_size=240), st.integers(1, 20), st.integers(1, 30))
def test_a_mistake_always_leaves_room_for_its_text(text, lines, printed):
    printout = Printout("mistake's output", ("x\n" * printed).strip(), error_line=printed + 1)
    content = MistakeContent(Passage("mistake", text), Program("mistake's code", LINE * lines), printout)
    windows = mistake_windows(content, ROOM)
    told = windows.told
    assert told.height >= 96 + prose_lines(text, told.size, told.width) * told.size * 1.3
    assert windows.height <= ROOM.height + 0.01


def widths(file):
    with TTFont(built_in() / "fonts" / file) as font:
        names, units = font.getBestCmap(), font["head"].unitsPerEm
        return {letter: font["hmtx"][names[ord(letter)]][0] / units for letter in ADVANCES}


def test_the_widths_of_letters_are_those_of_the_font():
    assert widths("Inter-SemiBold.otf") == pytest.approx(ADVANCES, abs=0.0006)


@pytest.mark.parametrize("file", ["Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-ExtraBold.otf"])
def test_no_weight_of_the_font_is_wider_than_is_counted(file):
    assert [letter for letter, width in widths(file).items() if width > ADVANCES[letter] * HEAVIEST] == []


@pytest.mark.parametrize("file", ["Inter-SemiBold.otf", "ShortsMath.ttf"])
def test_no_sign_is_wider_than_is_counted(file):
    with TTFont(built_in() / "fonts" / file) as font:
        size, advances = font["head"].unitsPerEm, font["hmtx"]
        signs = {chr(code): name for code, name in font.getBestCmap().items() if category(chr(code))[0] in "SN"}
        assert [sign for sign, name in signs.items() if advances[name][0] > size * (prose_width(sign) + 0.001)] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("short", 1),
        ("word " * 20, 3),
        ("W" * 21, 1),
        ("W" * 22, 2),
        ("W" * 42, 2),
        ("W" * 43, 3),
        ("W" * 10 + " " + "W" * 10, 1),
        ("W" * 10 + " " + "W" * 11, 2),
        ("W" * 22 + " " + "W" * 19, 2),
        ("W" * 22 + " " + "W" * 21, 3),
        ("`a b` c", 1),
    ],
)
def test_lines_of_prose_are_counted(text, lines):
    assert prose_lines(text, 40, 851) == lines


@given(st.text(max_size=60), st.text(max_size=60), st.floats(2, 60))
def test_what_is_shortened_fits_and_says_so(plain, code, width):
    runs = (Run(plain), Run(code, Style.CODE))
    found = shortened(runs, width)
    said = "".join(run.text for run in found)
    assert found == runs or (said.endswith("…") and (plain + code).startswith(said[:-1]))
    assert word_width(found) <= width


@pytest.mark.parametrize(
    ("runs", "room", "expected"),
    [
        ((Run("abc"),), 3, (Run("abc"),)),
        ((Run("abcdefgh"),), 3.4, (Run("abc"), Run("…"))),
        ((Run("abcdefgh"),), 3.42, (Run("abcd"), Run("…"))),
        ((Run("ab cdef"),), 2.5, (Run("ab"), Run("…"))),
        ((Run("ab"), Run("cdef", Style.CODE)), 3.6, (Run("ab"), Run("cd", Style.CODE), Run("…"))),
        ((Run("ab"), Run("c", Style.CODE), Run("def")), 2.9, (Run("ab"), Run("…"))),
        ((Run("abc"),), 0.5, (Run("…"),)),
    ],
)
def test_as_much_is_kept_as_has_room_beside_an_ellipsis(runs, room, expected):
    assert shortened(runs, room) == expected


def test_places_of_breaks_are_counted_over_all_runs():
    runs = (Run("ab"), Run("cd", Style.CODE), Run("e"))
    found = broken(runs, lambda plain: (plain.index("c") + 1, plain.index("e") + 1))
    assert found == (Run("ab"), Run(f"c{BREAK}d", Style.CODE), Run(f"e{BREAK}"))


def test_a_line_of_the_script_that_ends_ends_none_of_the_slide():
    assert composed((Run("two\nlines"),)) == (Run("two lines"),)
    assert prose_lines("two\nlines", 40, 851) == 1
