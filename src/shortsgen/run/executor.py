"""What gives outcomes for snippets: the runner with its processes, or a fake in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from shortsgen.run.outcome import Outcome
from shortsgen.run.snippet import Snippet

OnDone = Callable[[Snippet, Outcome], None]
Stop = Callable[[], bool]  # whether nobody wants it any more


class Stopped(Exception):  # noqa: N818 - no error: something newer came, and what is done already stays
    """Work was given up halfway because it was stopped."""


def never() -> bool:
    return False


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

    def expect(self, snippets: Iterable[Snippet]) -> None:
        """Begin to make ready for these, without waiting for it."""
        ...

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        """Call `done` with the outcome of each snippet, in the order in which they arrive.

        Raises Stopped soon after `stop` says so; what ran is ended then, and the executor as good as before.
        """
        ...


Machine = Callable[[], AbstractContextManager[Executor]]
