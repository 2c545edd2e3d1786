"""What runner, server and children tell each other: a record for each thing that can be said, and nothing else can.

Standard library only: a server and its children must start fast.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of code, and the name of a file that it is said to be in. No two parts of a task have the same."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class File:
    """What a snippet may read: a path in its working folder."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Task:
    """What is executed: the `hidden` parts unseen and in order, then `code`."""

    hidden: tuple[Part, ...]
    shared: int  # how many of the hidden a branch may have executed already
    code: Part
    files: tuple[File, ...]
    echo: bool
    seed: int
    memory: int  # MiB
    look: str  # of the slides that its figures are for

    @property
    def names(self) -> frozenset[str]:
        """What its parts are called."""
        return frozenset(part.name for part in (*self.hidden, self.code))


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task with where it is executed, and how well that is contained, in the word of its level.

    `plain` says that its server was not asked for torch, since nothing seemed to need it; `cuda` that there is a card,
    so that it has a Python of its own.
    """

    task: Task
    folder: str
    level: str
    plain: bool
    cuda: bool


@dataclass(frozen=True, slots=True)
class Spawn:
    """All that a child is told which was not forked."""

    assignment: Assignment
    parent: int


# ---- Runner to server


@dataclass(frozen=True, slots=True)
class Start:
    """Start a child. With it go descriptors: to write the output to, and the report."""

    job: int
    task: Task


@dataclass(frozen=True, slots=True)
class Branch:
    """Fork a server that imports `modules`, and executes the hidden parts of a task. With it goes its socket."""

    job: int
    modules: tuple[str, ...]
    task: Task | None


@dataclass(frozen=True, slots=True)
class Preload:
    """Import these."""

    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kill:
    """End a child, or a branch."""

    job: int


Command = Start | Branch | Preload | Kill

# ---- Server to runner


@dataclass(frozen=True, slots=True)
class Environment:
    """What a recording says of the machine. Nothing of torch where that was not imported."""

    python: str
    torch: str | None
    platform: str
    threads: int | None
    cpu: str | None
    device: str | None


@dataclass(frozen=True, slots=True)
class Ready:
    """A server can execute. `threads` is how many it has itself."""

    environment: Environment
    threads: int


@dataclass(frozen=True, slots=True)
class Grown:
    """A branch can execute, after so many seconds. Of the `modules` that it was to import, these are there, and told
    nothing meanwhile."""

    seconds: float
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a server, or a branch, can execute nothing."""

    why: str


@dataclass(frozen=True, slots=True)
class Held:
    """A child is started only when files of others are gone."""

    job: int


@dataclass(frozen=True, slots=True)
class Started:
    """A child runs."""

    job: int
    pid: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A child is gone. Its exit code is negative for a signal; `greedy` if it was killed for its memory."""

    job: int
    code: int
    greedy: bool


@dataclass(frozen=True, slots=True)
class Importing:
    """A child, or a branch, begins to import a part of torch that its server does not have, or torch at all."""

    module: str


Event = Ready | Grown | Unfit | Held | Started | Ended | Importing

# ---- Child to runner


@dataclass(frozen=True, slots=True)
class Error:
    """An exception. Line and column count from 1 in the part of this name; "" and zeros where none took part."""

    type: str
    message: str
    part: str
    line: int
    column: int
    traceback: str


@dataclass(frozen=True, slots=True)
class Passed:
    """It came to its end. Code that holds no statement was not `executed`."""

    executed: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception ended it. `exhausted` where that says that there was no more memory."""

    error: Error
    exhausted: bool


@dataclass(frozen=True, slots=True)
class Exited:
    """`sys.exit` ended it, with this argument."""

    argument: str


@dataclass(frozen=True, slots=True)
class Began:
    """A child that was not forked has imported torch, and begins with its task."""


@dataclass(frozen=True, slots=True)
class Report:
    """The last word of a child. `figures` are PNG files."""

    end: Passed | Raised | Exited
    seconds: float
    figures: tuple[bytes, ...]


Word = Began | Importing | Report

# ---- Who looks for a card, to the program


@dataclass(frozen=True, slots=True)
class Named:
    """What a card and its driver are called."""

    card: str
    driver: str


@dataclass(frozen=True, slots=True)
class Nameless:
    """Why no card answers."""

    why: str


Answer = Named | Nameless
