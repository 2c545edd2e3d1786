"""What was made once, kept by the key of what it was made from, and shared by all builds and processes of a user.

A blob is a file that is called by its key and by the hash of its content, so what a crash left of one is never taken
for whole. Nothing here is ever an error: what cannot be kept is made again. What is unused the longest goes first; what
somebody holds stays.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from shortsgen.problems import InputError
from shortsgen.store import cache, files

MOST = 2**30  # bytes
_ROOM = 0.9  # of MOST, what is left when some had to go, so that not every put makes room
_HOUR = 3600.0  # seconds, after which a writer that has not finished is gone


class Blobs:
    """The blobs in a folder. Threads and processes may share it."""

    def __init__(self, folder: Path | None = None, most: int = MOST) -> None:
        self.folder = folder or cache.base() / "shortsgen" / "blobs"
        self._most = most
        self._grown = False

    def get(self, key: str) -> bytes | None:
        """What was put under `key`; None where it is not there any more."""
        for path in self._of(key):
            with contextlib.suppress(OSError):
                data = path.read_bytes()
                if _name(key, data) == path.name:
                    _use(path)
                    return data
                _let_go(path)
        return None

    def has(self, key: str) -> bool:
        """Whether something is there under `key`, which is used by that; whether it is whole, only `get` tells."""
        found = self._of(key)
        for path in found:
            _use(path)
        return bool(found)

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, if that is possible. No writer replaces what is there, which somebody may hold."""
        with contextlib.suppress(InputError, OSError):
            self._grown |= files.add(self._place(key) / _name(key, data), data)

    @contextlib.contextmanager
    def held(self, key: str) -> Iterator[Path | None]:
        """The file of a blob, which stays as long as this lasts; None where there is none."""
        with contextlib.ExitStack() as stack:
            yield next((path for path in self._of(key) if _hold(stack, key, path)), None)

    def trim(self) -> None:
        """Where something was put: let go what is unused the longest, until the rest is small enough."""
        if not self._grown:
            return
        self._grown = False
        found = sorted(self._all())
        total = sum(size for _, size, _ in found)
        goal = total if total <= self._most else self._most * _ROOM
        for _, size, path in found:
            if total <= goal:
                break
            if _let_go(path):
                total -= size

    def _place(self, key: str) -> Path:
        return self.folder / key[:2]

    def _of(self, key: str) -> list[Path]:
        with contextlib.suppress(OSError), os.scandir(self._place(key)) as found:
            return [Path(one.path) for one in found if one.name.startswith(f"{key}-")]
        return []

    def _all(self) -> Iterator[tuple[float, int, Path]]:
        """When each was last used, its bytes, its file; and what writers that were killed have left is removed."""
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                found = path.stat()
                if not path.name.startswith("."):
                    yield found.st_mtime, found.st_size, path
                elif found.st_mtime < time.time() - _HOUR:
                    path.unlink()


def _name(key: str, data: bytes) -> str:
    return f"{key}-{sha256(data).hexdigest()}"


def _hold(stack: contextlib.ExitStack, key: str, path: Path) -> bool:
    with contextlib.suppress(OSError):
        file = stack.enter_context(path.open("rb"))
        if _locked(file, shared=True) and _is_at(path, file) and _name(key, file.read()) == path.name:
            _use(path)
            return True
    return False


def _let_go(path: Path) -> bool:
    """Remove a blob that nobody holds; whether it is gone."""
    with contextlib.suppress(OSError):
        with path.open("rb") as file:
            free = _locked(file, shared=False) and _is_at(path, file)
            if free and sys.platform != "win32":  # there, nobody removes what is open
                path.unlink()
        if free and sys.platform == "win32":
            path.unlink()
        return free
    return False


def _is_at(path: Path, file: BinaryIO) -> bool:
    """Whether an open file is the one that is there now: another may have come in its place before it was locked."""
    return os.path.samestat(os.fstat(file.fileno()), path.stat())


def _use(path: Path) -> None:
    """Unlike `touch`, it makes no file where another process has just let go of it."""
    with contextlib.suppress(OSError):
        os.utime(path)


def _locked(file: BinaryIO, shared: bool) -> bool:
    """Whether the lock of a blob could be had, until its file is closed. On Windows to have it open is the lock."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
