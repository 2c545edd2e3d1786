"""Sequence -> OpenTimelineIO's own JSON, in stock schemas only, as Resolve, Premiere and Kdenlive read it.

https://opentimelineio.readthedocs.io. Markers lie on the stack of tracks, so that they are those of the timeline. OTIO
has no captions: they stand in the metadata of the timeline, which editing programs keep and do not show.
"""

from __future__ import annotations

from collections.abc import Iterator

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange
from opentimelineio.schema import MarkerColor

from shortsgen.render.timelines.media_url import media_url
from shortsgen.render.timelines.sequence import Clip, Marker, MarkerKind, Sequence, Subtitle, Track

_OURS = "shortsgen"  # in metadata each has a place of its own, by its name
_COLORS = {MarkerKind.LINE: MarkerColor.BLUE, MarkerKind.FOCUS: MarkerColor.YELLOW, MarkerKind.SHORT: MarkerColor.GREEN}


def write(sequence: Sequence, base: str) -> bytes:
    """The file. `base` is that of the URLs of media."""
    fps = sequence.fps
    timeline = otio.schema.Timeline(sequence.name, [_track(one, fps, base) for one in sequence.tracks])
    timeline.global_start_time = RationalTime(0, fps)
    timeline.metadata[_OURS] = {
        "title": sequence.title,
        "width": sequence.width,
        "height": sequence.height,
        "frames": sequence.frames,
        "subtitles": [_subtitle(one) for one in sequence.subtitles],
    }
    timeline.tracks.markers.extend(_marker(one, fps) for one in sequence.markers)
    text: str = timeline.to_json_string(indent=2)
    return f"{text}\n".encode()


def _track(track: Track, fps: int, base: str) -> otio.schema.Track:
    kind = otio.schema.TrackKind.Audio if track.sound else otio.schema.TrackKind.Video
    return otio.schema.Track(track.name, list(_items(track, fps, base)), kind=kind)


def _items(track: Track, fps: int, base: str) -> Iterator[otio.core.Item]:
    """The clips, with gaps where there is none."""
    clock = 0
    for clip in track.clips:
        if clip.start > clock:
            yield otio.schema.Gap(source_range=_range(0, clip.start - clock, fps))
        yield _clip(clip, fps, base)
        clock = clip.end


def _clip(clip: Clip, fps: int, base: str) -> otio.schema.Clip:
    """A still is there for as long as it is shown: readers refuse what is longer than its media."""
    lasts = clip.offset + clip.frames if clip.media.frames is None else clip.media.frames
    media = otio.schema.ExternalReference(media_url(base, clip.media.path), _range(0, lasts, fps))
    media.name = clip.media.path.rpartition("/")[2]
    return otio.schema.Clip(clip.name, media, _range(clip.offset, clip.frames, fps))


def _marker(marker: Marker, fps: int) -> otio.schema.Marker:
    """Its comment has all of it: Kdenlive shows nothing else (`src/otio/otioimport.cpp` of Kdenlive)."""
    made = otio.schema.Marker(marker.name, _range(marker.start, marker.frames, fps), _COLORS[marker.kind])
    made.comment = f"{marker.name} ({marker.note})" if marker.note else marker.name
    made.metadata[_OURS] = {"kind": str(marker.kind)}
    return made


def _subtitle(subtitle: Subtitle) -> dict[str, int | str]:
    return {"start": subtitle.start, "frames": subtitle.frames, "text": subtitle.text}


def _range(start: int, frames: int, fps: int) -> TimeRange:
    return TimeRange(RationalTime(start, fps), RationalTime(frames, fps))
