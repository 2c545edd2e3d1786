"""What is written for Premiere and Resolve is read back by the adapter of OpenTimelineIO, frame by frame."""

from __future__ import annotations

import opentimelineio as otio
from hypothesis import given

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Sequence
from shortsgen.text.visible import visible_line
from tests.render.timelines.fcp7_rules import broken
from tests.render.timelines.sequences import BASE, SHOWN, expected, read_marker, read_track, sequences

FCP7 = FORMATS[TimelineFormat.FCP7]


def check(sequence: Sequence) -> None:
    """All clips and markers are read where they were, and no rule is broken."""
    data = FCP7.write(sequence, BASE)
    timeline = otio.adapters.read_from_string(data.decode(), "fcp_xml")
    assert [read_track(track) for track in timeline.tracks] == [expected(track) for track in sequence.tracks]
    markers = [(visible_line(one.name), one.start, one.frames) for one in sequence.markers]
    assert [read_marker(one) for one in timeline.tracks.markers] == markers
    assert broken(data) == []


@given(sequences())
def test_whatever_there_is_is_read_back_where_it_was(sequence: Sequence) -> None:
    check(sequence)


def test_each_short_of_the_day_and_the_day_are_read_back(day04: tuple[Sequence, ...]) -> None:
    for sequence in day04:
        check(sequence)


def test_what_lets_the_ground_through_says_so() -> None:
    text = FCP7.write(SHOWN, "").decode()
    shown = [clip.partition("</alphatype>")[0].rpartition(">")[2] for clip in text.split("<clipitem")[1:4]]
    assert shown == ["none", "none", "straight"]
