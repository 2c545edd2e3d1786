"""Python values -> Typst literals. The only way by which a script's text gets into a Typst document."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any
from unicodedata import category

_PLAIN = re.compile(r"[^ !#-\[\]-~]")  # neither `"` nor `\`, nor anything that is not printable ASCII
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def typst_literal(value: Any) -> str:
    """`value` as Typst code that evaluates to the same: text, numbers, booleans, None, sequences and mappings."""
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{_PLAIN.sub(_escape, value)}"'
        case int():
            return f"({value})" if value < 0 else str(value)
        case float():
            return _number(value)
        case Mapping():
            items = (f"{typst_literal(str(key))}: {typst_literal(item)}" for key, item in value.items())
            return f"({', '.join(items) or ':'})"
        case tuple() | list():
            return f"({''.join(f'{typst_literal(item)}, ' for item in value)})"
    raise TypeError(f"{type(value).__name__} has no Typst literal")


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} has no Typst literal")
    return f"({value:f})"


def _escape(match: re.Match[str]) -> str:
    """A character by its number. What is no character, breaks a line or turns its order becomes the sign for that."""
    character = match[0]
    if character == "\n":
        return "\\n"
    unfit = category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _TURNING
    return f"\\u{{{0xFFFD if unfit else ord(character):x}}}"
