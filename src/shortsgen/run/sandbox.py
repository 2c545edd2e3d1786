"""Limits for one snippet's process. Standard library only; called in the child before any code of the script."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_MIB = 1024 * 1024
_DESCRIPTORS = 512
_FILE = 1024 * _MIB  # the largest file a snippet may write: room for a checkpoint
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h

#: What a snippet sees as its environment; the home and the temporary folder are its working folder.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "module://shortsgen.run.figures",
}


def environment(folder: str) -> dict[str, str]:
    """The whole environment of a process whose home is `folder`."""
    return ENVIRONMENT | {"HOME": folder, "TMPDIR": folder, "MPLCONFIGDIR": folder}


def limit(memory: int) -> None:
    """Bound this process and all that it starts; `memory` is MiB beyond what is mapped now, which is torch itself."""
    if sys.platform == "linux":  # elsewhere RLIMIT_AS is not kept to, and nothing tells the mapped size
        mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        _set(resource.RLIMIT_AS, mapped + memory * _MIB)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, _FILE)
    _set(resource.RLIMIT_NOFILE, _DESCRIPTORS)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is an OSError with a line


def _set(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (bound, bound))


def die_with(parent: int) -> None:
    """End this process when `parent` ends, also where that was killed. Linux only; elsewhere its pipes break."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ended, so that a daemon that a snippet left can be found."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def orphans(known: set[int]) -> list[int]:
    """Children of this process that it did not start itself."""
    listing = Path(f"/proc/self/task/{os.getpid()}/children")
    try:
        return [pid for pid in map(int, listing.read_text().split()) if pid not in known]
    except OSError:
        return []


def threads() -> int:
    """How many threads this process has; 1 where the system does not tell."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - a count of names, thousands of times
    except OSError:
        return 1


def kill_group(leader: int) -> None:
    """Kill a process and all of its group, at once and for sure."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(leader, signal.SIGKILL)


def remove(folder: str) -> None:
    """Remove a working folder, whatever a snippet did to its permissions."""

    def unlock(_function: Callable[..., Any], path: str, _error: BaseException | Any) -> None:
        with contextlib.suppress(OSError):
            Path(path).parent.chmod(stat.S_IRWXU)
            if Path(path).is_dir() and not Path(path).is_symlink():
                Path(path).chmod(stat.S_IRWXU)
                shutil.rmtree(path, ignore_errors=True)
            else:
                Path(path).unlink()

    shutil.rmtree(folder, onerror=unlock)
