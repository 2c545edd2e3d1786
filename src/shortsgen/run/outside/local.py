"""This machine as an executor: a runner at the level that is asked for, with what earlier runs have taught."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shortsgen.run import history
from shortsgen.run.executor import OnDone, Stop, never
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Containment:
    """How snippets are contained: at this level, or the best that holds; and whether those that ask get the network."""

    level: Level | None = None
    allow_network: bool = False


class RealMachine:
    """Executes in real processes."""

    def __init__(self, containment: Containment) -> None:
        self._containment = containment
        self._history = history.load(history.default_path())
        self._runner = Runner(level=containment.level, history=self._history)

    def __enter__(self) -> RealMachine:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.__exit__()
        history.save(self._history, history.default_path())

    @property
    def environment(self) -> Mapping[str, Any]:
        return self._runner.environment

    @property
    def level(self) -> str:
        """The level that holds, once the server has started."""
        return self._runner.level.value

    def expect(self, snippets: Iterable[Snippet]) -> None:
        """Start a server at once, because importing torch takes a second; those for the network have another."""
        self._runner.expect(snippet for snippet in snippets if not snippet.network)

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        """Those that ask for the network come last, in a server of their own, and only where that is allowed."""
        plain: list[Snippet] = []
        networked: list[Snippet] = []
        for snippet in snippets:
            (networked if snippet.network and not snippet.skip else plain).append(snippet)
        self._runner.run(plain, done, stop)
        if networked and self._containment.allow_network:
            with Runner(level=self._runner.level, network=True, history=self._history) as other:
                other.run(networked, done, stop)
            return
        for snippet in networked:
            done(snippet, Outcome(Status.SKIPPED, detail="it asks for the network: allow it with --allow-network"))
