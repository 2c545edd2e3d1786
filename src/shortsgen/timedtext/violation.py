"""One place at which a file breaks a rule of its format."""

from __future__ import annotations

from dataclasses import dataclass

_EXCERPT = 30  # characters of what was found that are shown


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Line and column count from 1; `rule` is the name of the rule in `docs/reference/captions.md`."""

    line: int
    column: int
    rule: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: expected {self.expected}, found {self.found}"


def excerpt(text: str, start: int = 0) -> str:
    """How what is found at `start` of a line is shown."""
    rest = text[start:]
    if not rest:
        return "the end of the line"
    return f"`{rest}`" if len(rest) <= _EXCERPT else f"`{rest[: _EXCERPT - 1]}…`"
