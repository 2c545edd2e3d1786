"""One run of `render`: what of a build is stale is made anew, by as many threads as there are cores."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property, partial
from itertools import product
from typing import TYPE_CHECKING

from shortsgen import __version__
from shortsgen.choices import Motion, OutputName
from shortsgen.pipeline import screen
from shortsgen.pipeline.day import Loaded, Outcomes
from shortsgen.pipeline.glance import NOT_EXECUTED, Files, Glance
from shortsgen.pipeline.music import read_music
from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import Outline, Timeline, timed
from shortsgen.problems import Problem, Span
from shortsgen.render.frames import frame_at
from shortsgen.render.renderer import (
    DAY_ROWS,
    FILMS,
    KITS,
    KITS_OF_DAY,
    OF_SHORT,
    PLAIN,
    ROWS,
    VIDEO,
    Drawing,
    Manner,
    Material,
    Renderer,
    folder_of,
)
from shortsgen.run.cores import cores
from shortsgen.script.model import Film, Short
from shortsgen.store.artifact import Artifact, Finished
from shortsgen.store.build import Build, identity
from shortsgen.store.memory import Memory

if TYPE_CHECKING:
    from shortsgen.pipeline.building import Building
    from shortsgen.render.glance.index import Overview
    from shortsgen.render.slides.typeset import Slides
    from shortsgen.render.teleprompter.pictures import Picture
    from shortsgen.render.templates import Templates

_DRAWINGS = tuple(Drawing(alpha, guides) for alpha, guides in product((False, True), repeat=2))

_DRAWN = {OutputName.SLIDES, OutputName.TELEPROMPTER, OutputName.TIMELINES}

Made = list[tuple[Renderer, Sequence[Artifact | Finished]]]  # of a short


class Rendering:
    """Brings the outputs of a day up to date, and gives renderers their tools."""

    def __init__(
        self,
        session: Session,
        loaded: Loaded,
        outcomes: Outcomes,
        build: Build | Memory,
        only: Collection[OutputName],
        drawing: Drawing,
        film: Film | None = None,
    ) -> None:
        settings = session.project.settings
        self._session = session
        self._loaded = loaded
        self._outcomes = outcomes
        self._build = build
        theme = settings.theme.of(loaded.day.name)
        self.manner = Manner(theme, str(settings.profile), settings.repeat, drawing, film or settings.film)
        self._only = only
        self._looks: dict[str, str] = {}
        self._keys: dict[tuple[str, str, Drawing], str] = {}
        self._hashes: dict[tuple[object, str, Drawing], str] = {}
        self._outlines: dict[str, Outline] = {}
        self._timelines: dict[str, Timeline] = {}
        self._drawn: dict[str, tuple[bytes, ...]] = {}  # of the shorts that are being made

    @classmethod
    def of(cls, session: Session, asked: Building, film: Film | None = None) -> Rendering:
        """That of all outputs of a build, drawn as they are published."""
        return cls(session, asked.loaded, asked.outcomes, asked.build, (), PLAIN, film)

    def render(self, shorts: Sequence[Short], whole: bool) -> None:
        """Render `shorts`; where they are the `whole` day, also its own texts, and drop what it no longer has."""
        stale = [(short, rows) for short in shorts if (rows := self.stale(short))]
        with self._session.progress.steps("rendered", sum(len(rows) for _, rows in stale)) as tick:
            for short, made in self._made(stale):
                for row, artifacts in made:
                    self._build.put(unit_of(row, short), self.key(row, short), _in_folder(short, artifacts))
                    tick(f"{short.label}: {row.name}")
                self._session.heed()
        if whole:
            self._render_day(shorts)

    def problems(self, shorts: Sequence[Short], kept: Build) -> list[Problem]:
        """What on the slides of these shorts cannot be shown, where something is rendered that shows them; in the
        order of the script. What was found is `kept` there."""
        if self._only and not _DRAWN & set(self._only):
            return []
        findings = screen.SlideFindings(self._session, self._loaded, kept)
        found = findings.of([self._outline(short) for short in shorts])
        return sorted(found, key=lambda problem: (problem.span or Span("", 0), problem.code))

    def render_index(self, failed: Mapping[str, Sequence[Problem]]) -> None:
        """The day at a glance. Links only files that are up to date, so it comes last."""
        folders = {short.id: (folder_of(short), self._files(short)) for short in self._loaded.day.shorts}
        texts = self._build.fresh_files("teleprompter", self._day_key(DAY_ROWS["teleprompter"]))
        texts += self._build.fresh_files("timelines", self._day_key(DAY_ROWS["timelines"]))
        texts += self._film(VIDEO.name, self.film_day_key)
        self._glance = Glance(self._session, self._loaded, self._outcomes, failed, folders, texts, self.timeline)
        row = DAY_ROWS["index"]
        key = identity(self._day_key(row), self._glance.identity())
        if not self._build.is_fresh(row.name, key):
            self._build.put(row.name, key, row.render(Material((), self.manner, self)))

    def _render_day(self, sound: Sequence[Short]) -> None:
        """What leads to files of its shorts is made only where all of them are `sound`."""
        shorts = self._loaded.day.shorts
        of_short = (*ROWS, *FILMS, *KITS, screen.UNIT)
        units = {f"{folder_of(short)}/{name}" for short in shorts for name in of_short}
        self._build.keep_only({*units, *DAY_ROWS, *FILMS, *KITS_OF_DAY, screen.UNIT})
        for row in DAY_ROWS.values():
            can_be = row.output is not OutputName.INDEX and (not row.links or len(sound) == len(shorts))
            if can_be and self._is_asked(row) and not self._build.is_fresh(row.name, self._day_key(row)):
                material = Material(tuple(map(self.timeline, shorts)), self.manner, self)
                self._build.put(row.name, self._day_key(row), row.render(material))

    # ---- What is stale

    def _is_asked(self, row: Renderer) -> bool:
        if not self._only:
            return not row.on_demand
        return row.output in self._only or row.name in self._linked

    @cached_property
    def _linked(self) -> set[str]:
        """The rows of shorts to whose files lead those that are asked for."""
        return {name for row in OF_SHORT if row.output in self._only for name in row.links}

    def key(self, row: Renderer, short: Short, drawing: Drawing | None = None) -> str:
        """Equal only where all is equal that a row makes of a short."""
        drawing = self.manner.drawing if drawing is None else drawing
        place = (row.name, short.id, drawing)
        if place not in self._keys:
            shown = [self.key(ROWS[name], short, PLAIN) for name in row.shows]
            played = [self.music] if row.plays else []
            self._keys[place] = identity(
                __version__, self._look(row), self._inputs(row, short, drawing), shown, *played
            )
        return self._keys[place]

    def _inputs(self, row: Renderer, short: Short, drawing: Drawing) -> str:
        """The hash of what a row takes from a short; many take the same."""
        place = (row.inputs, short.id, drawing)
        if place not in self._hashes:
            manner = replace(self.manner, drawing=drawing)
            self._hashes[place] = identity(row.inputs(self._outline(short), manner))
        return self._hashes[place]

    def _day_key(self, row: Renderer) -> str:
        shown = [self.key(ROWS[name], short, PLAIN) for name in row.shows for short in self._loaded.day.shorts]
        own = [self._inputs(row, short, self.manner.drawing) for short in self._loaded.day.shorts]
        return identity(__version__, self._look(row), own, shown)

    def _look(self, row: Renderer) -> str:
        """The hash of what a row reads; once, so that all keys are of one moment."""
        if row.name not in self._looks:
            self._looks[row.name] = self._session.look.fingerprint(row.reads)
        return self._looks[row.name]

    def stale(self, short: Short) -> list[Renderer]:
        """What of a short is asked for and not up to date."""
        rows = filter(self._is_asked, OF_SHORT)
        return [row for row in rows if not self._build.is_fresh(unit_of(row, short), self.key(row, short))]

    def _files(self, short: Short) -> Files:
        """The paths of what is up to date of a short, by what people call it; none where a part of that is stale."""
        found: dict[str, tuple[str, ...]] = {}
        rows = [row for row in OF_SHORT if not row.on_demand or self._build.has(unit_of(row, short))]
        for output in filter(None, dict.fromkeys(row.output for row in rows)):
            parts = [self._paths(row, short) for row in rows if row.output == output]
            found[output] = tuple(path for part in parts for path in part) if all(parts) else ()
        if film := self._film(unit_of(VIDEO, short), partial(self.film_key, short)):
            found[VIDEO.name] = film
        return found

    def film_key(self, short: Short, form: str, motion: Motion | None = None) -> str:
        """Equal only where all is equal that a video of a short is made of; with `motion` other than it is set, where
        that was asked for."""
        film = self.manner.film if motion is None else replace(self.manner.film, motion=motion)
        inputs = VIDEO.inputs(self._outline(short), replace(self.manner, film=film))
        return identity(__version__, self._look(VIDEO), inputs, form, self.music)

    def film_day_key(self, form: str, motion: Motion | None = None) -> str:
        """The same of the day."""
        return identity(form, [self.film_key(short, form, motion) for short in self._loaded.day.shorts])

    @cached_property
    def music(self) -> bytes:
        """The file that plays under speech, if any."""
        return read_music(self._session.project, self.manner.film)

    def _film(self, unit: str, key: Callable[[str, Motion], str]) -> tuple[str, ...]:
        """What is up to date of a video that is there, however much moves in it."""
        if not self._build.has(unit):
            return ()
        found = (self._build.fresh_files(unit, key("video", motion)) for motion in Motion)
        return next(filter(None, found), ())

    def filmed(self, short: Short | None = None) -> tuple[str, str] | None:
        """The path of a short's video that is up to date, or of the day's, and its key; None where there is none."""
        unit = unit_of(VIDEO, short) if short else VIDEO.name
        for motion in Motion:
            key = self.film_key(short, VIDEO.name, motion) if short else self.film_day_key(VIDEO.name, motion)
            if found := self._build.fresh_files(unit, key):
                return found[0], key
        return None

    def _paths(self, row: Renderer, short: Short, drawings: Sequence[Drawing] = _DRAWINGS) -> tuple[str, ...]:
        """What is up to date, in whichever of the `drawings` it was made."""
        found = (self._build.fresh_files(unit_of(row, short), self.key(row, short, drawing)) for drawing in drawings)
        return next(filter(None, found), ())

    # ---- What is made

    def _made(self, stale: Sequence[tuple[Short, list[Renderer]]]) -> Iterator[tuple[Short, Made]]:
        """In order. Typst lets other threads go on while it works."""
        if stale and (elsewhere := self._session.elsewhere):
            for short, rows in stale:
                wanted = [(row, unit_of(row, short), self.key(row, short)) for row in rows]
                yield short, [(row, elsewhere.made(self._loaded, short, *unit)) for row, *unit in wanted]
        elif stale:
            with ThreadPoolExecutor(cores()) as pool:
                yield from pool.map(lambda one: (one[0], self._make(*one)), stale)

    def _make(self, short: Short, rows: Sequence[Renderer]) -> Made:
        timeline, made = self.timeline(short), Made()
        for row in rows:
            self._session.heed()
            artifacts = list(row.render(Material((timeline,), self.manner, self)))
            made.append((row, artifacts))
            if row.name == "slides" and not self.manner.drawing.guides:  # which only an editor wants to see
                self._drawn[short.id] = _svgs(artifacts)
        self._drawn.pop(short.id, None)
        return made

    def _outline(self, short: Short) -> Outline:
        """Of a short without an outcome it has only what is said."""
        if short.id not in self._outlines:
            self._outlines[short.id] = self._loaded.outline(short, {short.id: NOT_EXECUTED} | self._outcomes)
        return self._outlines[short.id]

    def timeline(self, short: Short) -> Timeline:
        """Planned once, although several outputs are rendered from it, and only where something is."""
        if short.id not in self._timelines:
            self._timelines[short.id] = timed(self._outline(short))
        return self._timelines[short.id]

    # ---- The tools

    @property
    def templates(self) -> Templates:
        return self._session.templates

    @cached_property
    def typesetter(self) -> Slides:
        return self._session.typesetter

    def draw(self, timeline: Timeline) -> tuple[Picture, ...]:
        return tuple(map(self._session.pictures.of, self._published(timeline)))

    def _published(self, timeline: Timeline) -> tuple[bytes, ...]:
        """The slides of a short as SVG: just made, or in the build as they were made, or made for this."""
        if drawn := self._drawn.get(timeline.short.id):
            return drawn
        paths = self._paths(ROWS["slides"], timeline.short, (PLAIN, Drawing(alpha=True)))  # SVG keeps its ground
        if paths:
            return tuple(self._build.read(path) for path in paths if path.endswith(".svg"))
        from shortsgen.render.slides.deck import SlideStyle

        return _svgs(self.typesetter.render(timeline, SlideStyle(self.manner.theme), ("svg",)))

    def heard(self, timeline: Timeline, track: str) -> bytes:
        from shortsgen.pipeline import heard  # which needs numpy
        from shortsgen.render.timelines.assembly import MUSIC

        fps = self.manner.film.fps
        frames = frame_at(timeline.end, fps)
        if track == MUSIC:
            return heard.music(self.music, frames, fps).wav()
        return heard.voice(self._session.blobs, timeline, frames, fps).wav()

    def overview(self) -> Overview:
        return self._glance.overview()


def unit_of(row: Renderer, short: Short) -> str:
    """What the build calls that which a row makes of a short."""
    return f"{folder_of(short)}/{row.name}"


def _in_folder(short: Short, artifacts: Sequence[Artifact | Finished]) -> list[Artifact | Finished]:
    return [replace(artifact, path=f"{folder_of(short)}/{artifact.path}") for artifact in artifacts]


def _svgs(artifacts: Sequence[Artifact]) -> tuple[bytes, ...]:
    return tuple(artifact.data for artifact in artifacts if artifact.path.endswith(".svg"))
