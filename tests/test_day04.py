"""The day that ships with the project: every short of it, through every renderer, from its recording."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import srt
import webvtt

from shortsgen.cues.cues import cues, output_cues
from shortsgen.cues.profiles import SHORTS
from shortsgen.layout.area import DEFAULT
from shortsgen.layout.fit import EASY, READABLE, SMALLEST
from shortsgen.layout.stage import stage
from shortsgen.pipeline.day import Loaded, load_day
from shortsgen.plan.contents import CodeContent, Content, OutputContent, Passage, passages
from shortsgen.plan.shots import shots
from shortsgen.plan.timeline import Timeline, over_budget
from shortsgen.project import find
from shortsgen.render import short_json
from shortsgen.render.captions import subtitles as captions
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.teleprompter import sheets as teleprompter
from shortsgen.render.templates import Templates
from shortsgen.rules.reading import reading_problems
from shortsgen.run.outcome import Status
from shortsgen.shipped import built_in
from shortsgen.text.markup import plain
from tests.render.slides.boxes import boxes, outside

NUMBERS = range(1, 31)
NO_OUTPUT = {1, 4, 17, 18, 20, 21, 22, 23, 29, 30}


@pytest.fixture(scope="module")
def day() -> Loaded:
    return load_day(find(Path(__file__).parent), "day04")


@pytest.fixture(scope="module")
def timelines(day: Loaded) -> list[Timeline]:
    outcomes = {snippet.name: day.recording.fresh(snippet) for snippet in day.snippets}
    assert None not in outcomes.values(), "the recording is stale: make update-recordings"
    return [day.timeline(short, outcomes) for short in day.day.shorts]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def slides() -> Slides:
    return Slides(Templates())


@pytest.fixture(params=NUMBERS)
def timeline(request: pytest.FixtureRequest, timelines: list[Timeline]) -> Timeline:
    return timelines[request.param - 1]


def test_every_snippet_is_recorded_as_its_author_said(day: Loaded) -> None:
    assert len(day.day.shorts) == 30
    for snippet in day.snippets:
        outcome = day.recording.fresh(snippet)
        assert outcome is not None
        assert outcome.as_expected(snippet.raises)


def test_the_shorts_that_print_nothing_and_those_of_comments_only_are_known(timelines: list[Timeline]) -> None:
    silent = {timeline.short.number for timeline in timelines if not timeline.outcome.output}
    comments = {timeline.short.number for timeline in timelines if timeline.outcome.status is Status.COMMENT_ONLY}
    assert (silent, comments) == (NO_OUTPUT, {22, 30})


def test_at_least_five_mistakes_are_really_made(timelines: list[Timeline]) -> None:
    made = [timeline.mistake for timeline in timelines if timeline.mistake]
    assert len(made) >= 5
    assert all(outcome.error or outcome.output for outcome in made)


def test_all_that_is_on_a_slide_lies_in_the_safe_area_and_can_be_read(slides: Slides, timeline: Timeline) -> None:
    found = boxes(slides, timeline)
    assert {box["page"] for box in found} == {slide.number for slide in timeline.slides}
    assert outside(found, DEFAULT) == []
    assert "row" in {box["name"] for box in found}
    for box in found:
        assert box["size"] >= (EASY if box["name"] in ("hook", "huge", "mistake", "title") else SMALLEST)


def test_all_titles_of_the_day_have_one_size_and_one_place(slides: Slides, timelines: list[Timeline]) -> None:
    found = {slide: box for one in timelines for slide, box in _titles(slides, one)}
    assert len(found) == sum(len(one.slides) for one in timelines)
    assert len(set(found.values())) == 1


def test_the_code_of_most_shorts_is_easily_read_and_of_all_is_readable(timelines: list[Timeline]) -> None:
    sizes = []
    for timeline in timelines:
        contents = [slide.content for slide in timeline.slides]
        shown = zip(contents, stage(contents, DEFAULT).windows, strict=True)
        found = {windows.code.fit.size for one, windows in shown if windows.code and isinstance(one, CodeContent)}
        assert len(found) <= 1
        sizes += found
    assert min(sizes) >= READABLE
    assert sum(size >= EASY for size in sizes) >= 0.8 * len(timelines)


def _titles(slides: Slides, timeline: Timeline) -> list[tuple[tuple[int, int], tuple[float, float, float]]]:
    titles = [box for box in boxes(slides, timeline) if box["name"] == "title"]
    return [((timeline.short.number, box["page"]), (box["x"], box["y"], box["size"])) for box in titles]


def test_no_line_of_code_is_left_out_of_its_slide(slides: Slides, timeline: Timeline) -> None:
    source = slides.document(timeline)["main.typ"].decode()
    assert "more row" not in source
    assert "left out" not in source


def test_a_short_has_a_page_and_a_picture_for_each_slide(slides: Slides, timeline: Timeline) -> None:
    paths = [artifact.path for artifact in slides.render(timeline, formats=("svg",))]
    assert paths == [f"slides/{slide.name}.svg" for slide in timeline.slides]


def test_every_short_keeps_within_its_thirty_seconds(timeline: Timeline) -> None:
    assert over_budget(timeline) == 0
    assert timeline.end > 10_000


def test_what_is_new_on_a_slide_is_read_at_twenty_characters_a_second_at_most(timeline: Timeline) -> None:
    """Counted anew: the lines that the short has not shown before, of code in focus those that are lit."""
    seen: set[str] = set()
    characters, seconds = 0, 0.0
    for shot in shots(timeline):
        content = shot.slide.content
        if not isinstance(content, CodeContent):  # code is read for as long as it stands
            characters, seconds = 0, 0.0
        new = [line for line in map(_squeezed, _to_read(content)) if line and line not in seen]
        seen.update(new)
        characters += len(" ".join(new))
        seconds += (shot.end - shot.start) / 1000
        assert characters <= 20 * seconds or _is_code_next(timeline, shot.slide.number)
    assert not list(reading_problems(timeline))


def test_captions_keep_to_the_reading_speed_of_netflix(timeline: Timeline) -> None:
    assert [cue for cue in cues(timeline) if 1000 * len(" ".join(cue.lines)) > 20 * (cue.end - cue.start)] == []


def test_of_captions_in_one_row_seven_at_most_are_said_faster_than_they_are_read(timelines: list[Timeline]) -> None:
    found = [cue for timeline in timelines for cue in cues(timeline, SHORTS)]
    fast = [cue.lines[0] for cue in found if 1000 * len(cue.lines[0]) > 21 * (cue.end - cue.start)]
    assert len(found) > 290
    assert len(fast) <= 7


def _is_code_next(timeline: Timeline, number: int) -> bool:
    return [slide.content.kind for slide in timeline.slides[number - 1 : number + 1]] == ["code", "code"]


def _to_read(content: Content) -> list[str]:
    match content:
        case CodeContent(code=code, focus=focus):
            lines = code.text.splitlines()
            return [lines[number - 1] for number in focus or range(1, len(lines) + 1)]
        case OutputContent(printed=printed):
            return printed.text.splitlines()
        case _:
            texts = (plain(one.text) if type(one) is Passage else one.text for one in passages(content))
            return [line for text in texts for line in text.splitlines()]


def _squeezed(line: str) -> str:
    return " ".join(line.split())


@pytest.mark.parametrize("track", ["speech", "output"])
def test_captions_are_read_back_by_others_with_the_times_of_the_timeline(timeline: Timeline, track: str) -> None:
    made = {artifact.path: artifact.data.decode() for artifact in captions.render(timeline, Templates())}
    if track == "output" and not output_cues(timeline):
        assert not {"output.srt", "output.vtt"} & set(made)
        return
    in_srt = list(srt.parse(made[f"{track}.srt"]))
    in_vtt = list(webvtt.from_buffer(StringIO(made[f"{track}.vtt"])))
    assert [(c.start, c.end) for c in in_srt] == [(_delta(c.start), _delta(c.end)) for c in in_vtt]
    assert all(0 <= c.start.total_seconds() < c.end.total_seconds() <= timeline.end / 1000 for c in in_srt)
    if track == "speech":
        said = " ".join(c.content for c in in_srt).split()
        assert said == " ".join(plain(beat.text) for beat in timeline.beats).split()


def _delta(text: str) -> Any:
    return srt.srt_timestamp_to_timedelta(text.replace(".", ","))


def test_the_teleprompter_says_every_word_of_the_script(timeline: Timeline) -> None:
    text = teleprompter.export([timeline], Templates())
    spoken = [line for line in text.splitlines()[3:] if line and not line.startswith("[")]
    assert " ".join(spoken).split() == " ".join(plain(beat.text) for beat in timeline.beats).split()


def test_short_json_keeps_to_its_schema(timeline: Timeline) -> None:
    schema = json.loads((built_in() / "short.schema.json").read_text())
    [artifact] = short_json.render(timeline)
    jsonschema.validate(json.loads(artifact.data), schema)
