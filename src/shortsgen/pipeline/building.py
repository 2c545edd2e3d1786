"""Bringing a build up to date: what of a day is asked for and sound, and the folder that is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shortsgen.pipeline.day import Loaded, Outcomes, at_hand, failed, load_day
from shortsgen.pipeline.record import up_to_date
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.voices import voiced
from shortsgen.problems import Problem
from shortsgen.script.model import Short
from shortsgen.script.selection import select
from shortsgen.store.build import Build
from shortsgen.store.lock import locked


@dataclass(frozen=True, slots=True)
class Building:
    """`before` is the day with the recording that was there, `executed` what was added to it now. `problems` are those
    of the shorts that failed, by their ids; the others of those that were asked for are `sound`."""

    before: Loaded
    loaded: Loaded
    shorts: tuple[Short, ...]
    executed: Outcomes
    problems: Mapping[str, list[Problem]]
    build: Build

    @property
    def outcomes(self) -> Outcomes:
        """All that are known."""
        return at_hand(self.loaded, self.loaded.snippets) | self.executed

    @property
    def sound(self) -> list[Short]:
        return [short for short in self.shorts if short.id not in self.problems]

    def told(self) -> list[Problem]:
        """What is wrong with the script and the code."""
        return [*self.loaded.day.warnings, *(problem for found in self.problems.values() for problem in found)]


@contextmanager
def building(session: Session, name: str, words: Sequence[str], out: Path | None = None) -> Iterator[Building]:
    """The build folder of a day, or `out`, which nobody else writes meanwhile. What has no recording is executed."""
    project = session.begin()
    folder = out or project.build(name)
    with locked(folder, project.shown(folder)):
        before = load_day(project, name)
        shorts = select(before.day, words)
        loaded, executed = up_to_date(session, voiced(session, before, before.day.shorts), shorts)
        build = Build(folder, None if out else project.root)
        with ExitStack() as end:
            end.callback(session.blobs.trim)
            end.enter_context(build.kept())
            yield Building(before, loaded, shorts, executed, failed(loaded, executed), build)
