"""What is written for Premiere and Resolve is read back by the adapter of OpenTimelineIO, frame by frame."""

from __future__ import annotations

import opentimelineio as otio
from hypothesis import given

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Sequence
from shortsgen.text.visible import visible_line
from tests.render.timelines.sequences import BASE, expected, read_track, sequences

FCP7 = FORMATS[TimelineFormat.FCP7]


def read(sequence: Sequence) -> otio.schema.Timeline:
    return otio.adapters.read_from_string(FCP7.write(sequence, BASE).decode(), "fcp_xml")


@given(sequences())
def test_each_clip_is_where_it_was_and_shows_what_it_did(sequence: Sequence) -> None:
    timeline = read(sequence)
    assert [read_track(track) for track in timeline.tracks] == [expected(track) for track in sequence.tracks]


@given(sequences())
def test_markers_are_those_of_the_timeline(sequence: Sequence) -> None:
    timeline = read(sequence)
    found = [
        (one.name, one.marked_range.start_time.to_frames(), one.marked_range.duration.to_frames())
        for one in timeline.tracks.markers
    ]
    assert found == [(visible_line(one.name), one.start, one.frames) for one in sequence.markers]
