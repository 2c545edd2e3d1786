"""Bytes that a snippet wrote -> text that is safe to show anywhere.

What is printed is data: an escape sequence or a bidirectional control must never reach a terminal, a caption or a
slide raw, so all but line feed and tab are written out, as Python would write them in a string.
"""

from __future__ import annotations

import re
import unicodedata

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_RETURNS = re.compile(r"^[^\n]*\r(?=[^\r\n])", re.MULTILINE)
_SPECIAL = re.compile(r"[^\t\n\x20-\x7e]")


def shown(data: bytes) -> str:
    """Decode UTF-8 as a terminal would show it: a line that is written over keeps its last state, as progress bars
    expect; addresses, which differ in every run, are `0x…`; bytes and characters that cannot be shown are escaped."""
    text = data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    text = _RETURNS.sub("", text).replace("\r", "")
    return _ADDRESS.sub("0x…", _SPECIAL.sub(_escape, text))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    category = unicodedata.category(character)
    # controls, formats (bidi among them), surrogates, private, unassigned; line and paragraph separators
    if (category[0] == "C" and character not in _JOINERS) or category in ("Zl", "Zp"):
        return character.encode("unicode_escape").decode("ascii")
    return character


_JOINERS = "\u200c\u200d"  # parts of emoji and of Persian and Indic words; they change no order
