"""What the kernel grants a process: limits, cores, and its turn on them.

Any process of the same user may change that of a server, and with it that of all snippets that the server starts later.
"""

from __future__ import annotations

import contextlib
import os
import resource
from dataclasses import dataclass

_LIMITS = sorted({getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")})
_LINUX = hasattr(os, "sched_setaffinity")  # elsewhere nobody can choose cores for another process


@dataclass(frozen=True, slots=True)
class Allowance:
    """What this process was granted at one time."""

    limits: tuple[tuple[int, int], ...]
    nice: int
    cores: frozenset[int]
    policy: int
    priority: int

    def restore(self) -> bool:
        """Have this process be granted the same again; whether it is."""
        now = allowance()
        if now != self:
            with contextlib.suppress(OSError, ValueError):  # only root can raise what was lowered for good
                self._set()
            now = allowance()
        return now == self

    def _set(self) -> None:
        for limit, values in zip(_LIMITS, self.limits, strict=True):
            if resource.getrlimit(limit) != values:
                resource.setrlimit(limit, values)
        if _LINUX:
            os.sched_setaffinity(0, self.cores)
            os.sched_setscheduler(0, self.policy, os.sched_param(self.priority))
        os.setpriority(os.PRIO_PROCESS, 0, self.nice)


def allowance() -> Allowance:
    """What this process is granted now."""
    return Allowance(
        tuple(map(resource.getrlimit, _LIMITS)),
        os.getpriority(os.PRIO_PROCESS, 0),
        frozenset(os.sched_getaffinity(0)) if _LINUX else frozenset(),
        os.sched_getscheduler(0) if _LINUX else 0,
        os.sched_getparam(0).sched_priority if _LINUX else 0,
    )
