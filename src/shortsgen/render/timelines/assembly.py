"""Timelines and their media -> the sequence of a short, or of shorts laid end to end. Cuts are those of videos.

What has no frame is left out. All texts are visible ones: no format hears of a control character.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Row
from dataclasses import dataclass, replace
from itertools import accumulate

from shortsgen.cues.cues import cues
from shortsgen.cues.profiles import Profile
from shortsgen.layout.area import HEIGHT, WIDTH
from shortsgen.plan.contents import CodeContent
from shortsgen.plan.shots import Shot, shots
from shortsgen.plan.timeline import Beat, Timeline
from shortsgen.render.frames import frame_at
from shortsgen.render.timelines.sequence import Clip, Marker, MarkerKind, Media, Sequence, Subtitle, Track
from shortsgen.render.wording import lines, shows
from shortsgen.store.build import identity
from shortsgen.text.markup import plain
from shortsgen.text.visible import visible, visible_line

_HASH = 8  # digits of it that tell one content from another
VOICE, MUSIC = "voice", "music"  # tracks
_PICTURES = TAKE, _SLIDES = "take", "slides"  # likewise, from the bottom up


@dataclass(frozen=True, slots=True)
class Grid:
    """Frames a second, and how what is said is broken into captions."""

    fps: int
    profile: Profile


@dataclass(frozen=True, slots=True)
class Part:
    """A short with its media: of each of its cuts, of each track of sound by its name, and what of a `take` is seen
    below its slides."""

    timeline: Timeline
    pictures: tuple[Media, ...]
    sounds: tuple[tuple[str, Media], ...] = ()
    take: tuple[Clip, ...] = ()


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part where it stands in the sequence: its clips, each with its track."""

    clips: tuple[tuple[str, Clip], ...]
    markers: tuple[Marker, ...]
    subtitles: tuple[Subtitle, ...]
    language: str


def span(one: Beat | Shot, fps: int) -> tuple[int, int]:
    """The first frame of a stretch, and how many it has."""
    start = frame_at(one.start, fps)
    return start, frame_at(one.end, fps) - start


def heard(timeline: Timeline, music: str) -> tuple[str, ...]:
    """The tracks of sound that a short has, where `music` is the file of it, "" for none."""
    voice = (VOICE,) if any(beat.clip for beat in timeline.beats) else ()
    return (*voice, MUSIC) if music else voice


def cuts(timeline: Timeline, fps: int) -> tuple[Shot, ...]:
    """The shots that have any frame."""
    return tuple(shot for shot in shots(timeline) if span(shot, fps)[1])


def of_short(part: Part, grid: Grid, base: str = "") -> Sequence:
    """The sequence of one short. `base` is that of the URLs of media."""
    short = part.timeline.short
    return _sequence(
        [_laid(part, grid)], f"{part.timeline.day}-{short.id}", short.title, grid, length(part, grid), base
    )


def of_day(parts: Row[Part], grid: Grid, base: str = "") -> Sequence:
    """Shorts laid end to end. Clips are called by their shorts too, and a marker tells where each begins."""
    starts = tuple(accumulate((length(part, grid) for part in parts), initial=0))
    laid = [_laid(part, grid, start, whole=True) for part, start in zip(parts, starts, strict=False)]
    timeline = parts[0].timeline
    return _sequence(laid, timeline.day, timeline.series, grid, starts[-1], base)


def length(part: Part, grid: Grid) -> int:
    """In frames, as its video has."""
    return frame_at(part.timeline.end, grid.fps)


def _sequence(laid: Row[_Laid], stem: str, title: str, grid: Grid, frames: int, base: str) -> Sequence:
    shown = visible_line(plain(title))
    tracks = tuple(_tracks([one for part in laid for one in part.clips]))
    markers = tuple(one for part in laid for one in part.markers)
    subtitles = tuple(one for part in laid for one in part.subtitles)
    made = Sequence(stem, shown, grid.fps, WIDTH, HEIGHT, frames, tracks, markers, subtitles, laid[0].language)
    return replace(made, name=f"{stem}-{identity(made, base)[:_HASH]}")


def _tracks(clips: Row[tuple[str, Clip]]) -> Iterator[Track]:
    """Those that have clips: pictures from the bottom up, then sounds."""
    names = (*_PICTURES, *dict.fromkeys(name for name, _ in clips if name not in _PICTURES))
    for name in names:
        if found := tuple(clip for track, clip in clips if track == name):
            yield Track(name, name not in _PICTURES, found)


def _laid(part: Part, grid: Grid, begin: int = 0, whole: bool = False) -> _Laid:
    """A part that begins at the frame `begin`, perhaps of the `whole` day."""
    short, timeline = part.timeline.short, part.timeline
    prefix = f"{short.id} " if whole else ""
    clips = tuple(
        (track, replace(clip, name=prefix + clip.name, start=begin + clip.start)) for track, clip in _clips(part, grid)
    )
    markers = sorted((*_focused(timeline, grid), *_said(timeline, grid)), key=lambda one: one.start)
    if whole and (frames := length(part, grid)):
        name, title = visible_line(short.label), visible_line(plain(short.title))
        markers.insert(0, Marker(0, frames, name, title, MarkerKind.SHORT))
    placed = tuple(replace(one, start=begin + one.start) for one in markers)
    subtitles = tuple(replace(one, start=begin + one.start) for one in _subtitles(timeline, grid))
    return _Laid(clips, placed, subtitles, timeline.labels.language)


def _clips(part: Part, grid: Grid) -> Iterator[tuple[str, Clip]]:
    """All of a part that begins at once, each with its track."""
    yield from ((TAKE, clip) for clip in part.take)
    for shot, media in zip(cuts(part.timeline, grid.fps), part.pictures, strict=True):
        yield _SLIDES, Clip(shot.slide.name, *span(shot, grid.fps), media)
    frames = length(part, grid)
    yield from ((name, Clip(name, 0, frames, media)) for name, media in part.sounds)


def _focused(timeline: Timeline, grid: Grid) -> Iterator[Marker]:
    """Where other lines of the code are lit than before."""
    labels, focus = timeline.labels.screen, tuple[int, ...]()
    for shot in cuts(timeline, grid.fps):
        content = shot.slide.content
        if isinstance(content, CodeContent) and content.focus != focus:
            focus = content.focus
            note = lines(focus, labels) if focus else ""
            yield Marker(*span(shot, grid.fps), visible_line(labels.code), visible_line(note), MarkerKind.FOCUS)


def _said(timeline: Timeline, grid: Grid) -> Iterator[Marker]:
    """The lines, each with what is shown meanwhile."""
    for beat in timeline.beats:
        start, frames = span(beat, grid.fps)
        if frames and beat.text:
            note = visible_line(shows(beat.slide.content, timeline.labels.screen))
            yield Marker(start, frames, visible_line(plain(beat.text)), note, MarkerKind.LINE)


def _subtitles(timeline: Timeline, grid: Grid) -> Iterator[Subtitle]:
    for cue in cues(timeline, grid.profile):
        start, end = frame_at(cue.start, grid.fps), frame_at(cue.end, grid.fps)
        if end > start:
            yield Subtitle(start, end - start, visible("\n".join(cue.lines)))
