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


def lanes(sequence: Sequence) -> dict[int, list[Read]]:
    pictures = [one for one in sequence.tracks if not one.sound]
    sounds = [one for one in sequence.tracks if one.sound]
    numbered = {**dict(enumerate(pictures)), **{-lane: one for lane, one in enumerate(sounds, 1)}}
    return {lane: expected(track) for lane, track in numbered.items() if track.clips}


@given(sequences())
def test_all_is_where_it_was_and_no_rule_is_broken(sequence: Sequence) -> None:
    data = FCPXML.write(sequence, BASE)
    project = Project(data, sequence.fps)
    assert project.lanes == lanes(sequence)
    assert project.captions == [(one.start, one.frames, visible(one.text)) for one in sequence.subtitles]
    assert [start for start, _, _ in project.markers] == sorted({one.start for one in sequence.markers})
    assert broken(data) == []
