"""Sequence -> the XML of Final Cut Pro 7, xmeml 5, which Premiere and Resolve read.

Elements are those of Apple's "Final Cut Pro XML Interchange Format". A still is as long as its longest use; each sound
is one mono track. Premiere plays a mono sound on the left alone unless attributes of its own say that the track is one;
others pass over them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from xml.etree.ElementTree import Element

from shortsgen.render.timelines.document import Attributes, child, document, root
from shortsgen.render.timelines.media_url import media_url
from shortsgen.render.timelines.sequence import Clip, Kind, Marker, Media, Sequence, Track

_RATE = 48000  # samples a second
_BITS = 16
_ONE_CHANNEL: Attributes = {"premiereTrackType": "Mono", "currentExplodedTrackIndex": 0, "totalExplodedTrackCount": 1}


def write(sequence: Sequence, base: str) -> bytes:
    """The file. `base` is that of the URLs of media."""
    top = root("xmeml", "5")
    made = child(top, "sequence", id="sequence-1")
    child(made, "name", sequence.name)
    child(made, "duration", sequence.frames)
    _rate(made, sequence.fps)
    _timecode(made, sequence.fps)
    _Writing(sequence, base, _lasting(sequence)).media(child(made, "media"))
    for marker in sequence.markers:
        _marker(made, marker)
    return document(top)


def _lasting(sequence: Sequence) -> dict[Media, int]:
    """How long the file of each media is said to be, in the order of their use."""
    lasts: dict[Media, int] = {}
    for clip in (clip for track in sequence.tracks for clip in track.clips):
        used = clip.offset + clip.frames if clip.media.frames is None else clip.media.frames
        lasts[clip.media] = max(used, lasts.get(clip.media, 0))
    return lasts


@dataclass(slots=True)
class _Writing:
    """What is told of a file where it is first used, and by its id after that."""

    sequence: Sequence
    base: str
    lasts: dict[Media, int]
    told: set[Media] = field(default_factory=set)
    ids: count[int] = field(default_factory=lambda: count(1))
    numbers: dict[Media, int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = {media: number for number, media in enumerate(self.lasts, 1)}

    def media(self, parent: Element) -> None:
        tracks = self.sequence.tracks
        self._pictures(child(parent, "video"), (one for one in tracks if not one.sound))
        if sounds := [one for one in tracks if one.sound]:
            self._sounds(child(parent, "audio"), sounds)

    def _pictures(self, video: Element, tracks: Iterable[Track]) -> None:
        self._looks(child(video, "format"))
        for track in tracks:
            made = child(video, "track")
            for clip in track.clips:
                self._picture(made, clip)
            _usable(made)

    def _picture(self, track: Element, clip: Clip) -> None:
        item = self._item(track, clip)
        if clip.media.kind is Kind.STILL:
            child(item, "stillframe", "TRUE")
        child(item, "alphatype", "straight" if clip.media.alpha else "none")
        child(item, "pixelaspectratio", "square")
        child(item, "anamorphic", "FALSE")
        self._file(item, clip.media)

    def _sounds(self, audio: Element, tracks: Iterable[Track]) -> None:
        child(audio, "numOutputChannels", 2)
        _sounds_like(child(audio, "format"))
        outputs = child(audio, "outputs")
        for channel in (1, 2):
            _output(outputs, channel)
        for track in tracks:
            made = child(audio, "track", **_ONE_CHANNEL)
            for clip in track.clips:
                self._sound(made, clip)
            _usable(made)
            child(made, "outputchannelindex", 1)

    def _sound(self, track: Element, clip: Clip) -> None:
        item = self._item(track, clip, premiereChannelType="mono")
        self._file(item, clip.media)
        source = child(item, "sourcetrack")
        child(source, "mediatype", "audio")
        child(source, "trackindex", 1)

    def _item(self, track: Element, clip: Clip, **attributes: str) -> Element:
        item = child(track, "clipitem", id=f"clipitem-{next(self.ids)}", **attributes)
        child(item, "masterclipid", f"masterclip-{self.numbers[clip.media]}")
        child(item, "name", clip.name)
        child(item, "enabled", "TRUE")
        child(item, "duration", self.lasts[clip.media])
        _rate(item, self.sequence.fps)
        child(item, "start", clip.start)
        child(item, "end", clip.end)
        child(item, "in", clip.offset)
        child(item, "out", clip.offset + clip.frames)
        return item

    def _file(self, item: Element, media: Media) -> None:
        made = child(item, "file", id=f"file-{self.numbers[media]}")
        if media in self.told:
            return
        self.told.add(media)
        child(made, "name", media.path.rpartition("/")[2])
        child(made, "pathurl", media_url(self.base, media.path))
        _rate(made, self.sequence.fps)
        child(made, "duration", self.lasts[media])
        _timecode(made, self.sequence.fps)
        kind = child(child(made, "media"), "audio" if media.kind is Kind.SOUND else "video")
        if media.kind is Kind.SOUND:
            _heard(kind)
        elif not media.foreign:
            self._looks(kind)

    def _looks(self, parent: Element) -> None:
        made = child(parent, "samplecharacteristics")
        _rate(made, self.sequence.fps)
        child(made, "width", self.sequence.width)
        child(made, "height", self.sequence.height)
        child(made, "anamorphic", "FALSE")
        child(made, "pixelaspectratio", "square")
        child(made, "fielddominance", "none")


def _rate(parent: Element, fps: int) -> None:
    made = child(parent, "rate")
    child(made, "timebase", fps)
    child(made, "ntsc", "FALSE")


def _timecode(parent: Element, fps: int) -> None:
    """All begin at zero."""
    made = child(parent, "timecode")
    _rate(made, fps)
    child(made, "string", "00:00:00:00")
    child(made, "frame", 0)
    child(made, "displayformat", "NDF")


def _usable(track: Element) -> None:
    child(track, "enabled", "TRUE")
    child(track, "locked", "FALSE")


def _sounds_like(parent: Element) -> None:
    made = child(parent, "samplecharacteristics")
    child(made, "depth", _BITS)
    child(made, "samplerate", _RATE)


def _heard(audio: Element) -> None:
    _sounds_like(audio)
    child(audio, "channelcount", 1)


def _output(outputs: Element, channel: int) -> None:
    group = child(outputs, "group")
    child(group, "index", channel)
    child(group, "numchannels", 1)
    child(group, "downmix", 0)
    child(child(group, "channel"), "index", channel)


def _marker(sequence: Element, marker: Marker) -> None:
    """Its end is -1 where it is a point."""
    made = child(sequence, "marker")
    child(made, "name", marker.name)
    child(made, "comment", marker.note)
    child(made, "in", marker.start)
    child(made, "out", marker.start + marker.frames if marker.frames else -1)
