from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.layout.area import DEFAULT
from shortsgen.layout.fit import EASY, LARGEST, READABLE, SMALLEST, TIGHT, code_of_size, fit_code, fit_output
from shortsgen.layout.rows import ADVANCE, LINE_HEIGHT, Wrap, columns_at, lines_of
from shortsgen.layout.space import Space, rectangle
from shortsgen.layout.windows import inside
from shortsgen.text.cells import cells, expand

SIGNATURE = "    def __init__(self, input_size=784, hidden_size=256, num_classes=10, dropout_prob=0.5):"
CODES = st.text(alphabet=st.sampled_from("ab_.,=([) \n\t→中é"), max_size=400)
ROOM = inside(DEFAULT.space)
SPACES = st.builds(Space, st.integers(600, 1000), st.integers(100, 1000), st.integers(0, 1000), st.integers(450, 600))


def code(text, space=ROOM, **sizes):
    return fit_code(lines_of(text), space, **sizes)


def put_together(fit):
    """The lines of a text from its rows."""
    lines = {}
    for row in fit.rows:
        assert row.start == len(lines.get(row.line, ""))
        lines[row.line] = lines.get(row.line, "") + row.text
    return [lines[number] for number in sorted(lines)]


@given(CODES, SPACES)
def test_no_character_of_the_code_is_lost_or_changed(text, space):
    assert "\n".join(put_together(code(text, space))) == expand(text)


@given(CODES, SPACES, st.booleans())
def test_no_row_is_wider_than_its_space_where_it_stands(text, space, is_code):
    fit = code(text, space) if is_code else fit_output(text, space)
    for number, row in enumerate(fit.visible, 1):
        width = space.width_at(number * fit.row_height)
        assert row.cells * ADVANCE * fit.size <= max(width, ADVANCE * fit.size * 5) + 0.001


@given(CODES, SPACES)
def test_visible_rows_are_never_higher_than_the_space(text, space):
    assert code(text, space).height <= max(space.height, SMALLEST * TIGHT) + 0.001
    assert fit_output(text, space).height <= max(space.height, SMALLEST * LINE_HEIGHT) + 0.001


@given(CODES, st.integers(300, 900))
def test_a_wider_space_never_makes_the_code_smaller_where_nothing_wraps(text, width):
    narrow, wide = code(text, rectangle(width, 800)), code(text, rectangle(width + 100, 800))
    assert narrow.wraps or narrow.overflow or wide.size >= narrow.size


def test_code_that_fits_is_as_large_as_allowed():
    fit = code("print(1)\n")
    assert (fit.size, len(fit.rows), fit.wraps, fit.overflow) == (LARGEST, 1, (), 0)
    assert code("print(1)\n", largest=50).size == 50


@pytest.mark.parametrize(("columns", "size"), [(40, 49), (41, 48), (46, 43), (50, 39), (51, 38), (55, 36)])
def test_size_is_the_largest_at_which_the_longest_line_stays_whole(columns, size):
    fit = code("x" * columns, rectangle(0.6 * READABLE * 55, 800))
    assert (fit.size, fit.wraps) == (size, ())


def test_a_line_breaks_only_where_it_does_not_fit_at_a_readable_size():
    fit = code("y = " + "f(x), " * 9, rectangle(0.6 * READABLE * 55, 800))
    assert fit.size >= EASY
    assert fit.wraps


def test_a_line_that_breaks_anyway_is_easily_read():
    space = rectangle(0.6 * READABLE * 46, 800)
    fit = code("loss = nn.CrossEntropyLoss()(model(images), targets)", space)
    assert fit.size >= EASY
    assert len(fit.rows) == 2


def test_letters_are_smaller_than_easy_before_a_string_breaks():
    space = rectangle(0.6 * READABLE * 46, 800)
    fit = code("print(" + '"' + "x" * 36 + '")', space)
    assert fit.size >= READABLE
    assert all('"' not in row.text or row.text.count('"') == 2 for row in fit.rows)


@pytest.mark.parametrize(("rows", "size"), [(9, 45), (10, 41), (11, 43), (12, 40), (13, 37), (14, 34)])
def test_many_rows_make_the_code_smaller_and_stand_closer_before_it_is_hard_to_read(rows, size):
    fit = code("x\n" * rows, rectangle(800, 9 * 42 * LINE_HEIGHT + 50))
    assert (fit.size, fit.overflow) == (size, 0)


def test_rows_that_do_not_fit_are_counted():
    fit = code("x\n" * 40, rectangle(800, 10 * SMALLEST * TIGHT))
    assert (fit.size, fit.overflow, len(fit.visible)) == (SMALLEST, 30, 10)


def test_twelve_rows_of_forty_six_columns_are_whole_and_readable_below_a_title_of_one_line():
    from shortsgen.layout.stage import stage
    from shortsgen.script.model import Code
    from tests.factory import make_timeline

    timeline = make_timeline(code=Code(("x" * 46 + "\n") * 12), title="A Title", mistake=None, kinds=["code"])
    (windows,) = stage([slide.content for slide in timeline.slides], DEFAULT).windows
    assert (windows.code.fit.size, windows.code.fit.wraps) == (READABLE, ())


