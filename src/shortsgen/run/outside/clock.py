"""The time by which snippets are judged: only that in which the program looks at them."""

from __future__ import annotations

import time

#: Seconds between two looks, at most, that are none of the program's own doing.
LOOK = 0.25
_LONGEST = 2 * LOOK


class Clock:
    """Seconds, without the rest of a gap that is longer than one between two looks: the program was stopped (Ctrl-Z),
    or did something else, and could take nothing of what a snippet told meanwhile."""

    def __init__(self) -> None:
        self._seen = time.monotonic()
        self._missed = 0.0

    def now(self) -> float:
        seen = time.monotonic()
        self._missed += max(0.0, seen - self._seen - _LONGEST)
        self._seen = seen
        return seen - self._missed
