"""`captions.ass` as a file: its events, their times, and text that nobody may interpret."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from shortsgen.choices import Repeated, SafeArea
from shortsgen.cues.cues import phrases
from shortsgen.cues.profiles import SHORTS
from shortsgen.layout.area import SAFE_AREAS, caption_area
from shortsgen.layout.rows import ADVANCE
from shortsgen.pipeline.day import load_day
from shortsgen.plan.timeline import Timeline, plan
from shortsgen.project import find
from shortsgen.render.captions import ass
from shortsgen.render.captions.asscard import fitted
from shortsgen.render.captions.assstyle import DEFAULT, AssStyle
from shortsgen.render.captions.asstext import NO_BREAK_SPACE, WORD_JOINER, color, known, neutral, override, time, width
from shortsgen.render.captions.subtitles import export, render
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Code, Day, Mistake, Options, TalkLine
from shortsgen.shipped import built_in
from shortsgen.text.cells import cells
from shortsgen.theme.tokens import BUILT_IN, LOOKS
from tests.factory import make_short
from tests.strategies import timelines

TEMPLATES = Templates()
ALL = replace(DEFAULT, repeat=tuple(Repeated))  # also what stands on the slides
DAY = Day("day04", "nn.Module", ())
FONTS = built_in() / "fonts"
BAND = DEFAULT.band
ROOM = BAND.width - 2 * ass.BORDER

Events = list[tuple[int, int, str, str]]


def events(text: str) -> Events:
    """Start and end in centiseconds, style and text."""
    found = re.findall(r"^Dialogue: [01],([\d:.]+),([\d:.]+),(\w+),,0,0,0,,(.*)$", text, re.MULTILINE)
    return [(_centiseconds(start), _centiseconds(end), style, shown) for start, end, style, shown in found]


def _centiseconds(text: str) -> int:
    hours, minutes, rest = text.split(":")
    seconds, part = rest.split(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 100 + int(part)


def spoken(text: str) -> str:
    """A dialogue's text as libass draws it, if nothing in it is interpreted."""
    without = re.sub(r"(?<!\\)\{.*?\}", "", text)
    return without.replace("\\{", "{").replace("\\}", "}").replace(WORD_JOINER, "").replace(NO_BREAK_SPACE, " ")


def burned(timeline: Timeline) -> str:
    return ass.render([timeline], TEMPLATES, ALL)


@pytest.fixture(scope="module")
def day04() -> list[Timeline]:
    loaded = load_day(find(Path(__file__).parent), "day04")
    outcomes = {snippet.name: loaded.recording.fresh(snippet) for snippet in loaded.snippets}
    return [loaded.timeline(short, outcomes) for short in loaded.day.shorts]  # type: ignore[arg-type]


def test_each_word_has_an_event_that_carries_its_whole_phrase() -> None:
    short = make_short(hook="Define layers in `__init__`.", hook_hold=0.25, talk_track=(), code=Code(""), mistake=None)
    text = ass.render([plan(DAY, short, Outcome(Status.OK))], TEMPLATES, ALL)
    on, off, blank = "{\\c&H57C8FF&}", "{\\c}", "{\\c&H140E0B&} "
    assert events(text) == [
        (0, 44, "Speech", f"{on}Define{blank}{off}layers{blank}{off}in{blank}{off}__init__."),
        (44, 80, "Speech", f"Define{blank}{on}layers{blank}{off}in{blank}{off}__init__."),
        (80, 97, "Speech", f"Define{blank}{off}layers{blank}{on}in{blank}{off}__init__."),
        (97, 202, "Speech", f"Define{blank}{off}layers{blank}{off}in{blank}{on}__init__."),
    ]


def test_the_file_says_what_a_renderer_must_know() -> None:
    text = ass.render([plan(DAY, make_short(), Outcome(Status.OK))], TEMPLATES, ALL)
    for line in ("PlayResX: 1080", "PlayResY: 1920", "WrapStyle: 2", "ScaledBorderAndShadow: yes"):
        assert f"\n{line}\n" in text
    styles = dict(re.findall(r"^Style: (\w+),(.+?),", text, re.MULTILINE))
    assert styles == {"Speech": "Inter Extra Bold", "Output": "JetBrains Mono", "Card": "JetBrains Mono"}


