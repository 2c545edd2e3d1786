"""What people take away."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Artifact:
    """A rendered file. `path` is relative to the folder of its short, or of its day, with slashes."""

    path: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Linked:
    """A file of the same build under another path too. Both are one file where the disk can have that, else two."""

    path: str
    target: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A rendered file that another program has written, too large to be held in memory. It is moved to `path`."""

    path: str
    file: Path
