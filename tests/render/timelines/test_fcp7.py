"""What is written for Premiere and Resolve is read back by the adapter of OpenTimelineIO, frame by frame."""

from __future__ import annotations

import opentimelineio as otio
from hypothesis import given

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Sequence
from shortsgen.text.visible import visible_line
from tests.render.timelines.fcp7_rules import broken
from tests.render.timelines.sequences import BASE, expected, read_marker, read_track, sequences

FCP7 = FORMATS[TimelineFormat.FCP7]


@given(sequences())
def test_each_clip_and_marker_is_where_it_was_and_no_rule_is_broken(sequence: Sequence) -> None:
    data = FCP7.write(sequence, BASE)
    timeline = otio.adapters.read_from_string(data.decode(), "fcp_xml")
    assert [read_track(track) for track in timeline.tracks] == [expected(track) for track in sequence.tracks]
    markers = [(visible_line(one.name), one.start, one.frames) for one in sequence.markers]
    assert [read_marker(one) for one in timeline.tracks.markers] == markers
    assert broken(data) == []
