"""How fast frames are made, and how long the rest will take, in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

CALM, LIVELY = 10.0, 0.2  # seconds from one line in a log to the next, and of a bar


class Pace:
    """So many frames in all, of which `told` hears every now and then. Threads may share it."""

    def __init__(self, total: int, told: Callable[[str], None], every: float = CALM) -> None:
        self.done = 0
        self._total, self._told, self._every = total, told, every
        self._lock = Lock()
        self._began = self._last = time.monotonic()

    def add(self, count: int) -> None:
        """So many more are done."""
        with self._lock:
            self.done += count
            if time.monotonic() - self._last >= self._every:
                self._last = time.monotonic()
                self._told(f"{self._speed():.0f} frames a second, {self._left()}")

    def end(self) -> str:
        """What is said when all is done."""
        return f"filmed: {self.done} frames, {self._speed():.0f} a second"

    def _speed(self) -> float:
        return self.done / max(0.001, time.monotonic() - self._began)

    def _left(self) -> str:
        seconds = round((self._total - self.done) / max(0.001, self._speed()))
        return f"{seconds // 60}:{seconds % 60:02d} left"
