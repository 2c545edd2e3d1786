"""Text of others, made safe to show anywhere.

An escape sequence or a bidirectional control must never reach a terminal, a caption, a slide or a page raw, so all
but line feed and tab are written out, as Python would write them in a string.
"""

from __future__ import annotations

import re
import unicodedata

_SPECIAL = re.compile(r"[^\t\n\x20-\x7e]")
_JOINERS = "\u200c\u200d"  # parts of emoji and of Persian and Indic words; they change no order


def visible(text: str) -> str:
    """`text` with controls, format characters, surrogates, and line and paragraph separators written out."""
    return _SPECIAL.sub(_escaped, text)


def visible_line(text: str) -> str:
    """The same in one line, so that a stranger's text cannot begin another."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def named(character: str) -> str:
    """A character that cannot be seen, or that looks like another one."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    category = unicodedata.category(character)
    if (category[0] == "C" and character not in _JOINERS) or category in ("Zl", "Zp"):
        return character.encode("unicode_escape").decode("ascii")
    return character
