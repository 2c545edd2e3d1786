"""What is written for Final Cut and Resolve is read back frame by frame, and breaks no rule."""

from __future__ import annotations

from hypothesis import given

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Sequence
from shortsgen.text.visible import visible
from tests.render.timelines.fcpxml_reader import Project
from tests.render.timelines.fcpxml_rules import broken
from tests.render.timelines.sequences import BASE, Read, expected, sequences

FCPXML = FORMATS[TimelineFormat.FCPXML]


def read(sequence: Sequence) -> Project:
    return Project(FCPXML.write(sequence, BASE), sequence.fps)


def lanes(sequence: Sequence) -> dict[int, list[Read]]:
    pictures = [one for one in sequence.tracks if not one.sound]
    sounds = [one for one in sequence.tracks if one.sound]
    numbered = {**dict(enumerate(pictures)), **{-lane: one for lane, one in enumerate(sounds, 1)}}
    return {lane: expected(track) for lane, track in numbered.items() if track.clips}


@given(sequences())
def test_no_rule_is_broken(sequence: Sequence) -> None:
    assert broken(FCPXML.write(sequence, BASE)) == []


@given(sequences())
def test_each_clip_is_where_it_was_and_shows_what_it_did(sequence: Sequence) -> None:
    assert read(sequence).lanes == lanes(sequence)


@given(sequences())
def test_captions_are_said_when_they_were(sequence: Sequence) -> None:
    said = [(one.start, one.frames, visible(one.text)) for one in sequence.subtitles]
    assert read(sequence).captions == said


@given(sequences())
def test_a_marker_is_at_each_frame_that_had_any(sequence: Sequence) -> None:
    assert [start for start, _, _ in read(sequence).markers] == sorted({one.start for one in sequence.markers})
