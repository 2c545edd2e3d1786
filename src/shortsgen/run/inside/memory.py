"""The memory of a snippet together with all that it started: RLIMIT_AS bounds each process by itself only.

Linux only; elsewhere nothing is ever found. What processes share after a fork is counted in each of them, because
nobody may look at the pages of a process that gave up root; so this errs on the strict side.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from shortsgen.run.inside import sandbox

_INTERVAL = 0.3  # seconds between two looks

#: How many times the memory of one snippet all on a branch may take together: two for each core, and what each shares
#: with its branch is counted again. Each is bounded by the branch itself; this is for one that damaged that.
_CROWD = 4 * (os.cpu_count() or 1) + 1
_COUNTED = ("RssAnon:", "RssShmem:")  # files are shared with everybody, and can be read again


class Watch:
    """Over the jobs of a server that may take only so much. A single process counts too where it is to count `alone`,
    because RLIMIT_AS bounds none."""

    def __init__(self, alone: bool = False) -> None:
        self._alone = alone
        self._limits: dict[int, int] = {}  # pid -> MiB for it and all that it starts
        self._greedy: set[int] = set()  # pids that were killed for that
        self._next = 0.0  # when to look again

    @property
    def interval(self) -> float | None:
        """Seconds until somebody must look, if anybody must."""
        return _INTERVAL if self._limits else None

    def add(self, pid: int, limit: int) -> None:
        self._limits[pid] = limit

    def drop(self, pid: int) -> bool:
        """One has ended: whether it was killed for its memory."""
        self._limits.pop(pid, None)
        greedy = pid in self._greedy
        self._greedy.discard(pid)
        return greedy

    def clear(self) -> None:
        self._limits.clear()

    def look(self, growing: Mapping[int, object], orphans: Callable[[], list[int]]) -> None:
        """Where it is time, kill the jobs that take more memory than they may with all that they started, and what they
        disowned. Of branches, those that are true still grow."""
        if not self._limits or time.monotonic() < self._next:
            return
        for pid, limit in self._limits.items():
            crowd = 1 if pid not in growing or growing[pid] else _CROWD
            if taken([pid], self._alone) > limit * crowd:
                self._greedy.add(pid)
                sandbox.kill_group(pid)
        disowned = orphans()
        if taken(disowned, self._alone) > max(self._limits.values()):
            for pid in disowned:
                sandbox.kill_group(pid)
        self._next = time.monotonic() + _INTERVAL


def taken(leaders: Iterable[int], alone: bool = False) -> int:
    """MiB that these processes and all below them hold, each beyond what this process holds itself.

    A single process that is not counted `alone` is left to RLIMIT_AS: 0, and hardly any work.
    """
    family = _with_descendants(leaders)
    if len(family) < 2 and not alone:
        return 0
    own = _resident(os.getpid())
    return sum(max(0, _resident(pid) - own) for pid in family) // 1024


def _with_descendants(leaders: Iterable[int]) -> list[int]:
    family = list(leaders)
    for pid in family:  # which grows meanwhile
        family += _children(pid)
    return family


def _children(pid: int) -> list[int]:
    try:
        threads = os.listdir(f"/proc/{pid}/task")  # noqa: PTH208 - names, every third of a second
        found = [Path(f"/proc/{pid}/task/{thread}/children").read_text() for thread in threads]
    except OSError:  # it has ended
        return []
    return [int(child) for line in found for child in line.split()]


def _resident(pid: int) -> int:
    """KiB; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(_COUNTED))
