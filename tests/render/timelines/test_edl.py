"""The list is read back by the adapter of OpenTimelineIO, event by event."""

from __future__ import annotations

from dataclasses import replace

import opentimelineio as otio
from hypothesis import given

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Clip, Kind, Media, Sequence, Track
from shortsgen.text.visible import visible_line
from tests.render.timelines.sequences import BASE, SHOWN, Read, expected, read_marker, read_track, sequences

EDL = FORMATS[TimelineFormat.EDL]


def check(sequence: Sequence) -> None:
    """All that a list has room for is read where it was; markers stand in hours of the record."""
    data, begin = EDL.write(sequence, BASE), 3600 * sequence.fps
    timeline = otio.adapters.read_from_string(data.decode(), "cmx_3600", rate=sequence.fps)
    assert {track.name: read_track(track) for track in timeline.tracks} == carried(sequence)
    starts = sorted(read_marker(one)[1] - begin for clip in timeline.find_clips() for one in clip.markers)
    assert starts == [one.start for one in sequence.markers if carried(sequence)]


def carried(sequence: Sequence) -> dict[str, list[Read]]:
    """By the adapter's names of channels. Clips are called as their files; a channel begins with its first."""
    pictures = [one for one in sequence.tracks if not one.sound][-1:]
    sounds = [one for one in sequence.tracks if one.sound]
    named = [*(("V", one) for one in pictures), *zip(("A1", "A2"), sounds, strict=False)]
    return {channel: _called(track) for channel, track in named if track.clips}


def _called(track: Track) -> list[Read]:
    first = track.clips[0].start
    return [
        replace(one, name=visible_line(clip.media.path.rpartition("/")[2]).strip(), start=one.start - first)
        for one, clip in zip(expected(track), track.clips, strict=True)
    ]


@given(sequences())
def test_whatever_there_is_is_read_back_where_it_was(sequence: Sequence) -> None:
    check(sequence)


def test_each_short_of_the_day_and_the_day_are_read_back(day04: tuple[Sequence, ...]) -> None:
    for sequence in day04:
        check(sequence)


def test_more_events_than_three_digits_can_count_have_four() -> None:
    still = Media("a.png", Kind.STILL, None)
    clips = tuple(Clip("a", at, 1, still) for at in range(1001))
    many = replace(SHOWN, frames=1001, tracks=(Track("slides", False, clips),))
    numbers = [line[:4] for line in EDL.write(many, "").decode().splitlines() if line[:1].isdigit()]
    assert numbers[-3:] == ["999 ", "1000", "1001"]