@pytest.mark.parametrize("look", list(LOOKS))
def test_the_colours_are_those_of_the_theme(look: str) -> None:
    colors = LOOKS[look]
    style = AssStyle.of(replace(BUILT_IN, colors=colors), tuple(Repeated))
    assert (style.text, style.accent, style.outline) == (colors.text, colors.accent, colors.ground)
    text = ass.render([plan(DAY, make_short(), Outcome(Status.OK))], TEMPLATES, style)
    assert f"{{\\c{override(colors.accent)}}}" in text


def test_colours_are_written_backwards() -> None:
    assert color("#ffc857") == "&H0057C8FF"


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0, "0:00:00.00"), (9, "0:00:00.00"), (333, "0:00:00.33"), (9990, "0:00:09.99"), (3_723_456, "1:02:03.45")],
)
def test_times_are_centiseconds(milliseconds: int, text: str) -> None:
    assert time(milliseconds) == text


def test_what_stands_on_the_slide_is_said_and_shown_twice_only_where_it_is_asked_for() -> None:
    short = make_short(hook="Hooked.", talk_track=(TalkLine("Talked."),), mistake=Mistake("Mistaken."))
    timeline = plan(DAY, short, Outcome(Status.OK, "printed\n"))

    def told(*repeat: Repeated) -> list[str]:
        style = replace(DEFAULT, repeat=repeat)
        return [spoken(text) for _, _, name, text in events(ass.render([timeline], TEMPLATES, style)) if name != "Card"]

    assert told() == ["Talked."]
    assert told(Repeated.HOOK) == ["Hooked.", "Talked."]
    assert told(Repeated.OUTPUT) == ["Talked.", "printed"]
    assert told(Repeated.MISTAKE) == ["Talked.", "Mistaken."]
    assert sorted(told(*Repeated)) == ["Hooked.", "Mistaken.", "Talked.", "printed"]


def test_a_talk_track_that_is_told_over_the_hook_is_said() -> None:
    short = make_short(hook="Hooked.", talk_track=(TalkLine("Talked."),), code=Code(""), mistake=None)
    text = ass.render([plan(DAY, short, Outcome(Status.OK))], TEMPLATES)
    assert [spoken(text) for _, _, _, text in events(text)] == ["Talked."]


