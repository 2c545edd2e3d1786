"""Where a snippet is executed: the server itself, or a branch of it that is further along."""

from __future__ import annotations

import socket
from collections import deque
from dataclasses import dataclass, field, replace
from typing import Any

from shortsgen.run.frames import Branch, File, Part, Task
from shortsgen.run.history import is_late
from shortsgen.run.outside.channel import Channel
from shortsgen.run.snippet import Snippet

NEVER = float("inf")
_MOST = 16  # late imports that one tells of


@dataclass(eq=False, slots=True)
class Place:
    """A server, or a branch that grows, and what waits for it.

    `number` is that of the job at the server which it grows from; the server itself has 0.
    """

    channel: Channel
    number: int = 0
    parent: Place | None = None
    key: Any = None
    ready: bool = False
    deadline: float = NEVER  # by when it must be ready
    announced: int = 0  # how many late imports it told of
    waiting: deque[Snippet] = field(default_factory=deque)

    def imports(self, module: str) -> bool:
        """It tells that it begins to import `module`: whether it can mean that, while it grows."""
        self.announced += 1
        return is_late(module) and not self.ready and self.announced <= _MOST

    @property
    def left(self) -> bool:
        """Whether nobody listens to it any more."""
        return self.channel.fileno() < 0


def task_of(snippet: Snippet) -> Task:
    """A snippet as a server takes it."""
    *hidden, shown = (Part(code.text, name) for name, code in snippet.parts.items())
    return Task(
        hidden=tuple(hidden),
        shared=snippet.shared,
        code=shown,
        files=tuple(File(path, data) for path, data in snippet.files),
        echo=snippet.short.echo,
        seed=snippet.options.seed,
        memory=snippet.options.memory,
        look=snippet.look,
    )


def shared_task(snippet: Snippet) -> Task:
    """What a snippet shares with others, as a branch takes it."""
    task = task_of(snippet)
    return replace(task, hidden=task.hidden[: task.shared], code=Part("", ""))


def grow(parent: Place, command: Branch, key: Any) -> Place:
    """Ask the server at `parent` for a branch."""
    ours, theirs = socket.socketpair()
    with theirs:
        parent.channel.send(command, (theirs.fileno(),))
    return Place(Channel(ours), command.job, parent, key)
