"""Day 04 laid out: each cut is that of its video, sums are exact, and nothing that is written can break a format."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import opentimelineio as otio
import pytest

from shortsgen.choices import TimelineFormat
from shortsgen.cues.cues import cues
from shortsgen.cues.profiles import NETFLIX
from shortsgen.pipeline.day import load_day
from shortsgen.plan.contents import CodeContent
from shortsgen.plan.shots import shots
from shortsgen.plan.timeline import Timeline
from shortsgen.project import find
from shortsgen.render.frames import frame_at
from shortsgen.render.timelines.assembly import Grid, Part, cuts, of_day, of_short
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Clip, Kind, MarkerKind, Media, Sequence
from shortsgen.script.model import TalkLine
from shortsgen.text.markup import plain
from tests.factory import make_timeline
from tests.render.shapes import HOSTILE
from tests.render.timelines.test_otio import placed

GRIDS = [Grid(fps, NETFLIX) for fps in (24, 25, 30, 60)]
GRID = GRIDS[2]


@pytest.fixture(scope="module")
def timelines() -> list[Timeline]:
    day = load_day(find(Path(__file__).parent), "day04")
    outcomes = {snippet.name: day.recording.fresh(snippet) for snippet in day.snippets}
    return [day.timeline(short, outcomes) for short in day.day.shorts]  # type: ignore[arg-type]


def part(timeline: Timeline, grid: Grid = GRID) -> Part:
    stem = timeline.short.id
    pictures = (Media(f"{stem}/{shot.slide.name}.png", Kind.STILL, None) for shot in cuts(timeline, grid.fps))
    voice = Media(f"{stem}/voice.wav", Kind.SOUND, frame_at(timeline.end, grid.fps))
    return Part(timeline, tuple(pictures), (("voice", voice),))


def expected(timeline: Timeline, fps: int) -> list[tuple[str, int, int, str]]:
    """Name, first frame, frames and file of each shot, from its milliseconds."""
    edges = [(shot.slide.name, frame_at(shot.start, fps), frame_at(shot.end, fps)) for shot in shots(timeline)]
    return [(name, start, end - start, f"{timeline.short.id}/{name}.png") for name, start, end in edges]


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: str(grid.fps))
def test_otio_of_each_short_of_day_04_is_read_back_shot_by_shot(timelines: list[Timeline], grid: Grid) -> None:
    for timeline in timelines:
        sequence = of_short(part(timeline, grid), grid)
        read = otio.adapters.read_from_string(FORMATS[TimelineFormat.OTIO].write(sequence).decode(), "otio_json")
        slides, voice = read.tracks
        urls = [clip.media_reference.target_url for clip in slides.find_clips()]
        found = [(name, start, frames, url) for (name, start, frames, _), url in zip(placed(slides), urls, strict=True)]
        assert found == expected(timeline, grid.fps)
        whole = frame_at(timeline.end, grid.fps)
        assert [track.duration().to_frames() for track in (slides, voice)] == [whole, whole]
        marks = [(mark.name, mark.comment, mark.marked_range.start_time.to_frames()) for mark in read.tracks.markers]
        noted = [(one, f" ({one.note})" if one.note else "") for one in sequence.markers]
        assert marks == [(one.name, one.name + note, one.start) for one, note in noted]


def test_the_day_is_its_shorts_end_to_end(timelines: list[Timeline]) -> None:
    day = of_day([part(timeline) for timeline in timelines], GRID)
    begun, clock = [], 0
    for timeline in timelines:
        short = of_short(part(timeline), GRID)
        for one, other in zip(short.tracks, day.tracks, strict=True):
            mine = [clip for clip in other.clips if clip.name.startswith(f"{timeline.short.id} ")]
            moved = (
                replace(clip, name=f"{timeline.short.id} {clip.name}", start=clock + clip.start) for clip in one.clips
            )
            assert mine == list(moved)
        begun.append((clock, short.frames))
        clock += short.frames
    assert day.frames == clock
    assert [(one.start, one.frames) for one in day.markers if one.kind is MarkerKind.SHORT] == begun
    for track in day.tracks:
        assert all(clip.end == after.start for clip, after in pairwise(track.clips)), "without a gap"
        assert track.clips[-1].end == clock


def test_each_line_has_a_marker_and_so_has_each_change_of_focus(timelines: list[Timeline]) -> None:
    for timeline in timelines:
        marks = of_short(part(timeline), GRID).markers
        said = [(one.start, one.name) for one in marks if one.kind is MarkerKind.LINE]
        beats = [beat for beat in timeline.beats if beat.text]
        assert said == [(frame_at(beat.start, 30), plain(beat.text)) for beat in beats]
        lit = [shot.slide.content.focus for shot in shots(timeline) if isinstance(shot.slide.content, CodeContent)]
        changes = [focus for before, focus in pairwise([(), *lit]) if focus != before]
        notes = [one.note for one in marks if one.kind is MarkerKind.FOCUS]
        assert [bool(note) for note in notes] == [bool(focus) for focus in changes]
        assert [one.start for one in marks] == sorted(one.start for one in marks)


def test_a_marker_of_focus_tells_its_lines() -> None:
    timeline = make_timeline(focus=(3, 4, 10))
    [mark] = [one for one in of_short(part(timeline), GRID).markers if one.kind is MarkerKind.FOCUS]
    assert (mark.name, mark.note) == ("code", "lines 3-4, 10")


def test_subtitles_are_the_cues_of_speech_on_the_grid_of_frames(timelines: list[Timeline]) -> None:
    for timeline in timelines:
        found = of_short(part(timeline), GRID).subtitles
        wanted = [(frame_at(cue.start, 30), frame_at(cue.end, 30), "\n".join(cue.lines)) for cue in cues(timeline)]
        assert [(one.start, one.start + one.frames, one.text) for one in found] == wanted
        assert all(one.start + one.frames <= after.start for one, after in pairwise(found))


def test_a_shot_without_a_frame_is_left_out_and_the_sum_stays() -> None:
    timeline = make_timeline()
    beats = list(timeline.beats)
    beats[1] = replace(beats[1], end=beats[1].start + 10)
    beats[2] = replace(beats[2], start=beats[1].end)
    short = replace(timeline, beats=tuple(beats))
    made = of_short(part(short), GRID)
    assert [clip.name for clip in made.tracks[0].clips] == [
        shot.slide.name for shot in shots(short) if shot.slide.number != 2
    ]
    assert sum(clip.frames for clip in made.tracks[0].clips) == made.frames == frame_at(short.end, 30)


def test_a_name_is_another_one_for_another_content_or_place_and_else_the_same() -> None:
    one = part(make_timeline())
    name = of_short(one, GRID).name
    assert name.startswith("day04-first-custom-model-")
    assert name == of_short(part(make_timeline()), GRID).name
    others = {
        of_short(one, GRID, "file:///elsewhere/").name,
        of_short(part(make_timeline(title="Another")), GRID).name,
        of_short(part(make_timeline(), GRIDS[0]), GRIDS[0]).name,
        of_day([one], GRID).name,
    }
    assert len(others | {name}) == 5


@pytest.mark.parametrize("form", TimelineFormat)
def test_hostile_texts_are_visible_and_break_no_format(form: TimelineFormat) -> None:
    """Controls and marks that turn the order of text are written out; what was 1,000 characters still is."""
    hostile = f"{HOSTILE} \x00\x1b[31m\ufffe \ud800 ]]> <!-- &amp; \u05e9\u05dc\u05d5\u05dd \U0001f600 " + "x" * 1000
    timeline = make_timeline(title=hostile, series=hostile, talk_track=(TalkLine(hostile),))
    beats = tuple(replace(beat, text=hostile) for beat in timeline.beats)
    sequence = of_day([part(replace(timeline, beats=beats))], GRID)
    texts = [sequence.title, *(mark.name for mark in sequence.markers), *(one.text for one in sequence.subtitles)]
    for text in texts:
        assert not {"\x00", "\x1b", "\u202e", "\ud800"} & set(text)
    assert "\\x00" in sequence.title
    assert "\u05e9\u05dc\u05d5\u05dd \U0001f600" in sequence.title
    data = FORMATS[form].write(sequence)
    assert not {0, 27} & set(data)
    data.decode()


def test_a_take_lies_below_the_slides() -> None:
    face = Clip("take", 0, 30, Media("take.mov", Kind.VIDEO, 900), offset=60)
    made = of_short(replace(part(make_timeline()), take=(face,)), GRID)
    assert [(track.name, track.sound) for track in made.tracks] == [("take", False), ("slides", False), ("voice", True)]
    assert made.tracks[0].clips == (face,)


def test_the_day_of_hundreds_of_shorts_takes_no_longer_than_its_shorts() -> None:
    parts = [part(make_timeline(id=f"short-{number}", number=number)) for number in range(1, 301)]
    day = of_day(parts, GRID)
    assert isinstance(day, Sequence)
    assert len(day.tracks[0].clips) == 300 * len(parts[0].pictures)
