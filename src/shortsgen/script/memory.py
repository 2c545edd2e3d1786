"""What a document said when it was imported, a digest for each key of each short: kept beside the script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from shortsgen.problems import InputError, Problem, Span

Memory = Mapping[str, Mapping[str, str]]  # by the id of a short, and by its key; "" stands for the day itself


def digest(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:16]


def dump(memory: Memory) -> str:
    return json.dumps(memory, indent=2, ensure_ascii=False) + "\n"


def load(text: str, file: str) -> Memory:
    """Raises InputError for what `dump` does not write."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(map(_is_short, found.values())):
        hint = "take it from your version control, or remove it: then all that differs is told"
        message = "expected what `import` keeps of a document, found something else"
        raise InputError([Problem("import-memory", message, Span(file, 1), hint)], {file: text})
    return found


def _is_short(keys: Any) -> bool:
    return isinstance(keys, dict) and all(isinstance(value, str) for value in keys.values())
