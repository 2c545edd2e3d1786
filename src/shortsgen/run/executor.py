"""What gives outcomes for snippets: the runner with its processes, or a fake in tests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from shortsgen.problems import Problem, RunnerError
from shortsgen.run.outcome import Outcome
from shortsgen.run.snippet import Snippet

OnDone = Callable[[Snippet, Outcome], None]


class Executor(Protocol):
    """Used as a context: leaving it ends all that it started."""

    @property
    def environment(self) -> Mapping[str, Any]:
        """What the recording says of the machine."""
        ...

    @property
    def level(self) -> str:
        """How well snippets are contained, in one word."""
        ...

    def run(self, snippets: Iterable[Snippet], done: OnDone) -> None:
        """Call `done` with the outcome of each snippet, in the order in which they arrive."""
        ...


Machine = Callable[[], AbstractContextManager[Executor]]


def machine(level: str | None = None, allow_network: bool = False) -> AbstractContextManager[Executor]:
    """The real one, at the level of containment with this name or the best that holds.

    Imported only here, so that what executes nothing does not pay for it. Raises RunnerError where there is none.
    """
    if sys.platform == "win32":
        message = "snippets cannot be executed on Windows"
        hint = "use WSL 2, which is Linux; a day whose recording is complete is rendered here too"
        raise RunnerError([Problem("runner", message, hint=hint)])
    from shortsgen.run.outside.level import Level
    from shortsgen.run.outside.local import Containment, RealMachine

    return RealMachine(Containment(Level(level) if level else None, allow_network))
