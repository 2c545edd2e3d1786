"""The folder of a server. Its lock lives as long as the runner, so what a runner that was killed has left is known by
the lock that nobody holds, and removed by the next one.
"""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from shortsgen.problems import Problem, RunnerError
from shortsgen.run.inside import sandbox

_PREFIX = "shortsgen-run-"
_NAME = re.compile(rf"{_PREFIX}[a-z0-9_]{{8}}")  # as `mkdtemp` makes them


class OwnFolder:
    """A new folder for temporary files, which is nobody else's. Raises RunnerError."""

    def __init__(self) -> None:
        _sweep()
        try:
            self.path, self._lock = _made()
        except OSError as error:
            raise cannot_write(error.strerror or "") from error

    def remove(self) -> None:
        """It and all that is in it."""
        sandbox.remove(str(self.path))
        os.close(self._lock)


def cannot_write(why: str) -> RunnerError:
    """The error when there is no room for what snippets work on."""
    message = f"snippets cannot be executed: cannot write in {tempfile.gettempdir()}: {why}"
    return RunnerError([Problem("runner", message, hint="make room there, or have TMPDIR name another folder")])


def _made() -> tuple[Path, int]:
    """A folder, and the descriptor that holds its lock."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with suppress(FileNotFoundError):  # another runner took it for abandoned before it was locked
            lock = _opened(path)
            with suppress(OSError):  # some disks lock nothing: then nobody can have its lock, and it is never swept
                fcntl.flock(lock, fcntl.LOCK_EX)
            if path.exists():
                return path, lock
            os.close(lock)


def _sweep() -> None:
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).iterdir():
            if _NAME.fullmatch(path.name):
                _remove_abandoned(path)


def _remove_abandoned(path: Path) -> None:
    with suppress(OSError):
        lock = _opened(path)
        try:
            if os.fstat(lock).st_uid == os.getuid():
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                sandbox.remove(str(path))
        finally:
            os.close(lock)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
