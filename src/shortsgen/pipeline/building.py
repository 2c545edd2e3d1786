"""Bringing a build up to date: what of a day is asked for and sound, and the folder that is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shortsgen.pipeline.day import Loaded, Outcomes, at_hand, failed, load_day, skipped
from shortsgen.pipeline.record import about_to_record, up_to_date
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.voices import voiced
from shortsgen.problems import Problem
from shortsgen.run.outcome import Outcome
from shortsgen.script.model import Short
from shortsgen.script.selection import select
from shortsgen.store.build import Build
from shortsgen.store.lock import locked


@dataclass(frozen=True, slots=True)
class Prepared:
    """What of a day can be shown now. `before` is the day with the recording that was there, `executed` what was added
    to it. `problems` are those of the shorts that failed, by their ids; the others of those that were asked for are
    `sound`."""

    before: Loaded
    loaded: Loaded
    shorts: tuple[Short, ...]
    executed: Outcomes
    problems: Mapping[str, list[Problem]]

    @property
    def outcomes(self) -> Outcomes:
        """All that are known."""
        return at_hand(self.loaded, self.loaded.snippets) | self.executed

    @property
    def sound(self) -> list[Short]:
        return [short for short in self.shorts if short.id not in self.problems]

    def told(self) -> list[Problem]:
        """What is wrong with the script and the code."""
        failed = (problem for found in self.problems.values() for problem in found)
        return [*self.loaded.day.warnings, *failed, *skipped(self.loaded, self.executed)]

    def into(self, build: Build) -> Building:
        """The same, to be written there."""
        return Building(self.before, self.loaded, self.shorts, self.executed, self.problems, build)


@dataclass(frozen=True, slots=True)
class Building(Prepared):
    """What can be shown, and the build that is brought up to date with it."""

    build: Build


def prepared(session: Session, name: str, words: Sequence[str]) -> Prepared:
    """Of these shorts, what has no recording is executed, and recorded."""
    before = load_day(session.project, name)
    shorts = select(before.day, words)
    loaded, executed = up_to_date(session, voiced(session, before, before.day.shorts), shorts)
    return Prepared(before, loaded, shorts, executed, failed(loaded, executed))


@contextmanager
def preparing(
    session: Session, before: Loaded, words: Sequence[str], known: Mapping[str, Outcome]
) -> Iterator[Prepared]:
    """The same for who cannot wait until it is recorded: that is done as this is left. Of what is `known` nothing is
    executed."""
    shorts = select(before.day, words)
    voices = voiced(session, before, before.day.shorts)
    with about_to_record(session, voices, shorts, known) as (loaded, executed):
        yield Prepared(before, loaded, shorts, executed, failed(loaded, executed))


@contextmanager
def writing(session: Session, name: str, out: Path | None = None) -> Iterator[Build]:
    """The build folder of a day, or `out`, which nobody else writes meanwhile."""
    project = session.project
    folder = out or project.build(name)
    with locked(folder, project.shown(folder)), ExitStack() as end:
        build = Build(folder, None if out else project.root)
        end.callback(session.blobs.trim)
        end.enter_context(build.kept())
        yield build


@contextmanager
def building(session: Session, name: str, words: Sequence[str], out: Path | None = None) -> Iterator[Building]:
    """A day as it is now, with its build. What has no recording is executed."""
    session.begin()
    with writing(session, name, out) as build:
        yield prepared(session, name, words).into(build)
