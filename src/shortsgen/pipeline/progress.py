"""What a command tells while it works. The command line draws it; another caller may do as it likes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Tick(Protocol):
    """Called for each step that is done, with its name."""

    def __call__(self, name: str) -> None: ...


class Progress(Protocol):
    """What listens."""

    def say(self, text: str) -> None:
        """A line about how it went."""
        ...

    def steps(self, what: str, total: int) -> AbstractContextManager[Tick]:
        """Work of `total` steps, 0 where there is none to tell of."""
        ...


class Frames(Protocol):
    """Who is told of frames: work on `total` of them, and then how many more are done, by several threads."""

    def __call__(self, total: int) -> AbstractContextManager[Callable[[int], None]]: ...


class _Silent:
    def say(self, text: str) -> None:
        pass

    def steps(self, what: str, total: int) -> AbstractContextManager[Tick]:  # noqa: ARG002 - as the protocol calls them
        return nullcontext(lambda name: None)  # noqa: ARG005 - likewise


SILENT: Progress = _Silent()  # for who does not want to hear of it
