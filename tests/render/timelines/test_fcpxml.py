"""What is written for Final Cut and Resolve is read back frame by frame, and breaks no rule."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from shortsgen.choices import TimelineFormat
from shortsgen.labels.de import LABELS as GERMAN
from shortsgen.render.timelines.assembly import Part, of_short
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Kind, Media, Sequence, Subtitle
from shortsgen.text.visible import visible
from tests.factory import make_timeline
from tests.render.timelines.conftest import GRID
from tests.render.timelines.fcpxml_reader import Project
from tests.render.timelines.fcpxml_rules import broken
from tests.render.timelines.sequences import BASE, Read, expected, sequences

FCPXML = FORMATS[TimelineFormat.FCPXML]


def check(sequence: Sequence) -> None:
    """All clips and captions are read where they were, a marker at each frame that had any, and no rule is broken."""
    data = FCPXML.write(sequence, BASE)
    project = Project(data, sequence.fps)
    assert project.lanes == lanes(sequence)
    assert project.captions == [(one.start, one.frames, visible(one.text)) for one in sequence.subtitles]
    assert [start for start, _, _ in project.markers] == sorted({one.start for one in sequence.markers})
    assert broken(data) == []


def lanes(sequence: Sequence) -> dict[int, list[Read]]:
    pictures = [one for one in sequence.tracks if not one.sound]
    sounds = [one for one in sequence.tracks if one.sound]
    numbered = {**dict(enumerate(pictures)), **{-lane: one for lane, one in enumerate(sounds, 1)}}
    return {lane: expected(track) for lane, track in numbered.items() if track.clips}


@given(sequences())
def test_whatever_there_is_is_read_back_where_it_was(sequence: Sequence) -> None:
    check(sequence)


def test_each_short_of_the_day_and_the_day_are_read_back(day04: tuple[Sequence, ...]) -> None:
    for sequence in day04:
        check(sequence)


def test_captions_are_in_the_language_of_the_short() -> None:
    timeline = make_timeline(kinds=["hook"], labels=GERMAN)
    sequence = of_short(Part(timeline, (Media("hook.png", Kind.STILL, None),)), GRID)
    said = replace(sequence, subtitles=(Subtitle(0, 30, "Ein Satz."),))
    assert b'role="SRT?captionFormat=SRT.de"' in FCPXML.write(said)
