"""`export timeline`: shorts for an editing program, with their media, in a folder that is complete by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from shortsgen import __version__
from shortsgen.choices import Footage as Place
from shortsgen.choices import TimelineFormat, TimelineMedia
from shortsgen.cues.profiles import PROFILES
from shortsgen.pipeline.building import Building, writing
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.progress import Frames
from shortsgen.pipeline.render import counts
from shortsgen.pipeline.rendering import Rendering
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.sound import sound
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem
from shortsgen.render.captions import subtitles as captions
from shortsgen.render.frames import frame_at
from shortsgen.render.renderer import ROWS, Drawing
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.timelines.assembly import Grid, Part, cuts, heard, of_day, of_short, span
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Clip, Kind, Media
from shortsgen.render.timelines.sequence import Sequence as Cut
from shortsgen.script.model import Short
from shortsgen.store.artifact import Artifact, Finished
from shortsgen.store.build import identity
from shortsgen.voice.taken import Taken

if TYPE_CHECKING:
    from shortsgen.pipeline.reels import Reels

_SUFFIXES = {  # another one for each medium, so all may lie in one folder
    TimelineMedia.STILLS: "png",
    TimelineMedia.H264: "mp4",
    TimelineMedia.DNXHR: "dnxhr.mov",
    TimelineMedia.PRORES: "prores.mov",
}


@dataclass(frozen=True, slots=True)
class TimelineOrder:
    """For which program, cut from what, and into which folder."""

    folder: Path
    form: TimelineFormat = TimelineFormat.OTIO
    media: TimelineMedia = TimelineMedia.STILLS


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of the files, what of what was written the format has no place for, and what is to be told."""

    summary: Mapping[str, int]
    lacks: tuple[str, ...]
    problems: tuple[Problem, ...]
    sources: Mapping[str, str]


def export_timelines(
    session: Session, name: str, words: Sequence[str], order: TimelineOrder, frames: Frames
) -> Exported:
    """A timeline for each short, and for the day where all of it is asked for.

    Media lie below the folder and are named by their whole paths: programs look for relative ones elsewhere. Raises
    ShortsgenError as `export` does.
    """
    if order.form is TimelineFormat.OTIO:
        need("timelines", "timelines in OTIO", "opentimelineio")
    if order.media is not TimelineMedia.STILLS:
        need("video", "films", "av", "numpy")
    with writing(session, name, order.folder) as build:
        found = sound(session, name, words)
        asked = Building(found.loaded, found.loaded, found.shorts, found.outcomes, {}, build)
        handover = Handover(session, asked, order)
        handover.film(frames)
        parts = [handover.part(short) for short in found.shorts]
        for part in parts:
            handover.put(_stem(part.timeline), of_short(part, handover.grid, handover.base), [part.timeline])
        if not words:
            timelines = [part.timeline for part in parts]
            handover.put(name, of_day(parts, handover.grid, handover.base), timelines)
    lacks = tuple(lack.told for lack in FORMATS[order.form].lacks if any(map(lack.has, handover.written)))
    return Exported(counts(build), lacks, found.skipped(), found.loaded.sources)


