"""The list is read back by the adapter of OpenTimelineIO, event by event."""

from __future__ import annotations

from dataclasses import replace

import opentimelineio as otio
from hypothesis import given

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Sequence, Track
from shortsgen.text.visible import visible_line
from tests.render.timelines.sequences import BASE, Read, expected, read_marker, read_track, sequences

EDL = FORMATS[TimelineFormat.EDL]


def read(sequence: Sequence) -> otio.schema.Timeline:
    return otio.adapters.read_from_string(EDL.write(sequence, BASE).decode(), "cmx_3600", rate=sequence.fps)


def carried(sequence: Sequence) -> dict[str, list[Read]]:
    """What a list has room for, by channel. Clips are called as their files; a channel begins with its first."""
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
def test_each_event_is_where_its_clip_was_and_markers_are_at_their_times(sequence: Sequence) -> None:
    timeline, begin = read(sequence), 3600 * sequence.fps
    assert {track.name: read_track(track) for track in timeline.tracks} == carried(sequence)
    starts = sorted(read_marker(one)[1] - begin for clip in timeline.find_clips() for one in clip.markers)
    assert starts == [one.start for one in sequence.markers if carried(sequence)]
