"""Numbers of lines as people write them."""

from __future__ import annotations

from collections.abc import Iterable


def ranges(numbers: Iterable[int]) -> str:
    """The shortest way to write numbers that are in order: `3, 10-11`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(start) if start == end else f"{start}-{end}" for start, end in found)
