import html
import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
import srt
import webvtt
from hypothesis import assume, given
from hypothesis import strategies as st

from shortsgen.cues.cues import Cue, cues, join, output_cues
from shortsgen.plan.timeline import Timeline, plan
from shortsgen.render.captions.subtitles import FORMATS, NO_BREAK_SPACE, WORD_JOINER, export, render, render_day, text
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Day
from tests.factory import make_short
from tests.strategies import timelines

TEMPLATES = Templates()

Read = list[tuple[int, int, tuple[str, ...]]]


def test_srt_is_numbered_and_timed_with_a_comma() -> None:
    found = [Cue(0, 2500, ("Define layers", "in __init__.")), Cue(3_723_004, 3_724_000, ("Done.",))]
    assert text(found, "srt", TEMPLATES) == (
        "1\n00:00:00,000 --> 00:00:02,500\nDefine layers\nin __init__.\n\n2\n01:02:03,004 --> 01:02:04,000\nDone.\n"
    )


def test_webvtt_has_a_header_and_is_timed_with_a_point() -> None:
    assert text([Cue(0, 2500, ("Done.",))], "vtt", TEMPLATES) == "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nDone.\n"


def test_without_cues_srt_is_empty_and_webvtt_has_its_header_only() -> None:
    assert [text([], form, TEMPLATES) for form in FORMATS] == ["", "WEBVTT\n\n"]


@pytest.mark.parametrize(
    ("line", "in_srt", "in_vtt"),
    [
        ("a < b & c", "a < b & c", "a &lt; b &amp; c"),
        ("<b>bold</b>", f"<{WORD_JOINER}b>bold<{WORD_JOINER}/b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("a --> b", f"a --{WORD_JOINER}> b", "a --&gt; b"),
        ("{\\an8}", f"{{{WORD_JOINER}\\an8}}", "{\\an8}"),
        ("{a: 1}", "{a: 1}", "{a: 1}"),
        ("    return x  ", f"{NO_BREAK_SPACE * 4}return x", f"{NO_BREAK_SPACE * 4}return x"),
        ("a   b", f"a{NO_BREAK_SPACE * 2} b", f"a{NO_BREAK_SPACE * 2} b"),
        ("", NO_BREAK_SPACE, NO_BREAK_SPACE),
    ],
)
def test_code_is_no_markup(line: str, in_srt: str, in_vtt: str) -> None:
    written = [text([Cue(0, 1000, (line,))], form, TEMPLATES).split("\n")[-2] for form in FORMATS]
    assert written == [in_srt, in_vtt]


def test_a_short_has_captions_of_its_speech_and_of_its_output() -> None:
    timeline = plan(Day("day04", "nn.Module", ()), make_short(), Outcome(Status.OK, "torch.Size([2, 4])\n"))
    artifacts = {artifact.path: artifact.data.decode() for artifact in render(timeline, TEMPLATES)}
    assert list(artifacts) == ["speech.srt", "speech.vtt", "output.srt", "output.vtt", "captions.ass"]
    assert artifacts["output.srt"] == "1\n00:00:07,789 --> 00:00:09,289\ntorch.Size([2, 4])\n"
    assert artifacts["speech.srt"] == export([timeline], TEMPLATES)


def test_a_day_has_one_list_of_cues() -> None:
    timeline = plan(Day("day04", "nn.Module", ()), make_short(), Outcome(Status.OK))
    data = next(artifact.data for artifact in render_day([timeline] * 2, TEMPLATES) if artifact.path == "speech.srt")
    assert _read_srt(data.decode()) == _expected(join([timeline] * 2))


@given(timelines())
def test_a_webvtt_reader_reads_every_cue_back(timeline: Timeline) -> None:
    for found in (cues(timeline), output_cues(timeline)):
        assert _read_vtt(text(found, "vtt", TEMPLATES)) == _expected(found)


@given(timelines())
def test_an_srt_reader_reads_every_cue_back(timeline: Timeline) -> None:
    for found in (cues(timeline), output_cues(timeline)):
        # The reader `srt` takes a number alone on its line for the next cue, where the line below is like a time.
        assume(not any(re.fullmatch(r"-?\d+\.?\d*\s*", line) for cue in found for line in cue.lines))
        assert _read_srt(text(found, "srt", TEMPLATES)) == _expected(found)


@given(timelines(), st.sampled_from(list(FORMATS)))
def test_no_control_character_is_written(timeline: Timeline, form: str) -> None:
    for found in (cues(timeline), output_cues(timeline)):
        assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", text(found, form, TEMPLATES)) == []


def _expected(found: Sequence[Cue]) -> Read:
    return [(cue.start, cue.end, tuple(_blank(line) for line in cue.lines)) for cue in found]


def _read_vtt(data: str) -> Read:
    """`raw_text`: the reader's `text` would also drop what it takes for a tag, and neither resolves references."""
    return [
        (_milliseconds(caption.start), _milliseconds(caption.end), _lines(html.unescape(caption.raw_text)))
        for caption in webvtt.from_string(data, strict=True)
    ]


def _read_srt(data: str) -> Read:
    return [
        (
            subtitle.start // timedelta(milliseconds=1),
            subtitle.end // timedelta(milliseconds=1),
            _lines(subtitle.content),
        )
        for subtitle in srt.parse(data)
    ]


def _milliseconds(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3_600_000 + int(minutes) * 60_000 + round(float(seconds) * 1000)


def _lines(content: str) -> tuple[str, ...]:
    return tuple(_blank(line.replace(WORD_JOINER, "")) for line in content.split("\n"))


def _blank(line: str) -> str:
    return line.replace(NO_BREAK_SPACE, " ").rstrip()
