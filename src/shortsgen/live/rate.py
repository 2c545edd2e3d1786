"""How often somebody may send something."""

from __future__ import annotations

import time
from collections.abc import Callable

_REMEMBERED = 256  # addresses; of more the oldest is forgotten


class Rate:
    """So many at once, and so many a second after that, for each address."""

    def __init__(self, burst: int = 20, a_second: int = 10, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._a_second, self._clock = burst, a_second, clock
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, address: str) -> bool:
        """Whether one more is allowed now; it counts."""
        now = self._clock()
        left, since = self._left.pop(address, (float(self._burst), now))
        left = min(self._burst, left + (now - since) * self._a_second)
        self._left[address] = (max(0.0, left - 1), now)
        if len(self._left) > _REMEMBERED:
            del self._left[next(iter(self._left))]
        return left >= 1
