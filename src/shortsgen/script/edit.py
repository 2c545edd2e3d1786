"""Edits of a script's text that keep its comments and its layout. A short is meant by its number, from 1.

Each gives the whole text. It raises InputError where a script is written so that no edit is sure to keep all else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shortsgen.script.dump import short_data
from shortsgen.script.model import Short
from shortsgen.text import splice
from shortsgen.text.source import Path, Source

ORDER = (
    *("id", "title", "hook", "requires", "files", "needs", "setup", "raises", "traceback", "echo", "skip", "view"),
    *("varies", "talk_track", "code", "listings", "output", "mistake"),
)
"""As `dump` writes them; a new key stands behind those before it."""


def set_key(text: str, number: int, key: str, value: Any) -> str:
    """Give a key of a short its value, as YAML has it. `mistake.text` is a key in the mapping of another one."""
    return splice.put(text, _path(number, key), value, ORDER)


def add_items(text: str, number: int, key: str, items: Sequence[str]) -> str:
    """Add to a list of a short what is not in it."""
    source = Source(text.removeprefix("\ufeff"))
    short = source.at(("shorts", number - 1))
    if key not in short.value:
        return set_key(text, number, key, [*items])
    there = [item.value for item in short.value[key].value]
    new = [item for item in items if item not in there]
    return splice.insert(text, _path(number, key), len(there), new) if new else text


def insert_shorts(text: str, after: int, shorts: Sequence[Short]) -> str:
    """Put shorts behind the one of the number `after`, or before all where it is 0. Their options are those of the
    day."""
    return splice.insert(text, ("shorts",), after, [short_data(short, {}) for short in shorts], apart=True)


def remark(text: str, number: int, key: str, comment: str) -> str:
    """Put a comment above the line in which a key of a short stands."""
    return splice.remark(text, _path(number, key), comment)


def _path(number: int, key: str) -> Path:
    return ("shorts", number - 1, *key.split("."))
