"""One process at a time writes the same: locks in the user's cache, named by what they lock.

They bind the processes of one user on one machine. A lock is of the system, so it ends with the process that holds it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from shortsgen.problems import bad_input
from shortsgen.store import cache


@contextlib.contextmanager
def locked(subject: Path, what: str, wait: float = 0) -> Iterator[None]:
    """Hold the lock of the file or folder `subject`, which people know as `what`.

    Raises InputError where another process still holds it after `wait` seconds.
    """
    from filelock import FileLock, Timeout  # only who writes waits for it

    with contextlib.ExitStack() as held:
        try:
            held.enter_context(FileLock(_place(subject), timeout=wait))
        except Timeout:
            busy = f"has been writing {what} for {wait:g} s" if wait else f"is writing {what}"
            raise bad_input(f"another shortsgen {busy}", "wait for it to end", code="locked") from None
        except OSError as error:
            hint = "name a folder that can be written in XDG_CACHE_HOME"
            raise bad_input(f"cannot write in {cache.base()}: {error.strerror}", hint, code="file") from error
        yield


def _place(subject: Path) -> Path:
    """The lock's file. It stays, since whoever removes it might remove that of the next one."""
    name = hashlib.sha256(os.path.normcase(os.path.realpath(subject)).encode("utf-8", "surrogateescape")).hexdigest()
    return _folder() / f"{name}.lock"


def _folder() -> Path:
    """In the cache; where that cannot be written, in a folder for temporary files that is the user's alone."""
    folder = cache.base() / "shortsgen" / "locks"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    user = getattr(os, "getuid", int)()
    other = Path(tempfile.gettempdir()) / f"shortsgen-locks-{user}"
    other.mkdir(mode=0o700, exist_ok=True)
    if sys.platform != "win32" and other.lstat().st_uid != user:  # a stranger's, who could lead us anywhere
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
    return other
