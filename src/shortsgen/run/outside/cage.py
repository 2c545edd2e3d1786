"""The bubblewrap of a server at `strict`: what it sees, and what it may ask of the kernel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shortsgen.run.outside import calls

FOLDER = "/tmp"  # of a server, as it sees it itself

_MIB = 1024 * 1024
_TMP = 4096 * _MIB  # of all snippets of a run together, in memory
_SHM = 1024 * _MIB  # DataLoader workers pass tensors through it
_LOOKED_UP = (
    "/etc/ld.so.cache",
    "/etc/fonts",  # without it, fontconfig complains into what matplotlib prints
    "/sys/kernel/mm/transparent_hugepage",  # without it, glibc gives the server no huge pages
)
_HIDDEN = ("/proc/keys", "/proc/key-users")  # they name keys of the user


@dataclass(frozen=True, slots=True)
class Cage:
    """How a server is started: the words before its command, its folder as it sees it itself, and the descriptors that
    go with the words."""

    prefix: tuple[str, ...]
    folder: str
    descriptors: tuple[int, ...] = ()


@contextmanager
def strict(network: bool = False) -> Iterator[Cage]:
    """The cage of one server, which is to be started in here."""
    with calls.filter_to_read() as descriptor:
        yield Cage(tuple(_bubblewrap(descriptor, network)), FOLDER, (descriptor,))


def _bubblewrap(calls_filter: int, network: bool) -> list[str]:
    """The words of bubblewrap.

    Started by root it keeps two capabilities until the server has become an ordinary user; /proc/sys and limits would
    not hold for root. The environment is that of the caller, which must be empty: --clearenv would leave it readable.
    """
    words = [_program(), "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"]
    words += ["--seccomp", str(calls_filter)]
    words += [] if network else ["--unshare-net"]
    words += ["--die-with-parent", "--new-session", "--hostname", "short", "--cap-drop", "ALL"]
    if os.getuid() == 0:
        words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        words += ["--unshare-user", "--disable-userns"] if _knows("--disable-userns") else ["--unshare-user"]
    words += [*_system(), "--proc", "/proc", "--dev", "/dev"]
    for path in filter(os.path.exists, _HIDDEN):
        words += ["--ro-bind", os.devnull, path]
    words += ["--perms", "1777", "--size", str(_SHM), "--tmpfs", "/dev/shm"]
    words += ["--perms", "1777", "--size", str(_TMP), "--tmpfs", "/tmp"]
    for path in _python():
        words += [*_parents(path), "--ro-bind", path, path]
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", FOLDER, "--"]
    return words


def _program() -> str:
    """Where it is for the user; the environment that it is started with tells of the system's own folders only."""
    if found := shutil.which("bwrap"):
        return found
    raise FileNotFoundError("bubblewrap is not there")


@lru_cache(maxsize=1)
def _knows(option: str) -> bool:
    done = subprocess.run([_program(), "--help"], capture_output=True, text=True, check=False)
    return option in done.stdout


def _system() -> list[str]:
    """The system's programs and libraries, and what these look up."""
    words = ["--ro-bind", "/usr", "/usr"]
    for path in _LOOKED_UP:
        words += [*_parents(path), "--ro-bind-try", path, path]
    for folder in map(Path, ("/bin", "/lib", "/lib32", "/lib64", "/sbin")):
        if folder.is_symlink():
            words += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            words += ["--ro-bind", str(folder), str(folder)]
    return words


def _python() -> list[str]:
    """What this Python imports from: its installation, its environment, and folders such as those of a checkout."""
    paths = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parents[1]}
    own = sys.path if sys.flags.safe_path else sys.path[1:]  # the first is where the program was started
    paths |= {Path(entry) for entry in own if entry and Path(entry).exists()}
    paths.add(Path(__file__).resolve().parents[3])  # this package, where it is run from a checkout
    private = (_home(), Path("/tmp"))  # what holds these would uncover the one, and make the other read-only
    paths = {path for path in paths if not any(one.is_relative_to(path) for one in private)}
    outermost = [path for path in paths if not any(other in path.parents for other in paths)]
    return sorted(str(path) for path in outermost if not path.is_relative_to("/usr"))


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # a user that the system does not know
        return Path("/tmp")


def _parents(path: str) -> list[str]:
    """The folders above a path, made so that an ordinary user can pass; by themselves they would be root's alone."""
    above = [str(parent) for parent in reversed(Path(path).parents) if str(parent) not in ("/", "/tmp")]
    return [word for parent in above for word in ("--perms", "0755", "--dir", parent)]
