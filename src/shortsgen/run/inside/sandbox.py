"""Limits for one snippet's process. Standard library only; called in the child before any code of the script."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

_MIB = 1024 * 1024
_DESCRIPTORS = 512
_PROCESSES = 256  # and threads, of all snippets together: room for DataLoader workers, none for a fork bomb
_FILE = 1024 * _MIB  # the largest file a snippet may write: room for a checkpoint
_ROUNDS = 50
_DOUBTS, _EXEC = 10, 0.01  # looks at processes without an environment, and the seconds between: most become programs
_NOBODY = 65534
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 1, 4, 36  # linux/prctl.h

#: The C library of this process; opened once, before the forks.
LIBC = ctypes.CDLL(None)

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
    "MPLBACKEND": "module://shortsgen.run.inside.figures",
    "CUDA_VISIBLE_DEVICES": "",
}

#: What a snippet sees instead that asks for a card: the first one, counted as the files of its driver are.
CUDA_ENVIRONMENT = {"CUDA_VISIBLE_DEVICES": "0", "CUDA_DEVICE_ORDER": "PCI_BUS_ID"}

#: What only the server has: all its memory in huge pages. A fork copies the table of the pages, so this halves what a
#: snippet costs (measured: 21 ms of processor time without, 10 ms with). Other C libraries pay no attention to it.
SERVER_ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1", "PYTHONMALLOC": "malloc"}

#: The variables that name the working folder.
FOLDERS = ("HOME", "TMPDIR", "MPLCONFIGDIR")

_IMPORTS = ("PYTHONPATH", "PYTHONUSERBASE", "PYTHONHOME")


def environment(folder: str, told: Mapping[str, str] = os.environ, cuda: bool = False) -> dict[str, str]:
    """The whole environment of a process whose home is `folder`. Python imports from where it was `told` to."""
    imports = {name: told[name] for name in _IMPORTS if name in told}
    device = CUDA_ENVIRONMENT if cuda else {}
    return ENVIRONMENT | device | dict.fromkeys(FOLDERS, folder) | imports


def limit(memory: int, processes: bool, mapped: bool = True) -> None:
    """Bound this process and all that it starts; `memory` is MiB beyond what is mapped now, which is torch itself.

    `processes` bounds their number too; that holds only for a user who has no others. What is `mapped` cannot be
    bounded under CUDA, which reserves addresses for all memory of the machine and its cards.
    """
    if mapped and sys.platform == "linux":  # elsewhere RLIMIT_AS is not kept to, and nothing tells the mapped size
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        _set(resource.RLIMIT_AS, size + memory * _MIB)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, _FILE)
    _set(resource.RLIMIT_NOFILE, _DESCRIPTORS)
    if processes:
        _set(resource.RLIMIT_NPROC, _PROCESSES)
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


def become_ordinary() -> None:
    """Give up root, for good; nothing where this process never was root."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def conceal() -> None:
    """Let no process of the same user look at the memory or the descriptors of this one and its forks."""
    _prctl(_PR_SET_DUMPABLE, 0)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        LIBC.prctl(option, value, 0, 0, 0)


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


def kill_strays(folder: str) -> None:
    """Kill all that has `folder` in its environment: what a snippet disowned before it killed the server."""
    doubts = 0
    for _ in range(_ROUNDS):  # one that is being killed may just have started another
        environments = dict(_environments())
        found = [pid for pid, text in environments.items() if folder.encode() in text]
        for pid in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if not found:
            doubts += 1
            if doubts > _DOUBTS or all(environments.values()):
                return
            time.sleep(_EXEC)


def _environments() -> Iterator[tuple[int, bytes]]:
    """Of all processes that may be looked at. One that is just becoming another program has none for a moment."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended, is another user's, or one of the kernel without a program
            (process / "exe").readlink()
            yield int(process.name), (process / "environ").read_bytes()


def remove(folder: str) -> None:
    """Remove a working folder, whatever a snippet made of it; nothing where it is gone."""
    with contextlib.suppress(OSError, RecursionError):
        shutil.rmtree(folder)
    if os.path.lexists(folder):  # locked, nested too deeply for Python, or no folder
        unlock = [] if Path(folder).is_symlink() else [["chmod", "-R", "u+rwx"]]  # which would follow it
        for command in (*unlock, ["rm", "-rf"]):
            with contextlib.suppress(OSError):
                subprocess.run([*command, "--", folder], stderr=subprocess.DEVNULL, check=False)
