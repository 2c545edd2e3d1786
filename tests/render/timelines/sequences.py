"""Sequences as no short would give them, and what is compared when a file is read back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import opentimelineio as otio
from hypothesis import strategies as st

from shortsgen.render.timelines.media_url import media_url
from shortsgen.render.timelines.sequence import Clip, Kind, Marker, MarkerKind, Media, Sequence, Subtitle, Track
from shortsgen.text.visible import visible_line

BASE = "file:///a/b/"
HOSTILE = (
    "<&>\"'",
    "]]>",
    "\n* LOC:",
    "\x00\x0b\x1f\x85",
    "\ufffe\ud800",
    "\u202eabc\u2066",
    "😀",
    "é" * 300,
    "\t \r\n",
)

texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=3).map("".join)
_names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1, max_size=9)


@dataclass(frozen=True, slots=True)
class Read:
    """A clip as a file tells it, in frames."""

    name: str
    start: int
    frames: int
    offset: int
    url: str


def expected(track: Track, base: str = BASE) -> list[Read]:
    """What every reader has to find."""
    return [
        Read(visible_line(one.name), one.start, one.frames, one.offset, media_url(base, one.media.path))
        for one in track.clips
    ]


def read_track(track: otio.schema.Track) -> list[Read]:
    """The same of what an adapter made of a file."""
    return [_read(clip) for clip in track.find_clips()]


def _read(clip: otio.schema.Clip) -> Read:
    place, source = clip.range_in_parent(), clip.source_range
    start, frames, offset = (one.to_frames() for one in (place.start_time, place.duration, source.start_time))
    return Read(clip.name, start, frames, offset, getattr(clip.media_reference, "target_url", ""))


def read_marker(marker: otio.schema.Marker) -> tuple[str, int, int]:
    """Its name, start and frames."""
    return marker.name, marker.marked_range.start_time.to_frames(), marker.marked_range.duration.to_frames()


@st.composite
def _media(draw: Any, kind: Kind) -> Media:
    frames = None if kind is Kind.STILL else draw(st.integers(1, 5000))
    alpha, foreign = kind is not Kind.SOUND and draw(st.booleans()), kind is Kind.VIDEO and draw(st.booleans())
    return Media(f"media/{draw(_names)}", kind, frames, alpha, foreign)


@st.composite
def _clip(draw: Any, name: str, start: int, end: int, media: Media) -> Clip:
    """Its media may be used more than once, never beyond their end."""
    if media.frames is None:
        return Clip(name, start, end - start, media)
    frames = min(end - start, media.frames)
    return Clip(name, start, frames, media, draw(st.integers(0, media.frames - frames)))


@st.composite
def _track(draw: Any, name: str, kinds: list[Kind], frames: int) -> Track:
    pool = draw(st.lists(st.sampled_from(kinds).flatmap(_media), min_size=1, max_size=3))
    clips = [
        draw(_clip(draw(texts), start, end, draw(st.sampled_from(pool)))) for start, end in draw(_stretches(frames))
    ]
    return Track(name, Kind.SOUND in kinds, tuple(clips))


@st.composite
def _stretches(draw: Any, frames: int) -> list[tuple[int, int]]:
    """Some of those between cuts; what is left out is a gap."""
    cuts = sorted(draw(st.sets(st.integers(0, frames), max_size=6)))
    return [both for both in pairwise(cuts) if draw(st.booleans())]


@st.composite
def sequences(draw: Any, stills: bool = True, rates: tuple[int, ...] = (24, 25, 30, 50, 60)) -> Sequence:
    fps, frames = draw(st.sampled_from(rates)), draw(st.integers(1, 2000))
    seen = [Kind.STILL, Kind.VIDEO] if stills else [Kind.VIDEO]
    names = [f"picture {number}" for number in range(draw(st.integers(0, 3)))]
    tracks = [draw(_track(name, seen, frames)) for name in names]
    names = ["voice", "music", "more"][: draw(st.integers(0, 3))]
    tracks += [draw(_track(name, [Kind.SOUND], frames)) for name in names]
    starts = sorted(draw(st.lists(st.integers(0, frames - 1), max_size=5)))
    kinds = st.sampled_from(MarkerKind)
    markers = [Marker(one, draw(st.integers(0, frames - one)), draw(texts), draw(texts), draw(kinds)) for one in starts]
    said = [Subtitle(start, end - start, draw(texts)) for start, end in draw(_stretches(frames))]
    return Sequence(draw(texts), draw(texts), fps, 1080, 1920, frames, tuple(tracks), tuple(markers), tuple(said))


# One of everything, which can be read.
SHOWN = Sequence(
    name="day-short-1a2b3c4d",
    title="A title",
    fps=30,
    width=1080,
    height=1920,
    frames=90,
    tracks=(
        Track(
            "take", False, (Clip("face", 10, 20, Media("media/face.mov", Kind.VIDEO, 400, foreign=True), offset=100),)
        ),
        Track(
            "slides",
            False,
            (
                Clip("01-hook", 0, 40, Media("slides/01-hook.png", Kind.STILL, None)),
                Clip("02-code", 40, 50, Media("slides/02-code.png", Kind.STILL, None, alpha=True)),
            ),
        ),
        Track("voice", True, (Clip("voice", 0, 90, Media("media/voice ä#1.wav", Kind.SOUND, 90)),)),
        Track("music", True, (Clip("music", 0, 90, Media("media/music.wav", Kind.SOUND, 90)),)),
    ),
    markers=(
        Marker(0, 90, "short", "A title", MarkerKind.SHORT),
        Marker(75, 15, "the code", "lines 3-4", MarkerKind.FOCUS),
        Marker(75, 15, "A line", "the code", MarkerKind.LINE),
    ),
    subtitles=(Subtitle(75, 15, "A line\nin two rows"),),
)
