"""`render`: the files of a day, only those that changed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shortsgen import __version__, files
from shortsgen.build import Build, identity
from shortsgen.choices import Kind
from shortsgen.console import Screen
from shortsgen.pipeline.day import Loaded, Outcomes, Result, failed, load_day, up_to_date
from shortsgen.plan.timeline import Timeline
from shortsgen.project import Project
from shortsgen.render.artifact import Artifact
from shortsgen.render.look import Look
from shortsgen.run.executor import Machine, machine
from shortsgen.script.model import Short
from shortsgen.script.selection import select

if TYPE_CHECKING:
    from shortsgen.render.templates import Templates

_PARTS = (*Kind, "json")  # of a short's folder


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: everything or only some kinds, into which folder, and how slides are drawn for once."""

    only: Collection[Kind] = ()
    out: Path | None = None
    alpha: bool = False
    guides: bool = False


EVERYTHING = Order()


def render(
    project: Project,
    name: str,
    words: Sequence[str],
    screen: Screen,
    order: Order = EVERYTHING,
    machine: Machine = machine,
) -> Result:
    """Make the files of a day, or of some of its shorts. A short whose code fails keeps the files that it had."""
    folder = order.out or project.build(name)
    with files.locked(folder.parent / f".{folder.name}.lock", str(folder)):
        loaded = load_day(project, name)
        shorts = select(loaded.day, words)
        outcomes = up_to_date(loaded, shorts, machine, screen)
        problems = failed(loaded, outcomes)
        build = Build(folder)
        try:
            sound = [short for short in shorts if short.id not in problems]
            _Rendering(loaded, outcomes, build, order).render(sound, screen, whole=not words)
        finally:
            build.save()
    summary = {"written": build.written, "unchanged": build.unchanged, "removed": build.removed}
    return Result(tuple(problem for found in problems.values() for problem in found), loaded.sources, summary)


class _Rendering:
    """One run of `render`: brings the units of a build up to date."""

    def __init__(self, loaded: Loaded, outcomes: Outcomes, build: Build, order: Order) -> None:
        self._loaded = loaded
        self._outcomes = outcomes
        self._build = build
        self._order = order
        self._parts: Collection[str] = order.only or _PARTS
        self._theme = loaded.project.settings.theme.of(loaded.day.name)
        self._timelines: dict[str, Timeline] = {}
        self._look = f"{__version__} {Look(loaded.project.root).fingerprint()}"

    @cached_property
    def _templates(self) -> Templates:
        from shortsgen.render.templates import Templates  # as below

        return Templates(self._loaded.project.root)

    def render(self, shorts: Sequence[Short], screen: Screen, whole: bool) -> None:
        """Render `shorts`; where they are the `whole` day, also its own files, and drop what it no longer has."""
        keys = {short.id: self._key(short) for short in shorts}
        stale = [(short, part) for short in shorts for part in self._parts if not self._is_fresh(short, part, keys)]
        with screen.progress("rendered", len(stale)) as tick:
            for short, part, artifacts in self._made(stale):
                self._build.put(_unit(short, part), self._part_key(part, keys[short.id]), _in_folder(short, artifacts))
                tick(f"{short.label}: {part}")
        if whole:
            self._render_day(identity(*keys.values()))

    def _made(self, stale: Sequence[tuple[Short, str]]) -> Iterator[tuple[Short, str, tuple[Artifact, ...]]]:
        """What is stale, in order, made by as many threads as there are cores: Typst lets the others go on."""
        if stale:
            _ = self._templates  # shared, and so made by one of them
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                yield from pool.map(self._make, stale)

    def _make(self, unit: tuple[Short, str]) -> tuple[Short, str, tuple[Artifact, ...]]:
        short, part = unit
        return short, part, self._rendered(part, self._timeline(short))

    def _timeline(self, short: Short) -> Timeline:
        """Planned once, although several parts are rendered from it."""
        if short.id not in self._timelines:
            self._timelines[short.id] = self._loaded.timeline(short, self._outcomes)
        return self._timelines[short.id]

    def _draw(self, timeline: Timeline) -> tuple[bytes, ...]:
        from shortsgen.render import slides
        from shortsgen.render.deck import Style

        made = slides.render(timeline, self._templates, Style(self._theme), ("svg",))
        return tuple(one.data for one in made if one.path.endswith(".svg"))

    def _rendered(self, part: str, timeline: Timeline) -> tuple[Artifact, ...]:
        """Imported only here, so that a day of which nothing changed does not pay for it."""
        from shortsgen.render import captions, short_json, slides, teleprompter
        from shortsgen.render.assstyle import AssStyle
        from shortsgen.render.deck import Style

        match part:
            case Kind.TELEPROMPTER:
                return teleprompter.render([timeline], self._templates, self._draw)
            case Kind.SLIDES:
                style = Style(self._theme, self._order.alpha, self._order.guides)
                return slides.render(timeline, self._templates, style)
            case Kind.CAPTIONS:
                profile = self._loaded.project.settings.profile
                return captions.render(timeline, self._templates, profile, AssStyle.of(self._theme))
            case _:
                return short_json.render(timeline)

    def _key(self, short: Short) -> str:
        """Equal only where all that is rendered from is equal."""
        outcomes = [self._outcomes[short.id], self._outcomes.get(f"{short.id}/mistake")]
        day, profile = self._loaded.day, self._loaded.project.settings.profile
        return identity(self._look, self._theme, str(profile), day.name, day.title, short, outcomes)

    def _part_key(self, part: str, key: str) -> str:
        """Slides may be drawn otherwise for once."""
        flags = (self._order.alpha, self._order.guides)
        return identity(key, flags) if part == Kind.SLIDES and any(flags) else key

    def _is_fresh(self, short: Short, part: str, keys: Mapping[str, str]) -> bool:
        return self._build.is_fresh(_unit(short, part), self._part_key(part, keys[short.id]))

    def _render_day(self, key: str) -> None:
        units = {_unit(short, part) for short in self._loaded.day.shorts for part in _PARTS}
        self._build.keep_only({*units, Kind.TELEPROMPTER})
        if Kind.TELEPROMPTER in self._parts and not self._build.is_fresh(Kind.TELEPROMPTER, key):
            timelines = [self._timeline(short) for short in self._loaded.day.shorts]
            from shortsgen.render import teleprompter

            self._build.put(Kind.TELEPROMPTER, key, teleprompter.render(timelines, self._templates, self._draw))


def _folder(short: Short) -> str:
    return short.label.replace(" ", "-")


def _unit(short: Short, part: str) -> str:
    return f"{_folder(short)}/{part}"


def _in_folder(short: Short, artifacts: Sequence[Artifact]) -> list[Artifact]:
    return [replace(artifact, path=f"{_folder(short)}/{artifact.path}") for artifact in artifacts]
