"""The memory of a snippet together with all that it started: RLIMIT_AS bounds each process by itself only.

Linux only; elsewhere nothing is ever found. What processes share after a fork is counted in each of them, because
nobody may look at the pages of a process that gave up root; so this errs on the strict side.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

INTERVAL = 0.3  # seconds between two looks

#: How many times the memory of one snippet all on a branch may take together: two for each core, and what each shares
#: with its branch is counted again. Each is bounded by the branch itself; this is for one that damaged that.
CROWD = 4 * (os.cpu_count() or 1) + 1
_COUNTED = ("RssAnon:", "RssShmem:")  # files are shared with everybody, and can be read again


def taken(leaders: Iterable[int]) -> int:
    """MiB that these processes and all below them hold, each beyond what this process holds itself.

    A single process is left to RLIMIT_AS: 0, and hardly any work.
    """
    family = _with_descendants(leaders)
    if len(family) < 2:
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
