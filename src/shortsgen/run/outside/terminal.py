"""Bytes that a snippet wrote -> the text that a terminal would be left with, safe to show anywhere."""

from __future__ import annotations

import re

from shortsgen.text.visible import visible

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_RETURNS = re.compile(r"^[^\n]*\r(?=[^\r\n])", re.MULTILINE)


def shown(data: bytes) -> str:
    """Decode UTF-8 as a terminal would show it: a line that is written over keeps its last state, as progress bars
    expect; addresses, which differ in every run, are `0x…`; what cannot be shown is written out."""
    text = data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    text = _RETURNS.sub("", text).replace("\r", "")
    return _ADDRESS.sub("0x…", visible(text))
