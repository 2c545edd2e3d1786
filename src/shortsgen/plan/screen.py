"""What of an outcome is on screen, as text that is safe in any file."""

from __future__ import annotations

import re
import unicodedata

from shortsgen.plan.fit import expand
from shortsgen.plan.layout import printed
from shortsgen.run.outcome import Outcome

_JOINERS = "\u200c\u200d"  # parts of emoji and of Persian and Indic words; they change no order
_SPECIAL = re.compile(r"[^\n\t\x20-\x7e]")


def shown(outcome: Outcome) -> str:
    """What an output slide prints, safe for any file: one line a line, tabs as spaces; "" where there is nothing."""
    text = printed(outcome).text
    return expand(visible(text)) if text.strip() else ""


def visible(text: str) -> str:
    """`text` with control characters, line and paragraph separators and the like written out, as a string of Python
    would; a recording or a script may hold them, and no caption or prompter may."""
    return _SPECIAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    category = unicodedata.category(character)
    if (category[0] == "C" and character not in _JOINERS) or category in ("Zl", "Zp"):
        return character.encode("unicode_escape").decode("ascii")
    return character
