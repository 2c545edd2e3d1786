"""How well snippets are contained: the levels, which of them this machine can give, and why not more.

strict   the server and all snippets in bubblewrap: ordinary user, no network, read-only system, private /tmp
basic    limits, an empty environment, process groups that are killed whole; the files of the user are in reach
none     as basic, without limits; only when it is asked for by name
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

_MIB = 1024 * 1024
_TMP = 4096 * _MIB  # of all snippets of a run together, in memory
_SHM = 1024 * _MIB  # DataLoader workers pass tensors through it
_LOOKED_UP = (
    "/etc/ld.so.cache",
    "/etc/fonts",  # without it, fontconfig complains into what matplotlib prints
    "/sys/kernel/mm/transparent_hugepage",  # without it, glibc gives the server no huge pages
)
_PROBE = 20.0  # seconds


class Level(StrEnum):
    STRICT = "strict"
    BASIC = "basic"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cage:
    """How a server is started: the words before its command, and its folder as it sees it itself."""

    prefix: tuple[str, ...]
    folder: str


def missing() -> str:
    """What `strict` needs and this machine plainly lacks; "" where only trying can tell."""
    if sys.platform != "linux":
        return "bubblewrap exists on Linux only"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (apt install bubblewrap)"
    return ""


@lru_cache(maxsize=1)
def why_not_strict() -> str:
    """Why this machine cannot give `strict`, found out by trying; "" where it can."""
    if reason := missing():
        return reason
    probe = "from shortsgen.run.inside.sandbox import become_ordinary; become_ordinary(); import decimal"
    command = [*strict("/tmp").prefix, sys.executable, "-P", "-c", probe]
    try:
        done = subprocess.run(command, env={}, capture_output=True, text=True, timeout=_PROBE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not work here: {error}"
    lines = done.stderr.strip().splitlines()
    return f"bubblewrap does not work here: {lines[-1] if lines else done.returncode}" if done.returncode else ""


def cage(level: Level, folder: str, network: bool = False) -> Cage:
    """How a server of that level is started, which has `folder` for itself."""
    return strict("/tmp", network) if level is Level.STRICT else Cage((), folder)


def strict(folder: str, network: bool = False) -> Cage:
    """The bubblewrap of a server whose folder is `folder`.

    Started by root it keeps two capabilities until the server has become an ordinary user; /proc/sys and limits would
    not hold for root. The environment is that of the caller, which must be empty: --clearenv would leave it readable.
    """
    words = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"]
    words += [] if network else ["--unshare-net"]
    words += ["--die-with-parent", "--new-session", "--hostname", "short", "--cap-drop", "ALL"]
    if os.getuid() == 0:
        words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        words += ["--unshare-user", "--disable-userns"] if _knows("--disable-userns") else ["--unshare-user"]
    words += [*_system(), "--proc", "/proc", "--dev", "/dev"]
    words += ["--perms", "1777", "--size", str(_SHM), "--tmpfs", "/dev/shm"]
    words += ["--perms", "1777", "--size", str(_TMP), "--tmpfs", "/tmp"]
    for path in _python():
        words += [*_parents(path), "--ro-bind", path, path]
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", folder, "--"]
    return Cage(tuple(words), folder)


@lru_cache(maxsize=1)
def _knows(option: str) -> bool:
    done = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False)
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
