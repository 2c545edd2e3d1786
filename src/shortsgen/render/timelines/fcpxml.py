"""Sequence -> FCPXML 1.10, which Final Cut Pro reads from 10.6 on and Resolve from 18: Resolve 18.5 refuses newer ones.

The lowest track of pictures is the storyline, with gaps; all else is connected to what of it is there when it begins:
pictures in lanes above, sounds below, captions uppermost. What is connected has its place in the own time of what it
is connected to: in that of its media, and an hour where that is a still or a gap, as Final Cut itself writes them.
A still lasts 0 seconds, has a format without a rate, and is a `video`: others report that an `asset-clip` ends Final
Cut. Formats have no name but that one, since Final Cut has none for upright pictures.
https://developer.apple.com/documentation/professional-video-applications/fcpxml-reference
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from shortsgen.render.timelines.document import Attributes, child, document, root
from shortsgen.render.timelines.media_url import media_url
from shortsgen.render.timelines.sequence import Clip, Kind, Marker, MarkerKind, Media, Sequence, Subtitle, Track
from shortsgen.text.visible import visible

_HOUR = 3600  # seconds
_ROLES = {"music": "music"}  # of tracks by their names; the others speak
_ASSETS: dict[Kind, Attributes] = {
    Kind.STILL: {"hasVideo": 1, "videoSources": 1},
    Kind.VIDEO: {"hasVideo": 1, "videoSources": 1},
    Kind.SOUND: {"hasAudio": 1, "audioSources": 1, "audioChannels": 1, "audioRate": 48000},
}
_RANKS = (MarkerKind.SHORT, MarkerKind.LINE, MarkerKind.FOCUS)  # whose name a marker gets
_HEARD = {"audioLayout": "stereo", "audioRate": "48k"}
_SHOWN: Attributes = {"srcEnable": "video"}  # what is heard of a film is in tracks of sound
_FONT: Attributes = {"font": ".AppleSystemUIFont", "fontSize": 13, "fontFace": "Regular", "fontColor": "1 1 1 1"}


def write(sequence: Sequence, base: str) -> bytes:
    """The file. `base` is that of the URLs of media."""
    top = root("fcpxml", "1.10")
    resources = child(top, "resources")
    ids = _resources(resources, sequence, base)
    event = child(child(top, "library"), "event", name=sequence.title)
    _Writing(sequence, ids).project(child(event, "project", name=sequence.name))
    return document(top)


def _resources(parent: Element, sequence: Sequence, base: str) -> dict[Media, str]:
    """The ids of media. The format of the sequence is `r1`, that of stills `r2`."""
    size = {"width": sequence.width, "height": sequence.height}
    child(parent, "format", id="r1", frameDuration=f"1/{sequence.fps}s", **size, colorSpace="1-1-1 (Rec. 709)")
    media = dict.fromkeys(clip.media for track in sequence.tracks for clip in track.clips)
    if any(one.kind is Kind.STILL for one in media):
        child(parent, "format", id="r2", name="FFVideoFormatRateUndefined", **size, colorSpace="1-13-1")
    ids = {one: f"r{number}" for number, one in enumerate(media, 3)}
    for one, name in ids.items():
        _asset(parent, one, name, sequence.fps, media_url(base, one.path))
    return ids


def _asset(parent: Element, media: Media, name: str, fps: int, url: str) -> None:
    """What it holds, in which format: but for films of others, Final Cut need not look it up in the file."""
    lasts, is_a = _time(media.frames or 0, fps), {**_ASSETS[media.kind], **_format(media)}
    made = child(parent, "asset", id=name, name=media.path.rpartition("/")[2], start="0s", duration=lasts, **is_a)
    child(made, "media-rep", kind="original-media", src=url)


def _format(media: Media) -> Attributes:
    if media.foreign or media.kind is Kind.SOUND:
        return {}
    return {"format": "r2" if media.kind is Kind.STILL else "r1"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """What lies in the storyline from `start` on, whose own time begins at `zero`; all in frames."""

    start: int
    zero: int
    element: Element


@dataclass(frozen=True, slots=True)
class _Writing:
    """What lies in the storyline of a project, and what is connected to it."""

    sequence: Sequence
    ids: dict[Media, str]

    def project(self, parent: Element) -> None:
        lasts = self._time(self.sequence.frames)
        made = child(parent, "sequence", format="r1", duration=lasts, tcStart="0s", tcFormat="NDF", **_HEARD)
        pictures = [one for one in self.sequence.tracks if not one.sound]
        story = list(self._story(child(made, "spine"), pictures[0].clips if pictures else ()))
        self._connect(story, enumerate(pictures[1:], 1))
        sounds = [one for one in self.sequence.tracks if one.sound]
        self._connect(story, ((-lane, one) for lane, one in enumerate(sounds, 1)))
        for number, subtitle in enumerate(self.sequence.subtitles, 1):
            self._caption(story, subtitle, number, max(len(pictures), 1))
        self._markers(story)

    def _story(self, spine: Element, clips: tuple[Clip, ...]) -> Iterator[_Piece]:
        clock = 0
        for clip in clips:
            if clip.start > clock:
                yield self._gap(spine, clock, clip.start)
            element = self._clip(spine, clip, offset=self._time(clip.start))
            yield _Piece(clip.start, self._zero(clip), element)
            clock = clip.end
        if clock < self.sequence.frames:
            yield self._gap(spine, clock, self.sequence.frames)

    def _gap(self, spine: Element, start: int, end: int) -> _Piece:
        place = {"offset": self._time(start), "start": f"{_HOUR}s", "duration": self._time(end - start)}
        return _Piece(start, self._hour, child(spine, "gap", name="Gap", **place))

    def _connect(self, story: list[_Piece], tracks: Iterable[tuple[int, Track]]) -> None:
        for lane, track in tracks:
            role: Attributes = {"audioRole": _ROLES.get(track.name, "dialogue")} if track.sound else {}
            for clip in track.clips:
                piece = _at(story, clip.start)
                self._clip(piece.element, clip, lane=lane, offset=self._local(piece, clip.start), **role)

    def _clip(self, parent: Element, clip: Clip, **place: str | int) -> Element:
        own = {"name": clip.name, "start": self._time(self._zero(clip)), "duration": self._time(clip.frames)}
        ref = self.ids[clip.media]
        if clip.media.kind is Kind.STILL:
            return child(parent, "video", ref=ref, **place, **own)
        shown: Attributes = _SHOWN if clip.media.kind is Kind.VIDEO else {}
        return child(parent, "asset-clip", ref=ref, **place, **own, **shown)

    def _caption(self, story: list[_Piece], subtitle: Subtitle, number: int, lane: int) -> None:
        """With a style of its own, as Final Cut writes them."""
        piece, name = _at(story, subtitle.start), f"ts{number}"
        place: Attributes = {"lane": lane, "offset": self._local(piece, subtitle.start)}
        own = {"name": " ".join(subtitle.text.split()), "start": f"{_HOUR}s", "duration": self._time(subtitle.frames)}
        role = f"SRT?captionFormat=SRT.{self.sequence.language}"
        made = child(piece.element, "caption", **place, **own, role=role)
        said = child(child(made, "text", placement="bottom"), "text-style", ref=name)
        said.text = visible(subtitle.text)
        child(child(made, "text-style-def", id=name), "text-style", **_FONT)

    def _markers(self, story: list[_Piece]) -> None:
        """One at most at a frame, since no more can be seen; it lasts a frame, as all do."""
        for start, group in groupby(self.sequence.markers, key=lambda one: one.start):
            first, *others = sorted(group, key=lambda one: _RANKS.index(one.kind))
            piece, tag = _at(story, start), "chapter-marker" if first.kind is MarkerKind.SHORT else "marker"
            place = {"start": self._local(piece, start), "duration": self._time(1)}
            child(piece.element, tag, **place, **_told(first, others))

    def _local(self, piece: _Piece, frame: int) -> str:
        return self._time(piece.zero + frame - piece.start)

    def _zero(self, clip: Clip) -> int:
        """Where the own time of a clip begins."""
        return clip.offset + (self._hour if clip.media.kind is Kind.STILL else 0)

    @property
    def _hour(self) -> int:
        return _HOUR * self.sequence.fps

    def _time(self, frames: int) -> str:
        return _time(frames, self.sequence.fps)


def _told(first: Marker, others: list[Marker]) -> Attributes:
    """What is read of markers at one frame. A chapter is called by its title, as in a video of the day."""
    name, note = first.name, first.note
    if first.kind is MarkerKind.SHORT and note:
        name, note = note, name
    notes = "; ".join(filter(None, (note, *(one.name for one in others if one.name not in note))))
    return {"value": name, "note": notes} if notes else {"value": name}


def _at(story: list[_Piece], frame: int) -> _Piece:
    """What of the storyline is there at a frame; the last one after it."""
    return story[bisect_right(story, frame, key=lambda piece: piece.start) - 1]


def _time(frames: int, fps: int) -> str:
    """In seconds, as a fraction on the grid of frames."""
    seconds, rest = divmod(frames, fps)
    return f"{frames}/{fps}s" if rest else f"{seconds}s"
