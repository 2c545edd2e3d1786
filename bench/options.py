"""What a person may choose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`runs` is how many rounds are measured; `quick` leaves out what takes minutes."""

    runs: int = 5
    quick: bool = False
