"""`render`: the files of a day, only those that changed, or all of them as they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from shortsgen.choices import OutputName
from shortsgen.pipeline.again import varying
from shortsgen.pipeline.building import Building, building
from shortsgen.pipeline.day import Result, at_hand, load_day
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.rendering import Rendering, unit_of
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.sound import sound
from shortsgen.pipeline.voices import voiced
from shortsgen.pipeline.wanted import Wanted
from shortsgen.problems import Problem
from shortsgen.render.renderer import OF_SHORT, PLAIN, Drawing
from shortsgen.script.selection import select
from shortsgen.store.artifact import Artifact
from shortsgen.store.build import Build
from shortsgen.store.memory import Memory


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: everything or only some kinds, into which folder, and how slides are drawn for once."""

    only: Collection[OutputName] = ()
    out: Path | None = None
    drawing: Drawing = PLAIN


EVERYTHING = Order()


def render(session: Session, name: str, words: Sequence[str], order: Order = EVERYTHING) -> Result:
    """Make the files of a day, or of some of its shorts. A short whose code fails keeps the files that it had.

    The index is of the whole day. It is made where it is asked for or the day is rendered whole; once it is there,
    every render keeps it true.
    """
    _need(session, order.only)
    with building(session, name, words, order.out) as asked:
        varies = varying(session, asked.before, asked.executed)
        unshown = bring_up_to_date(session, asked, words, order)
    return Result((*asked.told(), *varies, *unshown), asked.loaded.sources, counts(asked.build))


def wanted(session: Session, name: str, words: Sequence[str], order: Order = EVERYTHING) -> Wanted:
    """The shorts of which something would be executed or rendered."""
    _need(session, order.only)
    project = session.begin()
    before = load_day(project, name)
    shorts = select(before.day, words)
    loaded = voiced(session, before, before.day.shorts)
    build = Build(order.out or project.build(name), None if order.out else project.root)
    outcomes = at_hand(loaded, loaded.snippets)
    rendering = Rendering(session, loaded, outcomes, build, order.only, order.drawing)
    stale = [one for one in shorts if any(own.name not in outcomes for own in loaded.of(one)) or rendering.stale(one)]
    units = [unit_of(row, short) for short in stale for row in OF_SHORT]
    drawing = order.drawing
    terms = {"only": list(order.only), "alpha": drawing.alpha, "guides": drawing.guides}
    return Wanted("render", loaded, stale, terms, build.known(units))


def bring_up_to_date(session: Session, asked: Building, words: Sequence[str], order: Order) -> list[Problem]:
    """Make what is stale of the shorts that `words` name. Returns what of them cannot be shown."""
    rendering = Rendering(session, asked.loaded, asked.outcomes, asked.build, order.only, order.drawing)
    rendering.render(asked.sound, whole=not words)
    unshown = rendering.problems(asked.sound, asked.build)
    if _shows_index(order.only, words) or asked.build.has(OutputName.INDEX):
        rendering.render_index(asked.problems)
    return unshown


def counts(build: Build) -> dict[str, int]:
    """What became of the files of a build."""
    return {"written": build.written, "unchanged": build.unchanged, "removed": build.removed}


def artifacts(session: Session, name: str, words: Sequence[str], only: Collection[OutputName]) -> tuple[Artifact, ...]:
    """The files that `render` would write into an empty folder, with their paths in there.

    Raises ShortsgenError where code fails.
    """
    _need(session, only)
    found, build = sound(session, name, words), Memory()
    known = at_hand(found.loaded, found.loaded.snippets) | found.outcomes
    rendering = Rendering(session, found.loaded, known, build, only, PLAIN)
    rendering.render(found.shorts, whole=not words)
    if _shows_index(only, words):
        rendering.render_index({})
    session.blobs.trim()
    return build.artifacts()


def _need(session: Session, only: Collection[OutputName]) -> None:
    if OutputName.TIMELINES in only:
        need("timelines", "timelines", "opentimelineio")
        if session.project.settings.film.music:
            need("video", "the sounds of timelines", "av", "numpy")


def _shows_index(only: Collection[OutputName], words: Sequence[str]) -> bool:
    return OutputName.INDEX in only or not (only or words)
