"""What people take away."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Artifact:
    """A rendered file. `path` is relative to the folder of its short, or of its day, with slashes."""

    path: str
    data: bytes = field(repr=False)
