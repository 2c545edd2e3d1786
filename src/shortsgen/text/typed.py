"""Characters that a word processor puts in, and what is typed in code instead."""

from __future__ import annotations

import unicodedata

#: Quotes that are not straight, and the straight one of each.
QUOTES = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'")
_SIGNS = dict.fromkeys("‐‑‒–—−", "-") | {"×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!="}


def typed(character: str) -> str:
    """What is typed for a character; itself, or its plain form, where nothing better is known."""
    return QUOTES.get(character) or _SIGNS.get(character) or unicodedata.normalize("NFKC", character)
