"""The bubblewrap of a server at `strict`: what it sees, and what it may ask of the kernel."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from shortsgen.run.outside import calls
from shortsgen.run.outside.card import Card
from shortsgen.run.outside.sight import sight

FOLDER = "/tmp"  # of a server, as it sees it itself

_MIB = 1024 * 1024
_TMP = 4096 * _MIB  # of all snippets of a run together, in memory
_SHM = 1024 * _MIB  # DataLoader workers pass tensors through it
_FIRST = "/proc/1"  # bubblewrap's own process; where no root starts it, snippets could write into its memory
_HIDDEN = ("/proc/keys", "/proc/key-users")  # they name keys of the user


@dataclass(frozen=True, slots=True)
class Cage:
    """How a server is started: the words before its command, its folder as it sees it itself, and the descriptors that
    go with the words."""

    prefix: tuple[str, ...]
    folder: str
    descriptors: tuple[int, ...] = ()


@contextmanager
def strict(network: bool = False, card: Card | None = None) -> Iterator[Cage]:
    """The cage of one server, which is to be started in here."""
    with calls.filter_to_read() as descriptor:
        yield Cage(tuple(_bubblewrap(descriptor, network, card)), FOLDER, (descriptor,))


def _bubblewrap(calls_filter: int, network: bool, card: Card | None) -> list[str]:
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
    words += ["--proc", "/proc", "--perms", "0555", "--tmpfs", _FIRST, "--remount-ro", _FIRST, "--dev", "/dev"]
    for path in filter(os.path.exists, _HIDDEN):
        words += ["--ro-bind", os.devnull, path]
    words += ["--perms", "1777", "--size", str(_SHM), "--tmpfs", "/dev/shm"]
    words += ["--perms", "1777", "--size", str(_TMP), "--tmpfs", "/tmp"]
    words += [*sight(network, cuda=card is not None).words()]
    for file in card.files if card else ():
        words += ["--dev-bind", str(file), f"/dev/{file.name}"]
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
