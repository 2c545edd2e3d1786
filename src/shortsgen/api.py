"""The commands as methods, for build scripts and notebooks: records instead of text, and nothing is printed."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self, TypeVar

from shortsgen.choices import OutputName, Sandbox, VoiceName
from shortsgen.pipeline import session as warm
from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.choice import every_day
from shortsgen.pipeline.day import load_day
from shortsgen.pipeline.progress import SILENT, Progress
from shortsgen.pipeline.render import Order, artifacts, render
from shortsgen.pipeline.sound import sound
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem, Severity, ShortsgenError, bad_input, nearest
from shortsgen.project import Project, find
from shortsgen.run.outcome import Outcome
from shortsgen.script.model import Day
from shortsgen.store.artifact import Artifact

Place = str | os.PathLike[str]
Words = TypeVar("Words", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A folder that is up to date, and how many files that took."""

    folder: Path
    written: int
    unchanged: int
    removed: int


class Session:
    """A project, with all that is slow to start kept for the next call.

    `path` is the project's folder or anything in it. A day is its name or the path of its script; shorts are numbers,
    ranges such as `7-9` or ids, and all of them where none is named. Every call reads the files as they are by then.
    `voice` is `paced` or `spoken`, in place of what the settings say.
    Methods raise ShortsgenError for what cannot be used, and all but `check` for code that fails.
    """

    def __init__(
        self,
        path: Place = ".",
        *,
        sandbox: str = Sandbox.AUTO,
        allow_network: bool = False,
        voice: str | None = None,
        progress: Progress = SILENT,
    ) -> None:
        level = _known(Sandbox, sandbox, "sandbox")
        machine = warm.this_machine(None if level is Sandbox.AUTO else level.value, allow_network)
        chosen = None if voice is None else _known(VoiceName, voice, "voice")
        self._session = warm.Session(_project(path), machine, progress, chosen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what executes code. It starts again where it is needed."""
        self._session.end_executor()

    def days(self) -> tuple[str, ...]:
        """The names of all days, sorted."""
        return tuple(self._session.project.days())

    def load(self, day: Place) -> Day:
        """What a person wrote. Executes nothing."""
        return load_day(self._session.begin(), self._name(day)).day

    def run(self, day: Place, *shorts: str | int) -> Mapping[str, Outcome]:
        """What the code gave, by the names of snippets: `first-model`, and `first-model/mistake` where that is made.

        Only what has no fresh recording is executed, and then recorded.
        """
        return sound(self._session, self._name(day), _words(shorts)).outcomes

    def plan(self, day: Place, *shorts: str | int) -> tuple[Timeline, ...]:
        """What is said and shown when, in milliseconds, of each short. Runs what is not recorded."""
        return sound(self._session, self._name(day), _words(shorts)).timelines()

    def artifacts(self, day: Place, *shorts: str | int, only: Collection[str] = ()) -> tuple[Artifact, ...]:
        """The files that `render` would write into an empty folder, as bytes. Runs what is not recorded."""
        return artifacts(self._session, self._name(day), _words(shorts), _outputs(only))

    def render(self, day: Place, *shorts: str | int, only: Collection[str] = (), out: Place | None = None) -> Rendered:
        """Bring the files in `out`, or else in build/DAY, up to date. Runs what is not recorded.

        `only` names outputs: slides, teleprompter, captions, data, timelines, index. Where code fails, the shorts that
        are sound are rendered before that is raised.
        """
        name = self._name(day)
        order = Order(_outputs(only), Path(out) if out else None)
        result = render(self._session, name, _words(shorts), order)
        if errors := [problem for problem in result.problems if problem.severity is Severity.ERROR]:
            raise ShortsgenError(errors, dict(result.sources))
        return Rendered(order.out or self._session.project.build(name), **result.summary)

    def check(self, day: Place | None = None, *shorts: str | int) -> tuple[Problem, ...]:
        """All that is wrong with a day, or with all days: everything is executed and judged, nothing is written."""
        project = self._session.project
        choice = every_day(project) if day is None else {self._name(day): _words(shorts)}
        return check_days(self._session, choice).problems

    def _name(self, day: Place) -> str:
        return self._session.project.day(os.fspath(day))


def _project(path: Place) -> Project:
    try:
        return find(Path(os.path.realpath(path, strict=True)))
    except OSError as error:
        raise bad_input(f"cannot open `{os.fspath(path)}`: {error.strerror}", code="file") from None


def _words(shorts: Collection[str | int]) -> tuple[str, ...]:
    return tuple(map(str, shorts))


def _outputs(only: Collection[str]) -> tuple[OutputName, ...]:
    return tuple(_known(OutputName, name, "output") for name in only)


def _known(words: type[Words], word: str, what: str) -> Words:
    try:
        return words(word)
    except ValueError:
        hint = nearest(word, words) or f"one of {', '.join(words)}"
        raise bad_input(f"there is no {what} `{word}`", hint) from None
