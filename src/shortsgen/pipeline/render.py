"""`render`: the files of a day, only those that changed, or all of them as they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from shortsgen.choices import OutputName
from shortsgen.pipeline.again import varying
from shortsgen.pipeline.day import Result, at_hand, failed, load_day
from shortsgen.pipeline.record import up_to_date
from shortsgen.pipeline.rendering import Rendering
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.sound import sound
from shortsgen.render.renderer import PLAIN, Drawing
from shortsgen.script.selection import select
from shortsgen.store.artifact import Artifact
from shortsgen.store.build import Build
from shortsgen.store.lock import locked
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
    project = session.begin()
    folder = order.out or project.build(name)
    with locked(folder, project.shown(folder)):
        loaded = load_day(project, name)
        shorts = select(loaded.day, words)
        before = loaded
        loaded, outcomes = up_to_date(session, loaded, shorts)
        varies = varying(session, before, outcomes)
        problems = failed(loaded, outcomes)
        build = Build(folder, None if order.out else project.root)
        with ExitStack() as end:
            end.callback(session.blobs.trim)
            end.enter_context(build.kept())
            known = at_hand(loaded, loaded.snippets) | outcomes
            rendering = Rendering(session, loaded, known, build, order.only, order.drawing)
            judged = [short for short in shorts if short.id not in problems]
            rendering.render(judged, whole=not words)
            unshown = rendering.problems(judged, build)
            if _shows_index(order.only, words) or build.has(OutputName.INDEX):
                rendering.render_index(problems)
    summary = {"written": build.written, "unchanged": build.unchanged, "removed": build.removed}
    told = (*loaded.day.warnings, *varies, *(problem for found in problems.values() for problem in found), *unshown)
    return Result(told, loaded.sources, summary)


def artifacts(session: Session, name: str, words: Sequence[str], only: Collection[OutputName]) -> tuple[Artifact, ...]:
    """The files that `render` would write into an empty folder, with their paths in there.

    Raises ShortsgenError where code fails.
    """
    found, build = sound(session, name, words), Memory()
    known = at_hand(found.loaded, found.loaded.snippets) | found.outcomes
    rendering = Rendering(session, found.loaded, known, build, only, PLAIN)
    rendering.render(found.shorts, whole=not words)
    if _shows_index(only, words):
        rendering.render_index({})
    session.blobs.trim()
    return build.artifacts()


def _shows_index(only: Collection[OutputName], words: Sequence[str]) -> bool:
    return OutputName.INDEX in only or not (only or words)
