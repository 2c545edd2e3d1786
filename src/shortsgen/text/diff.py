"""Two states of a text as a patch."""

from __future__ import annotations

import re
from difflib import unified_diff

_NO_END = "\\ No newline at end of file"


def unified(before: str, after: str, file: str) -> str:
    """As `patch` and reviewers read it; "" where nothing changes."""
    lines = unified_diff(_lines(before), _lines(after), f"a/{file}", f"b/{file}")
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
