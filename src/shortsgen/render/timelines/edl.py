"""Sequence -> an edit decision list as CMX 3600 wrote it, with the comments that editing programs have agreed on.

A list has one track of pictures: the uppermost, which is what is seen. Reels are `AX`, since files are on none, and
their names stand in comments. The record begins at one hour, as programmes do and as Resolve and Premiere write it: a
list that begins at zero leaves nothing before its first picture. Comments before the first event are read by few, so
the number of frames a second, of which a list says nothing, is told after it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from shortsgen.render.timelines.media_url import media_url
from shortsgen.render.timelines.sequence import Clip, Marker, MarkerKind, Sequence
from shortsgen.text.visible import visible_line

SOUNDS = ("A", "A2")  # channels; more have no name of their own
_HOUR = 3600  # seconds
_COLORS = {MarkerKind.LINE: "BLUE", MarkerKind.FOCUS: "YELLOW", MarkerKind.SHORT: "GREEN"}


Event = tuple[str, Clip]  # with the channel


def write(sequence: Sequence, base: str) -> bytes:
    """The file. `base` is that of the URLs of media."""
    return "".join(f"{line}\n" for line in _lines(sequence, base)).encode()


def _lines(sequence: Sequence, base: str) -> Iterator[str]:
    fps, events = sequence.fps, _events(sequence)
    yield f"TITLE: {visible_line(sequence.name)}"
    yield "FCM: NON-DROP FRAME"
    markers = _markers(sequence.markers, events)
    for number, (channel, clip) in enumerate(events):
        yield ""
        yield _event(number + 1, channel, clip, fps)
        if number == 0:
            yield f"* FRAMES A SECOND: {fps}"
        yield f"* FROM CLIP NAME: {visible_line(clip.media.path.rpartition('/')[2])}"
        yield f"* FROM FILE: {media_url(base, clip.media.path)}"
        yield from (_locator(marker, fps) for marker in markers[number])


def _events(sequence: Sequence) -> list[Event]:
    """Clips with their channels, as they begin; pictures before sounds."""
    pictures = [one for one in sequence.tracks if not one.sound][-1:]
    sounds = [one for one in sequence.tracks if one.sound]
    tracks = [*(("V", one) for one in pictures), *zip(SOUNDS, sounds, strict=False)]
    return sorted(((channel, clip) for channel, track in tracks for clip in track.clips), key=lambda one: one[1].start)


def _event(number: int, channel: str, clip: Clip, fps: int) -> str:
    begin = _HOUR * fps
    spans = (clip.offset, clip.offset + clip.frames, begin + clip.start, begin + clip.end)
    return f"{number:03}  {'AX':8} {channel:5} C        " + " ".join(_timecode(one, fps) for one in spans)


def _markers(markers: tuple[Marker, ...], events: list[Event]) -> dict[int, list[Marker]]:
    """By the number of the event that they stand below: the picture that is seen then, or was last."""
    hosts = [number for number, (channel, _) in enumerate(events) if channel == "V"] or list(range(len(events)))
    starts = [events[number][1].start for number in hosts]
    below: dict[int, list[Marker]] = defaultdict(list)
    for marker in markers if hosts else ():
        below[hosts[max(bisect_right(starts, marker.start) - 1, 0)]].append(marker)
    return below


def _locator(marker: Marker, fps: int) -> str:
    told = f"{marker.name} ({marker.note})" if marker.note else marker.name
    return f"* LOC: {_timecode(_HOUR * fps + marker.start, fps)} {_COLORS[marker.kind]:7} {visible_line(told)}"


def _timecode(frame: int, fps: int) -> str:
    seconds, rest = divmod(frame, fps)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{rest:02}"
