"""Whatever a snippet prints reaches no caption, sheet, slide or file as anything but text."""

from __future__ import annotations

import json
import re
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shortsgen.cues.cues import cues, output_cues
from shortsgen.plan.timeline import Timeline, plan
from shortsgen.render import short_json
from shortsgen.render.captions import subtitles as captions
from shortsgen.render.captions.subtitles import FORMATS, WORD_JOINER
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.teleprompter import sheets as teleprompter
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.outside.terminal import shown
from shortsgen.script.model import Code, Day, Mistake
from tests.attacks.attack import controls
from tests.draw import draw
from tests.factory import make_short
from tests.render.captions.test_subtitles import _expected, _read_srt, _read_vtt

TEMPLATES = Templates()
HOSTILE = [
    b"\x1b[2J",
    b"\x1b]0;t\x07",
    b"\0",
    b"\xff\xfe",
    b"\r",
    b"\n\n",
    b"-->",
    b"<b>",
    b"#panic()",
    b"\xe2\x80\xae",
]
NUMBER = re.compile(r"-?\d+\.?\d*\s*")  # a line that the reader may take for the number of the next cue
written = st.lists(st.sampled_from(HOSTILE) | st.binary(max_size=12), max_size=8).map(b"".join)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Of a short whose code, and whose mistake, wrote and raised anything."""
    output, error, mistake = (shown(draw(written)) for _ in range(3))
    failure = Failure("ValueError", error)
    short = make_short(mistake=Mistake("Wrong.", Code("x\n"), "ValueError"), raises=draw(st.sampled_from([None, "E"])))
    outcome = Outcome(Status.RAISED if short.raises else Status.OK, output, error=failure if short.raises else None)
    return plan(Day("day04", "T", ()), short, outcome, Outcome(Status.RAISED, mistake, error=failure))


@given(timelines())
def test_captions_of_any_output_are_read_back_whole(timeline: Timeline) -> None:
    for found in (cues(timeline), output_cues(timeline)):
        texts = {form: captions.text(found, form, TEMPLATES) for form in FORMATS}
        assert _read_vtt(texts["vtt"]) == _expected(found)
        assert all(controls(text.replace(WORD_JOINER, "")) == set() for text in texts.values())
        if not any(NUMBER.fullmatch(line) for cue in found for line in cue.lines):
            assert _read_srt(texts["srt"]) == _expected(found)


@given(timelines())
def test_sheets_and_files_of_any_output_are_text(timeline: Timeline) -> None:
    for artifact in teleprompter.sheets([timeline], TEMPLATES):
        assert controls(artifact.data.decode()) == set()
    [artifact] = short_json.render(timeline)
    assert controls(artifact.data.decode()) == set()
    assert json.loads(artifact.data)["outcome"]["output"] == timeline.outcome.output


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(timelines())
def test_the_page_of_any_output_is_text(timeline: Timeline) -> None:
    [page, *_] = teleprompter.render([timeline], TEMPLATES, draw)
    assert controls(page.data.decode()) == set()


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(timelines())
def test_slides_of_any_output_compile(timeline: Timeline) -> None:
    artifacts = _slides().render(timeline, formats=("svg",))
    assert len(artifacts) == len(timeline.slides)
    assert all(controls(artifact.data.decode()) == set() for artifact in artifacts)


@cache
def _slides() -> Slides:
    return Slides(TEMPLATES)