def test_output_is_shown_while_nothing_is_said() -> None:
    timeline = plan(DAY, make_short(), Outcome(Status.OK, "torch.Size([2, 4])\n"))
    beat = next(beat for beat in timeline.beats if beat.slide.content.kind == "output")
    [(start, end, _, text)] = [found for found in events(burned(timeline)) if found[2] == "Output"]
    assert (start, end, spoken(text)) == (beat.start // 10, beat.end // 10, "torch.Size([2, 4])")


def test_a_long_output_is_its_head_and_how_much_is_left_out() -> None:
    timeline = plan(DAY, make_short(), Outcome(Status.OK, "\n".join(f"line {n}" for n in range(9))))
    rows = [spoken(text) for _, _, style, text in events(burned(timeline)) if style == "Output"]
    assert rows == ["line 0", "… 8 lines left out …"]


def test_an_output_is_set_as_large_as_the_band_lets_it() -> None:
    sizes = [fitted(text, BAND).size for text in ("True", "x" * 27, "a\nb", "a\nb\nc", "y" * 34, "z" * 200)]
    assert sizes == [44, 40, 40, 32, 32, 32]
    wide = fitted("Linear(in_features=784, out_features=256, bias=True)", BAND)
    assert [row.text for row in wide.rows] == ["Linear(in_features=784, ", "out_features=256, bias=True)"]


def test_shorts_are_laid_end_to_end() -> None:
    said = "Word and word."  # nine phonemes, a second at this pace
    short = make_short(hook=said, talk_track=(TalkLine(said),), mistake=Mistake(said), options=Options(pace=120))
    timeline = plan(DAY, short, Outcome(Status.OK, "1\n"))
    one = events(ass.render([timeline], TEMPLATES, ALL))
    offset = timeline.end // 10
    assert timeline.end % 10 == 0
    later = [(start + offset, end + offset, style, text) for start, end, style, text in one]
    assert events(export([timeline, timeline], TEMPLATES, "ass", style=ALL)) == one + later


@given(timelines())
def test_within_a_phrase_nothing_overlaps_and_nothing_is_missing(timeline: Timeline) -> None:
    found = [event for event in events(burned(timeline)) if event[2] == "Speech"]
    assert all(start < end for start, end, _, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    for phrase in phrases(timeline, SHORTS):
        mine = [event for event in found if phrase.start // 10 <= event[0] < phrase.end // 10]
        assert (mine[0][0], mine[-1][1]) == (phrase.start // 10, phrase.end // 10)
        assert all(one[1] == other[0] for one, other in pairwise(mine))
        assert {spoken(text) for _, _, _, text in mine} == {" ".join(word.text for word in phrase.words)}


@given(timelines())
def test_rounding_never_drifts(timeline: Timeline) -> None:
    """Each start is that of a word, less than a centisecond early, however many came before."""
    starts = [start for start, _, style, _ in events(ass.render([timeline] * 3, TEMPLATES, ALL)) if style == "Speech"]
    said = [word.start for phrase in phrases(timeline, SHORTS) for word in phrase.words]
    exact = {(at + n * timeline.end) // 10 for n in range(3) for at in [*said, *_shifted(timeline)]}
    assert set(starts) <= exact


def _shifted(timeline: Timeline) -> list[int]:
    """Phrases that begin a moment after their first word, since the one before is of words that are not said."""
    return [phrase.start for phrase in phrases(timeline, SHORTS)]


@given(timelines())
def test_what_is_said_and_printed_never_becomes_an_override(timeline: Timeline) -> None:
    ours = re.compile(r"\{(\\c(&H[0-9A-F]{6}&)?|(\\pos\([\d.,]+\))?(\\fs[\d.]+)?(\\clip\([\d,]+\))?(\\p1)?)\}")
    for _, _, _, text in events(ass.render([timeline], TEMPLATES, ALL)):
        rest = ours.sub("", text)
        assert re.findall(r"(?<!\\)[{}]", rest) == []
        assert re.findall(rf"\\(?![{{}}{WORD_JOINER}])", rest) == []


@given(timelines())
def test_each_event_is_one_line(timeline: Timeline) -> None:
    text = ass.render([timeline], TEMPLATES, ALL)
    assert len(re.findall(r"^Dialogue: ", text, re.MULTILINE)) == len(text.partition("[Events]\n")[2].splitlines()) - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{\\an8}", "\\{\\" + WORD_JOINER + "an8\\}"),
        ("\\N", "\\" + WORD_JOINER + "N"),
        ("\\\\{", f"\\{WORD_JOINER}\\{WORD_JOINER}\\{{"),
        ("  a  b", f"{NO_BREAK_SPACE * 2}a  b"),
        ("<b>", "<b>"),
    ],
)
def test_marks_of_the_format_are_neutralised(text: str, expected: str) -> None:
    assert neutral(text) == expected
    assert spoken(neutral(text)) == text


def _measured(text: str) -> float:
    """How wide Inter draws it, in em."""
    return _INTER.getlength(text) / _INTER.size


_INTER = ImageFont.truetype(FONTS / "Inter-ExtraBold.otf", 1000, layout_engine=ImageFont.Layout.BASIC)


def test_no_letter_is_wider_than_is_reckoned() -> None:
    letters = [chr(code) for code in range(0x20, 0x250) if known(chr(code)) and cells(chr(code))] + list(
        "‘’“”—–…→←×•≤≥≠"
    )
    assert len(letters) > 300
    assert [letter for letter in letters if _measured(letter) > width(letter)] == []


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["C"]), max_size=60))
def test_no_text_of_known_letters_is_wider_than_is_reckoned(text: str) -> None:
    if known(text):
        assert _measured(text) <= width(text) + 1e-6


