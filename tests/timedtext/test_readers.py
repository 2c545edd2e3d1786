"""What the checkers accept is read by others, and alike: by Chromium's own parser, by ffmpeg, by libraries."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import srt
import webvtt
from hypothesis import HealthCheck, given, settings

from shortsgen.cues.cues import Cue, cues, join, output_cues
from shortsgen.pipeline.day import load_day
from shortsgen.plan.timeline import Timeline
from shortsgen.project import find
from shortsgen.render.captions.subtitles import NO_BREAK_SPACE, WORD_JOINER, text
from shortsgen.render.templates import Templates
from shortsgen.timedtext.webvtt import violations
from tests.strategies import timelines
from tests.timedtext.cases_webvtt import CASES
from tests.tools import ffmpeg

TEMPLATES = Templates()

Read = list[tuple[int, int, str]]

PARSE = """
document => new Promise((resolve, reject) => {
  const track = window.document.createElement("track")
  const video = window.document.createElement("video")
  const done = () => {
    const cues = [...track.track.cues].map(cue => [
      Math.round(cue.startTime * 1000), Math.round(cue.endTime * 1000), cue.getCueAsHTML().textContent
    ])
    video.remove()
    resolve(cues)
  }
  track.onload = done
  track.onerror = () => reject("no WebVTT")
  track.src = URL.createObjectURL(new Blob([document], {type: "text/vtt"}))
  video.append(track)
  window.document.body.append(video)
  track.track.mode = "hidden"
})
"""


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    page.set_content("<!DOCTYPE html><title>Captions</title>")
    yield page
    page.close()


@pytest.fixture(scope="module")
def day04() -> list[Timeline]:
    loaded = load_day(find(Path(__file__).parent), "day04")
    outcomes = {snippet.name: loaded.recording.fresh(snippet) for snippet in loaded.snippets}
    return [loaded.timeline(short, outcomes) for short in loaded.day.shorts]  # type: ignore[arg-type]


def in_chromium(page: Any, document: str) -> Read:
    return [(start, end, _plain(shown)) for start, end, shown in page.evaluate(PARSE, document)]


def _plain(shown: str) -> str:
    lines = shown.replace(WORD_JOINER, "").replace(NO_BREAK_SPACE, " ").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _expected(found: Sequence[Cue]) -> Read:
    return [(cue.start, cue.end, _plain("\n".join(cue.lines))) for cue in found]


def test_chromium_reads_every_short_of_the_day(page: Any, day04: list[Timeline]) -> None:
    for timeline in day04:
        for found in (cues(timeline), output_cues(timeline)):
            assert in_chromium(page, text(found, "vtt", TEMPLATES)) == _expected(found)


@given(timeline=timelines())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_chromium_reads_whatever_is_said_and_printed(page: Any, timeline: Timeline) -> None:
    for found in (cues(timeline), output_cues(timeline)):
        assert in_chromium(page, text(found, "vtt", TEMPLATES)) == _expected(found)


@pytest.mark.parametrize("document", [case[1] for case in CASES if not case[2]], ids=[c[0] for c in CASES if not c[2]])
def test_chromium_reads_every_cue_of_a_file_that_is_accepted(page: Any, document: str) -> None:
    assert violations(document) == ()
    lines = document.replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:]
    assert len(in_chromium(page, document)) == sum("-->" in line for line in lines)


@pytest.mark.parametrize("form", ["srt", "vtt"])
@pytest.mark.parametrize("of", [cues, output_cues])
def test_ffmpeg_reads_the_day(day04: list[Timeline], tmp_path: Path, form: str, of: Any) -> None:
    found = join(day04, of)
    (tmp_path / f"in.{form}").write_text(text(found, form, TEMPLATES), "utf-8")
    command = [ffmpeg(), "-v", "error", "-i", f"in.{form}", "-c", "copy", f"out.{form}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    read = _read_vtt if form == "vtt" else _read_srt
    assert read((tmp_path / f"out.{form}").read_text("utf-8")) == _expected(found)


@pytest.mark.parametrize("of", [cues, output_cues])
def test_libraries_read_the_day(day04: list[Timeline], of: Any) -> None:
    found = join(day04, of)
    assert _read_vtt(text(found, "vtt", TEMPLATES)) == _expected(found)
    assert _read_srt(text(found, "srt", TEMPLATES)) == _expected(found)


def _read_vtt(document: str) -> Read:
    from html import unescape

    captions = webvtt.from_string(document)
    return [(_ms(one.start), _ms(one.end), _plain(unescape(one.raw_text))) for one in captions]


def _read_srt(document: str) -> Read:
    return [
        (round(one.start.total_seconds() * 1000), round(one.end.total_seconds() * 1000), _plain(one.content))
        for one in srt.parse(document)
    ]


def _ms(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)
