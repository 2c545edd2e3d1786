"""How many things can be done at once."""

from __future__ import annotations

import os


def cores() -> int:
    """The cores that this process may use, which in a container or under `taskset` are fewer than the machine has."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
