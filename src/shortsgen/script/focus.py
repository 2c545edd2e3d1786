"""The lines of code to light up: `3`, `10-11` or `1, 4-6` -> numbers."""

from __future__ import annotations

import re

_RANGE = re.compile(r"\s*([0-9]{1,9})(?:\s*-\s*([0-9]{1,9}))?\s*\Z")


def parse(text: str, last: int) -> tuple[tuple[int, ...], str]:
    """The line numbers in order, and what is wrong with `text` for code of `last` lines, "" where nothing is."""
    lines: set[int] = set()
    for part in text.split(","):
        match = _RANGE.match(part)
        if match is None:
            return (), f"expected lines such as `3`, `10-11` or `1, 4-6`, found `{text}`"
        start, end = int(match[1]), int(match[2] or match[1])
        if end < start:
            return (), f"expected a range that goes up, found `{part.strip()}`"
        if start < 1 or end > last:
            return (), _outside(last, start if start < 1 else end)
        lines.update(range(start, end + 1))
    return tuple(sorted(lines)), ""


def _outside(last: int, line: int) -> str:
    if last == 0:
        return f"expected no focus, because the short has no code, found line {line}"
    return f"expected lines 1 to {last} of the code, found line {line}"