def test_a_row_in_the_lower_part_of_an_l_has_fewer_columns():
    space = Space(994, 1000, 3 * 40 * LINE_HEIGHT, 845)
    text = "\n".join(["x" * 41] * 4)
    assert code(text, replace(space, high=1000)).size == 40
    fit = code(text, space)
    assert (fit.size, fit.wraps) == (34, ())


def test_a_line_that_runs_over_the_edge_of_an_l_is_continued_as_its_last_row_is():
    space = Space(994, 1000, 2 * 64 * LINE_HEIGHT, 500)
    fit = code_of_size(lines_of("word = [" + "value, " * 30 + "]"), space, 64)
    assert len(fit.rows) > 3
    assert all(row.cells * ADVANCE * 64 <= 500 for row in fit.rows[1:])
    assert fit.rows[0].cells * ADVANCE * 64 > 500


def test_a_wrapped_line_names_its_column_and_the_width_of_its_row():
    fit = code(SIGNATURE)
    (wrap,) = fit.wraps
    assert wrap == Wrap(1, 1 + SIGNATURE.index("hidden_size"), 994)
    (low,) = code("\n" * 20 + SIGNATURE).wraps
    assert low.width == 845


def test_code_that_must_wrap_is_as_large_as_its_breaks_are_no_worse():
    smallest = code(SIGNATURE, largest=READABLE)
    fit = code(SIGNATURE)
    assert fit.size >= EASY
    assert len(fit.rows) <= len(smallest.rows) + 1


@pytest.mark.parametrize(
    ("line", "columns", "first"),
    [
        ("call(first, second)", 14, "call(first, "),
        ("call(first_and_long)", 19, "call("),
        ("one two three", 8, "one two "),
        ("one two three", 7, "one two "),
        ("first(second(), third)", 13, "first("),
        ("aaaa[bbbbbbbb]", 13, "aaaa["),
        ("long_base**exponent", 15, "long_base"),
        ("first.second.third", 15, "first.second"),
        ("nothing_to_break_at", 10, "nothing_to"),
    ],
)
def test_lines_break_where_a_reader_would(line, columns, first):
    fit = code(line, rectangle(columns * 0.6 * SMALLEST + 1, 800), largest=SMALLEST)
    assert fit.rows[0].text == first


def test_continuations_are_indented_more_than_their_line():
    rows = code("    return first_function(x) + second_function(y) + third_function(z)").rows
    assert [row.indent for row in rows] == [0, 8, 8]


def test_each_line_is_continued_by_its_own_indentation():
    long = "return first_function(x) + second_function(y) + third_function(z)"
    rows = code(f"def f():\n    if x:\n        {long}\n{long}").rows
    assert {row.line: row.indent for row in rows if row.continuation} == {3: 12, 4: 4}


def test_wide_characters_count_two_cells_and_accents_none():
    assert [cells("ab"), cells("中文"), cells("e\u0301")] == [2, 4, 1]
    assert code("中" * 20).size == code("x" * 40).size


@pytest.mark.parametrize(("text", "expected"), [("a\n\n \n", "a"), ("\tb\n", "    b"), ("", ""), ("\n\nc", "\n\nc")])
def test_tabs_become_blanks_and_blank_lines_at_the_end_go(text, expected):
    assert expand(text) == expected


def test_a_long_output_keeps_its_head_and_tail():
    text = "".join(f"epoch {number}\n" for number in range(1, 61))
    fit = fit_output(text, ROOM)
    shown = [row.text for row in fit.rows]
    assert shown[0] == "epoch 1"
    assert shown[-1] == "epoch 60"
    assert "…" in shown
    assert fit.left_out == 60 - (len(shown) - 1)
    assert fit.overflow == 0


@pytest.mark.parametrize(
    ("room", "head", "tail"), [(16, 10, 5), (15, 10, 4), (17, 11, 5), (3, 2, 0), (2, 1, 0), (1, 0, 0)]
)
def test_a_third_of_what_is_shown_of_a_long_output_is_its_end(room, head, tail):
    fit = fit_output("x\n" * 99, rectangle(800, room * READABLE * LINE_HEIGHT))
    assert [row.line for row in fit.rows] == [*range(1, head + 1), head + tail - 99, *range(100 - tail, 100)]
    assert (fit.size, fit.left_out) == (READABLE, 99 - head - tail)


def test_a_long_output_is_as_narrow_as_its_last_row_so_that_it_stays_in_an_l():
    assert [columns_at(size, 845) for size in (36, 35, 34, 33, 32)] == [39, 40, 41, 42, 44]
    for columns, size in ((39, 36), (40, 35), (44, 32), (46, 36)):
        assert fit_output(("x" * columns + "\n") * 60, ROOM).size == size


def test_an_output_stays_whole_down_to_the_smallest_size():
    assert [columns_at(SMALLEST, width) for width in (994, 845)] == [51, 44]
    assert fit_output("x" * 51, ROOM).wraps == ()
    assert fit_output("x" * 52, ROOM).wraps != ()


def test_an_output_that_fits_is_whole():
    fit = fit_output("True\nFalse\n", ROOM)
    assert [row.text for row in fit.rows] == ["True", "False"]
    assert fit.left_out == 0


def test_an_endless_line_of_output_is_cut_in_the_middle():
    fit = fit_output("0123456789" * 20_000 + "end", ROOM)
    assert fit.rows[-1].text.endswith("end")
    assert fit.height <= ROOM.height