def test_no_phrase_of_the_day_leaves_the_band(day04: list[Timeline]) -> None:
    found = [event for timeline in day04 for event in events(burned(timeline)) if event[2] == "Speech"]
    assert len(found) > 900
    for _, _, _, text in found:
        assert _measured(spoken(text)) * _size(text) <= ROOM


def test_hardly_a_phrase_of_the_day_is_set_smaller(day04: list[Timeline]) -> None:
    found = [event for timeline in day04 for event in events(burned(timeline)) if event[2] == "Speech"]
    texts = {spoken(text): _size(text) for _, _, _, text in found}
    smaller = {text: size for text, size in texts.items() if size < ass.SPEECH_SIZE}
    assert len(smaller) < len(texts) / 20
    assert min(smaller.values()) > 0.87 * ass.SPEECH_SIZE


def _size(text: str) -> float:
    """Of an em, in px."""
    found = re.search(r"\\fs([\d.]+)", text)
    return float(found[1]) / DEFAULT.speech.height if found else ass.SPEECH_SIZE


@pytest.mark.parametrize("hook", ["W" * 29, "@" * 160, "x" * 160, "日本語のテキスト" * 20, "﷽ " * 40, "Ǳ" * 30])
def test_wide_text_is_set_smaller_and_cut_off_where_its_width_is_unknown(hook: str) -> None:
    short = make_short(hook=hook, talk_track=(), code=Code(""), mistake=None)
    for _, _, _, text in events(ass.render([plan(DAY, short, Outcome(Status.OK))], TEMPLATES, ALL)):
        assert width(spoken(text)) * _size(text) <= ROOM
        assert (f"\\clip({BAND.x},{BAND.y},{BAND.right},{BAND.bottom})" in text) == (not known(hook))


@given(timelines())
def test_no_output_is_reckoned_wider_than_the_band(timeline: Timeline) -> None:
    for _, _, style, text in events(ass.render([timeline], TEMPLATES, ALL)):
        if style == "Output":
            size = float(re.findall(r"\\fs([\d.]+)", text)[0]) / DEFAULT.output.height
            left = float(re.findall(r"\\pos\(([\d.]+)", text)[0])
            assert left >= BAND.x
            assert left + cells(spoken(text).rstrip()) * ADVANCE * size <= BAND.right + 0.1


@pytest.mark.parametrize("name", list(SafeArea))
def test_captions_stand_in_the_band_of_the_safe_area(name: SafeArea) -> None:
    theme = replace(BUILT_IN, safe_area=name)
    text = ass.render(
        [plan(DAY, make_short(), Outcome(Status.OK, "1\n"))], TEMPLATES, AssStyle.of(theme, tuple(Repeated))
    )
    [margins] = re.findall(r"^Style: Speech,.*,2,(\d+),(\d+),(\d+),1$", text, re.MULTILINE)
    area, band = SAFE_AREAS[name], caption_area(name)
    assert (int(margins[0]), 1080 - int(margins[1])) == (band.x, band.right)
    assert margins[0] == margins[1], "centred on the picture"
    assert area.x <= band.x < band.right <= area.right_at(area.bottom)
    assert area.bottom - 100 < 1920 - int(margins[2]) - ass.SPEECH_SIZE < 1920 - int(margins[2]) < area.bottom


def test_a_build_has_the_same_file_whatever_the_profile() -> None:
    short = make_short(talk_track=(TalkLine("Define layers, then define how the data flows through them."),))
    timeline = plan(DAY, short, Outcome(Status.OK))
    made = [{one.path: one.data for one in render(timeline, TEMPLATES, name)} for name in ("netflix", "dcmp", "shorts")]
    assert len({files["captions.ass"] for files in made}) == 1
    assert len({files["speech.srt"] for files in made}) == 3
