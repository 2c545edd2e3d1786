"""The record between a short and the files of editing programs: what is seen and heard when, in whole frames."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file of media is."""

    STILL = "still"
    VIDEO = "video"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Media:
    """A file that clips show. `path` is relative to the folder of the timeline's file, with slashes; `frames` is how
    long it is, None for a still. What is `foreign` was made by others, in a size and at a rate of its own."""

    path: str
    kind: Kind
    frames: int | None
    alpha: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of the sequence that shows media, whose frame `offset` is the first that is used."""

    name: str
    start: int
    frames: int
    media: Media
    offset: int = 0

    @property
    def end(self) -> int:
        """The frame after its last one."""
        return self.start + self.frames


@dataclass(frozen=True, slots=True)
class Track:
    """Clips in order, without overlaps; gaps are where none is."""

    name: str  # slides, take, voice, music
    sound: bool
    clips: tuple[Clip, ...]


class MarkerKind(StrEnum):
    """What begins where a marker stands: a spoken line, another focus, a short of a day."""

    LINE = "line"
    FOCUS = "focus"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Marker:
    """A stretch with a name, such as the line that is said, and a note, such as `lines 3-4`. Stretches may overlap."""

    start: int
    frames: int
    name: str
    note: str
    kind: MarkerKind


@dataclass(frozen=True, slots=True)
class Subtitle:
    """What is read meanwhile, in one line or more."""

    start: int
    frames: int
    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A short, or all shorts of a day, as an editing program lays them out: `tracks` from the bottom up, `markers` and
    `subtitles` in order. `name` is another one for another content: a program that has one of the same name may take
    its own for it."""

    name: str
    title: str
    fps: int
    width: int
    height: int
    frames: int
    tracks: tuple[Track, ...]
    markers: tuple[Marker, ...]
    subtitles: tuple[Subtitle, ...]
    language: str = "en"  # of the subtitles, as BCP 47 has it
