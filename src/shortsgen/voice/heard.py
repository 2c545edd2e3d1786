"""What is heard in a recording, and when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, in milliseconds of the sound."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A word by its place in the script, from 0; or, where `place` is None, speech that is not of the script."""

    place: int | None
    span: Span
