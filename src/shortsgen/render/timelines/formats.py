"""The table of formats: what a timeline's file is called, what writes it, and what it cannot carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.sequence import Sequence

Write = Callable[[Sequence, str], bytes]  # with the base of its media's URLs


@dataclass(frozen=True, slots=True)
class Lack:
    """What a format has no place for, in a few words, and whether a sequence has any of it."""

    told: str
    has: Callable[[Sequence], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Format:
    """A row. `function` is imported only when it has work."""

    suffix: str
    function: str  # such as `otio:write`
    lacks: tuple[Lack, ...]

    def write(self, sequence: Sequence, base: str = "") -> bytes:
        """The file. `base` is "" for media beside it, or a URL of a folder that ends in a slash."""
        module, _, name = self.function.partition(":")
        writer: Write = getattr(import_module(f"{__package__}.{module}"), name)
        return writer(sequence, base)


def _tracks(sequence: Sequence, sound: bool) -> int:
    return sum(track.sound is sound for track in sequence.tracks)


def _share_a_frame(sequence: Sequence) -> bool:
    return len({marker.start for marker in sequence.markers}) < len(sequence.markers)


def _events(sequence: Sequence) -> int:
    """Those of an edit decision list: of the uppermost pictures and of two tracks of sound."""
    pictures = [track for track in sequence.tracks if not track.sound][-1:]
    sounds = [track for track in sequence.tracks if track.sound][:2]
    return sum(len(track.clips) for track in (*pictures, *sounds))


_CAPTIONS = Lack("captions: import the .srt beside it", lambda sequence: bool(sequence.subtitles))
_ENDS = Lack("the ends of markers: each is a point", lambda sequence: any(one.frames for one in sequence.markers))

FORMATS = {
    TimelineFormat.OTIO: Format(
        "otio",
        "otio:write",
        (
            _CAPTIONS,
            Lack("the size of the picture: set it in the project"),
        ),
    ),
    TimelineFormat.FCP7: Format(
        "xml",
        "fcp7:write",
        (_CAPTIONS, Lack("names of tracks"), Lack("colours of markers", lambda sequence: bool(sequence.markers))),
    ),
    TimelineFormat.FCPXML: Format(
        "fcpxml",
        "fcpxml:write",
        (
            Lack("names of tracks: they are lanes"),
            _ENDS,
            Lack("several markers at one frame: they become one", _share_a_frame),
        ),
    ),
    TimelineFormat.EDL: Format(
        "edl",
        "edl:write",
        (
            Lack(
                "other pictures than those of the uppermost track", lambda sequence: _tracks(sequence, sound=False) > 1
            ),
            Lack("more than two tracks of sound", lambda sequence: _tracks(sequence, sound=True) > 2),
            Lack("the size of the picture, and frames a second but in a comment: set both in the project before"),
            _CAPTIONS,
            _ENDS,
            Lack(
                "numbers of three digits for more than 999 events: they have four, which not every program reads",
                lambda sequence: _events(sequence) > 999,
            ),
        ),
    ),
}