class Handover:
    """What is handed to an editing program: media first, so that no timeline leads to what is not there yet."""

    def __init__(self, session: Session, asked: Building, order: TimelineOrder) -> None:
        self._session, self._asked, self._build, self._order = session, asked, asked.build, order
        self._form = FORMATS[order.form]
        self.written: list[Cut] = []
        self._reels = self._own_reels()
        self._rendering = self._reels.rendering if self._reels else _rendering(session, asked)
        manner = self._rendering.manner
        self.grid = Grid(manner.film.fps, PROFILES[manner.profile])
        self.base = f"{order.folder.resolve().as_uri()}/"

    def _own_reels(self) -> Reels | None:
        if self._order.media is TimelineMedia.STILLS:
            return None
        from shortsgen.pipeline.reels import Reels  # which needs PyAV

        return Reels(self._session, self._asked, self._order.media)

    def film(self, frames: Frames) -> None:
        """Make the films that are stale, where any are asked for. Those of a short are put in their places at once."""
        if self._reels is None:
            return
        from shortsgen.pipeline.studio import unfinished

        wanted = map(self._rendering.timeline, self._asked.shorts)
        keys = {one.short.id: identity(self._reels.key(one.short), self._paths(one)) for one in wanted}
        timelines = [
            timeline
            for timeline in map(self._rendering.timeline, self._asked.shorts)
            if not self._build.is_fresh(self._unit(timeline), keys[timeline.short.id])
        ]
        total = sum(frame_at(timeline.end, self.grid.fps) for timeline in timelines)
        with frames(total) as tick, unfinished(self._order.folder) as place:
            for timeline in timelines:
                made = self._reels.film(timeline.short, place, tick)
                files = map(Finished, self._paths(timeline), made)
                self._build.put(self._unit(timeline), keys[timeline.short.id], files)

    def part(self, short: Short) -> Part:
        """A short, with its media in their places."""
        timeline = self._rendering.timeline(short)
        take = tuple(self._take(timeline))
        pictures = self._films(timeline) if self._reels else self._stills(timeline, alpha=bool(take))
        return Part(timeline, tuple(pictures), tuple(self._sounds(timeline)), take)

    def put(self, stem: str, cut: Cut, timelines: Sequence[Timeline]) -> None:
        """A timeline, after its captions."""
        templates, profile = self._session.templates, self._rendering.manner.profile
        text = captions.export(timelines, templates, "srt", profile)
        unit, key = f"{stem}/{self._form.suffix}", identity(__version__, cut, self.base, text)
        if not self._build.is_fresh(unit, key):
            made = [Artifact(f"captions/{stem}.srt", text.encode())] if text else []
            made.append(Artifact(f"{stem}.{self._form.suffix}", self._form.write(cut, self.base)))
            self._build.put(unit, key, made)
            self.written.append(cut)

    def _films(self, timeline: Timeline) -> Iterator[Media]:
        alpha = self._order.media is TimelineMedia.PRORES
        shown = zip(self._paths(timeline), cuts(timeline, self.grid.fps), strict=True)
        return (Media(path, Kind.VIDEO, span(shot, self.grid.fps)[1], alpha) for path, shot in shown)

    def _stills(self, timeline: Timeline, alpha: bool) -> Iterator[Media]:
        """Slides, without their ground where a take is to be seen below."""
        paths, unit = self._paths(timeline), self._unit(timeline)
        key = identity(self._rendering.key(ROWS["slides"], timeline.short, Drawing(alpha)), paths)
        if not self._build.is_fresh(unit, key):
            style = SlideStyle(self._rendering.manner.theme, alpha)
            pictures = self._session.typesetter.render(timeline, style, ("png",))
            drawn = {picture.path.rpartition("/")[2].removesuffix(".png"): picture.data for picture in pictures}
            shown = zip(paths, cuts(timeline, self.grid.fps), strict=True)
            self._build.put(unit, key, [Artifact(path, drawn[shot.slide.name]) for path, shot in shown])
        return (Media(path, Kind.STILL, None, alpha) for path in paths)

    def _take(self, timeline: Timeline) -> Iterator[Clip]:
        """The picture of a take, for what is laid over it: its file is copied. Other films have it in them."""
        voice, project, film = timeline.voice, self._session.project, self._rendering.manner.film
        if self._order.media not in (TimelineMedia.STILLS, TimelineMedia.PRORES) or not isinstance(voice, Taken):
            return
        from shortsgen.pipeline import footage  # which needs PyAV, as takes do

        if footage.shown(project, timeline, film) is not Place.NONE:
            frames = footage.length(project, timeline, film.fps)
            media = Media(f"media/{timeline.day}-take-{Path(voice.file).name}", Kind.VIDEO, frames, foreign=True)
            self._copy(media.path, project.root / voice.file)
            yield from footage.clips(project, timeline, film.fps, media)

    def _copy(self, path: str, file: Path) -> None:
        from shortsgen.pipeline.studio import unfinished

        stat = file.stat()
        key = identity(stat.st_size, stat.st_mtime_ns)
        if not self._build.is_fresh(path, key):
            with unfinished(self._order.folder) as place:
                self._build.put(path, key, [Finished(path, Path(copyfile(file, place / "take")))])

    def _sounds(self, timeline: Timeline) -> Iterator[tuple[str, Media]]:
        short, frames = timeline.short, frame_at(timeline.end, self.grid.fps)
        tracks = heard(timeline, self._rendering.manner.film.music)
        paths = {track: f"media/{_stem(timeline)}-{track}.wav" for track in tracks}
        unit, key = f"{_stem(timeline)}/sounds", self._rendering.key(ROWS["timelines"], short)
        if not self._build.is_fresh(unit, key):
            made = (Artifact(path, self._rendering.heard(timeline, track)) for track, path in paths.items())
            self._build.put(unit, key, made)
        return ((track, Media(path, Kind.SOUND, frames)) for track, path in paths.items())

    def _paths(self, timeline: Timeline) -> list[str]:
        """Where the file of each cut belongs."""
        suffix = _SUFFIXES[self._order.media]
        return [f"media/{_stem(timeline)}-{shot.slide.name}.{suffix}" for shot in cuts(timeline, self.grid.fps)]

    def _unit(self, timeline: Timeline) -> str:
        return f"{_stem(timeline)}/{self._order.media}"


def _rendering(session: Session, asked: Building) -> Rendering:
    return Rendering.of(session, asked)


def _stem(timeline: Timeline) -> str:
    """Another one for each short of all days, as programs look for files by their names alone."""
    return f"{timeline.day}-{timeline.short.id}"
