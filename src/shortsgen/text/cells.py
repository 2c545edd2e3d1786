"""How text stands in the cells of a terminal or of a window with code."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

TAB = 4  # cells


def expand(text: str) -> str:
    """`text` as it is set: tabs as spaces, no blank lines at the end."""
    lines = text.expandtabs(TAB).split("\n")
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def cells(text: str) -> int:
    """How many narrow characters wide `text` is set."""
    return len(text) if text.isascii() else sum(map(cell, text))


@lru_cache(maxsize=4096)
def cell(character: str) -> int:
    """0, 1 or 2."""
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
