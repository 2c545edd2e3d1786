"""Measuring programs in fresh processes, side by side: A B A B, so that what disturbs one disturbs the other."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

SHORTSGEN = (sys.executable, "-m", "shortsgen")
MORE_ROUNDS = 3  # times as many where a round takes a tenth of a second, and noise weighs more
_DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME", "PYTHONWARNINGS")
_NOTHING: Mapping[str, str] = {}

Measured = TypeVar("Measured")


@dataclass(frozen=True, slots=True)
class Spread:
    """What was measured, in the order of the rounds."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def low(self) -> float:
        return min(self.values)

    @property
    def high(self) -> float:
        return max(self.values)

    def over(self, base: Spread) -> Spread:
        """The ratio round by round; to the median of `base` where it had other rounds."""
        if len(self.values) != len(base.values):
            return Spread(tuple(value / base.median for value in self.values))
        return Spread(tuple(value / other for value, other in zip(self.values, base.values, strict=True)))


def environment() -> dict[str, str]:
    """That of a person who installed the program: byte code is kept, output is buffered."""
    return {name: value for name, value in os.environ.items() if name not in _DROPPED}


def timed(
    arguments: Sequence[str], folder: Path, more: Mapping[str, str] = _NOTHING, said: Path | None = None
) -> float:
    """Wall seconds of a command in `folder`, with `more` in its environment. What it tells of itself is `said` there.

    Raises RuntimeError, with what it complained of, where it fails: what failed early is not fast.
    """
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        code = subprocess.call(
            arguments,
            cwd=folder,
            env={**environment(), **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        seconds = time.perf_counter() - started
        if code:
            errors.seek(0)
            complaint = errors.read()[-2000:].decode("utf-8", "replace")
            raise RuntimeError(f"{' '.join(arguments[:5])} ended with {code}:\n{complaint}")
        if said:
            errors.seek(0)
            said.write_bytes(errors.read())
    return seconds


def side_by_side(programs: Mapping[str, Callable[[], Measured]], rounds: int) -> dict[str, list[Measured]]:
    """What each program gave, round after round, each round with all of them in order."""
    found: dict[str, list[Measured]] = {name: [] for name in programs}
    for number in range(1, rounds + 1):
        for name, program in programs.items():
            told(f"{name}, round {number} of {rounds}")
            found[name].append(program())
    return found


def spreads(programs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Spread]:
    return {name: Spread(tuple(values)) for name, values in side_by_side(programs, rounds).items()}


def told(what: str) -> None:
    """Progress, on stderr."""
    print(f"  {what}", file=sys.stderr, flush=True)
