"""`export timeline`: shorts for an editing program, with their media, in a folder that is complete by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shortsgen.choices import TimelineFormat, TimelineMedia
from shortsgen.cues.profiles import PROFILES
from shortsgen.pipeline.building import writing
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.render import counts
from shortsgen.pipeline.rendering import Rendering
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.sound import sound
from shortsgen.plan.timeline import Timeline
from shortsgen.render.captions import subtitles as captions
from shortsgen.render.frames import frame_at
from shortsgen.render.renderer import PLAIN, ROWS
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.timelines.assembly import Grid, Part, cuts, heard, of_day, of_short
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Kind, Media
from shortsgen.render.timelines.sequence import Sequence as Cut
from shortsgen.script.model import Short
from shortsgen.store.artifact import Artifact
from shortsgen.store.build import Build


@dataclass(frozen=True, slots=True)
class TimelineOrder:
    """For which program, cut from what, and into which folder."""

    folder: Path
    form: TimelineFormat = TimelineFormat.OTIO
    media: TimelineMedia = TimelineMedia.STILLS


def export_timelines(session: Session, name: str, words: Sequence[str], order: TimelineOrder) -> Mapping[str, int]:
    """A timeline for each short, and for the day where all of it is asked for. Returns what became of the files.

    Media lie below the folder and are named by their whole paths: programs look for relative ones elsewhere. Raises
    ShortsgenError as `export` does.
    """
    if order.form is TimelineFormat.OTIO:
        need("timelines", "timelines in OTIO", "opentimelineio")
    with writing(session, name, order.folder) as build:
        found = sound(session, name, words)
        rendering = Rendering(session, found.loaded, found.outcomes, build, (), PLAIN)
        handover = Handover(session, rendering, build, order)
        parts = [handover.part(short) for short in found.shorts]
        for part in parts:
            handover.put(_stem(part.timeline), of_short(part, handover.grid, handover.base), [part.timeline])
        if not words:
            timelines = [part.timeline for part in parts]
            handover.put(name, of_day(parts, handover.grid, handover.base), timelines)
        return counts(build)


class Handover:
    """What is handed to an editing program: media first, so that no timeline ever leads to what is not there."""

    def __init__(self, session: Session, rendering: Rendering, build: Build, order: TimelineOrder) -> None:
        self._session, self._rendering, self._build = session, rendering, build
        self._form = FORMATS[order.form]
        manner = rendering.manner
        self.grid = Grid(manner.film.fps, PROFILES[manner.profile])
        self.base = f"{order.folder.resolve().as_uri()}/"

    def part(self, short: Short) -> Part:
        """A short, with its media in their places."""
        timeline = self._rendering.timeline(short)
        return Part(timeline, tuple(self._stills(timeline)), tuple(self._sounds(timeline)))

    def put(self, stem: str, cut: Cut, timelines: Sequence[Timeline]) -> None:
        """A timeline, after its captions."""
        templates, profile = self._session.templates, self._rendering.manner.profile
        text = captions.export(timelines, templates, "srt", profile)
        made = [Artifact(f"captions/{stem}.srt", text.encode())] if text else []
        made.append(Artifact(f"{stem}.{self._form.suffix}", self._form.write(cut, self.base)))
        self._build.put(f"{stem}/{self._form.suffix}", cut.name, made)

    def _stills(self, timeline: Timeline) -> Iterator[Media]:
        pictures = self._session.typesetter.render(timeline, SlideStyle(self._rendering.manner.theme), ("png",))
        shown = {shot.slide.name for shot in cuts(timeline, self.grid.fps)}
        stills = [
            Artifact(f"media/{_stem(timeline)}-{name}.png", picture.data)
            for picture in pictures
            if (name := _name(picture)) in shown
        ]
        self._build.put(f"{_stem(timeline)}/stills", "", stills)
        return (Media(still.path, Kind.STILL, None) for still in stills)

    def _sounds(self, timeline: Timeline) -> Iterator[tuple[str, Media]]:
        short, frames = timeline.short, frame_at(timeline.end, self.grid.fps)
        tracks = heard(timeline, self._rendering.manner.film.music)
        paths = {track: f"media/{_stem(timeline)}-{track}.wav" for track in tracks}
        unit, key = f"{_stem(timeline)}/sounds", self._rendering.key(ROWS["timelines"], short)
        if not self._build.is_fresh(unit, key):
            made = (Artifact(path, self._rendering.heard(timeline, track)) for track, path in paths.items())
            self._build.put(unit, key, made)
        return ((track, Media(path, Kind.SOUND, frames)) for track, path in paths.items())


def _stem(timeline: Timeline) -> str:
    """Another one for each short of all days, as programs look for files by their names alone."""
    return f"{timeline.day}-{timeline.short.id}"


def _name(picture: Artifact) -> str:
    return picture.path.rpartition("/")[2].removesuffix(".png")
