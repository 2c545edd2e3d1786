"""`render`: the files of a day, only those that changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from shortsgen.choices import OutputName
from shortsgen.pipeline.day import Result, at_hand, failed, load_day
from shortsgen.pipeline.record import up_to_date
from shortsgen.pipeline.rendering import Rendering
from shortsgen.pipeline.session import Session
from shortsgen.render.renderer import PLAIN, Drawing
from shortsgen.script.selection import select
from shortsgen.store.build import Build
from shortsgen.store.lock import locked


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
    folder, only = order.out or project.build(name), order.only
    with locked(folder, str(folder)):
        loaded = load_day(project, name)
        shorts = select(loaded.day, words)
        loaded, outcomes = up_to_date(session, loaded, shorts)
        problems = failed(loaded, outcomes)
        build = Build(folder)
        try:
            sound = [short for short in shorts if short.id not in problems]
            known = at_hand(loaded, loaded.snippets) | outcomes
            rendering = Rendering(session, loaded, known, build, only, order.drawing)
            rendering.render(sound, whole=not words)
            if OutputName.INDEX in only or not (only or words) or build.has(OutputName.INDEX):
                rendering.render_index(problems)
        finally:
            build.save()
            session.blobs.trim()
    summary = {"written": build.written, "unchanged": build.unchanged, "removed": build.removed}
    told = (*loaded.day.warnings, *(problem for found in problems.values() for problem in found))
    return Result(told, loaded.sources, summary)
