"""Where a snippet is executed: the server itself, or a branch of it that is further along."""

from __future__ import annotations

import socket
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from shortsgen.run import wire
from shortsgen.run.outside.channel import Channel
from shortsgen.run.snippet import Snippet

NEVER = float("inf")


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
    waiting: deque[Snippet] = field(default_factory=deque)


def branch_frame(number: int, modules: tuple[str, ...] = (), snippet: Snippet | None = None) -> wire.Frame:
    """What grows a branch: modules to import, or a snippet whose needs are to be executed."""
    frame: wire.Frame = {"do": "branch", "job": number, "modules": modules, "hidden": [], "files": []}
    if snippet is not None:
        hidden = [part(code.text, code.first_line) for code in snippet.hidden[: snippet.shared]]
        frame |= {"hidden": hidden, "code": part("", 1), "file": snippet.file}
        frame |= {"seed": snippet.options.seed, "memory": snippet.options.memory}
    return frame


def part(text: str, first_line: int) -> dict[str, Any]:
    """A piece of code as a server takes it."""
    return {"text": text, "first_line": first_line}


def grow(parent: Place, frame: wire.Frame, key: Any) -> Place:
    """Ask the server at `parent` for a branch."""
    ours, theirs = socket.socketpair()
    with theirs:
        parent.channel.send(frame, (theirs.fileno(),))
    return Place(Channel(ours), frame["job"], parent, key)
