"""One run of `render`: what of a build is stale is made anew, by as many threads as there are cores.

What makes files is imported only where something is stale, so that a day of which nothing changed does not pay for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shortsgen import __version__
from shortsgen.choices import Kind
from shortsgen.pipeline.day import Loaded, Outcomes
from shortsgen.pipeline.glance import Glance
from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem
from shortsgen.run.cores import cores
from shortsgen.script.model import Short
from shortsgen.store.artifact import Artifact
from shortsgen.store.build import Build, identity

if TYPE_CHECKING:
    from shortsgen.render.slides.deck import Style

# Of a short's folder. Slides come first, since the teleprompter page shows them.
_PARTS = (Kind.SLIDES, Kind.TELEPROMPTER, Kind.CAPTIONS, "json")

Made = list[tuple[str, tuple[Artifact, ...]]]  # parts of a short


@dataclass(frozen=True, slots=True)
class Drawing:
    """How slides are drawn for once: over a video, or with the edges of the safe area."""

    alpha: bool = False
    guides: bool = False


class Rendering:
    """Brings the units of a build up to date."""

    def __init__(
        self,
        session: Session,
        loaded: Loaded,
        outcomes: Outcomes,
        build: Build,
        only: Collection[Kind],
        drawing: Drawing,
    ) -> None:
        self._session = session
        self._loaded = loaded
        self._outcomes = outcomes
        self._build = build
        self._drawing = drawing
        self._parts = [part for part in _PARTS if not only or part in only]
        self._theme = loaded.project.settings.theme.of(loaded.day.name)
        self._look = session.look
        self._timelines: dict[str, Timeline] = {}
        self._drawn: dict[str, tuple[bytes, ...]] = {}  # of the shorts that are being made

    def render(self, shorts: Sequence[Short], whole: bool) -> None:
        """Render `shorts`; where they are the `whole` day, also its own texts, and drop what it no longer has."""
        stale = [(short, parts) for short in shorts if (parts := self._stale(short))]
        with self._session.progress.steps("rendered", sum(len(parts) for _, parts in stale)) as tick:
            for short, made in self._made(stale):
                for part, artifacts in made:
                    self._build.put(_unit(short, part), self._part_key(short, part), _in_folder(short, artifacts))
                    tick(f"{short.label}: {part}")
        if whole:
            self._render_day()

    def render_index(self, failed: Mapping[str, Sequence[Problem]]) -> None:
        """The day at a glance. Links only files that are up to date, so it comes last."""
        folders = {short.id: (_folder(short), self._files(short)) for short in self._loaded.day.shorts}
        texts = self._build.fresh_files(Kind.TELEPROMPTER, self._day_key)
        glance = Glance(self._session, self._loaded, self._outcomes, failed, folders, texts)
        key = identity(self._day_key, self._look.index_fingerprint(), glance.identity())
        if not self._build.is_fresh(Kind.INDEX, key):
            self._build.put(Kind.INDEX, key, glance.render())

    def _render_day(self) -> None:
        units = {_unit(short, part) for short in self._loaded.day.shorts for part in _PARTS}
        self._build.keep_only({*units, Kind.TELEPROMPTER, Kind.INDEX})
        key = self._day_key
        if Kind.TELEPROMPTER in self._parts and not self._build.is_fresh(Kind.TELEPROMPTER, key):
            from shortsgen.render.teleprompter import sheets as teleprompter

            timelines = [self._timeline(short) for short in self._loaded.day.shorts]
            self._build.put(Kind.TELEPROMPTER, key, teleprompter.render(timelines, self._session.templates, self._draw))

    # ---- What is stale

    @cached_property
    def _keys(self) -> dict[str, str]:
        look = f"{__version__} {self._look.fingerprint()}"
        return {short.id: self._key(short, look) for short in self._loaded.day.shorts}

    @cached_property
    def _day_key(self) -> str:
        return identity(*self._keys.values())

    def _key(self, short: Short, look: str) -> str:
        """Equal only where all that is rendered from is equal. Nothing is rendered of a short without an outcome."""
        outcomes = [self._outcomes.get(name) for name in (short.id, short.mistake_name)]
        day, profile = self._loaded.day, self._loaded.project.settings.profile
        return identity(look, self._theme, str(profile), day.name, day.title, short, outcomes)

    def _part_key(self, short: Short, part: str) -> str:
        key = self._keys[short.id]
        return identity(key, self._drawing) if part == Kind.SLIDES and self._drawing != Drawing() else key

    def _stale(self, short: Short) -> list[str]:
        fresh = self._build.is_fresh
        return [part for part in self._parts if not fresh(_unit(short, part), self._part_key(short, part))]

    def _files(self, short: Short) -> dict[str, tuple[str, ...]]:
        """What is up to date of a short, by its parts."""
        return {part: self._build.fresh_files(_unit(short, part), self._part_key(short, part)) for part in _PARTS}

    # ---- What is made

    def _made(self, stale: Sequence[tuple[Short, list[str]]]) -> Iterator[tuple[Short, Made]]:
        """In order. Typst lets other threads go on while it works."""
        if stale:
            with ThreadPoolExecutor(cores()) as pool:
                yield from pool.map(lambda one: (one[0], self._make(*one)), stale)

    def _make(self, short: Short, parts: Sequence[str]) -> Made:
        timeline = self._timeline(short)
        made = [(part, self._rendered(part, timeline)) for part in parts]
        self._drawn.pop(short.id, None)
        return made

    def _rendered(self, part: str, timeline: Timeline) -> tuple[Artifact, ...]:
        from shortsgen.render import short_json
        from shortsgen.render.captions import subtitles as captions
        from shortsgen.render.captions.assstyle import AssStyle
        from shortsgen.render.slides.cut_list import cut_list
        from shortsgen.render.teleprompter import sheets as teleprompter

        match part:
            case Kind.SLIDES:
                artifacts = (*self._session.typesetter.render(timeline, self._style), cut_list(timeline))
                if not self._drawing.guides:  # which only an editor wants to see
                    self._drawn[timeline.short.id] = _svgs(artifacts)
                return artifacts
            case Kind.TELEPROMPTER:
                return teleprompter.render([timeline], self._session.templates, self._draw)
            case Kind.CAPTIONS:
                profile = self._loaded.project.settings.profile
                return captions.render(timeline, self._session.templates, profile, AssStyle.of(self._theme))
            case _:
                return short_json.render(timeline)

    def _draw(self, timeline: Timeline) -> tuple[bytes, ...]:
        """The slides of a short as SVG: just made, or in the build as they were made, or made for this."""
        short = timeline.short
        if drawn := self._drawn.get(short.id):
            return drawn
        paths = self._build.fresh_files(_unit(short, Kind.SLIDES), self._keys[short.id])
        if paths:
            return tuple((self._build.folder / path).read_bytes() for path in paths if path.endswith(".svg"))
        return _svgs(self._session.typesetter.render(timeline, replace(self._style, guides=False), ("svg",)))

    def _timeline(self, short: Short) -> Timeline:
        """Planned once, although several parts are rendered from it."""
        if short.id not in self._timelines:
            self._timelines[short.id] = self._loaded.timeline(short, self._outcomes)
        return self._timelines[short.id]

    @cached_property
    def _style(self) -> Style:
        from shortsgen.render.slides.deck import Style

        return Style(self._theme, self._drawing.alpha, self._drawing.guides)


def _folder(short: Short) -> str:
    return short.label.replace(" ", "-")


def _unit(short: Short, part: str) -> str:
    return f"{_folder(short)}/{part}"


def _in_folder(short: Short, artifacts: Sequence[Artifact]) -> list[Artifact]:
    return [replace(artifact, path=f"{_folder(short)}/{artifact.path}") for artifact in artifacts]


def _svgs(artifacts: Sequence[Artifact]) -> tuple[bytes, ...]:
    return tuple(artifact.data for artifact in artifacts if artifact.path.endswith(".svg"))
