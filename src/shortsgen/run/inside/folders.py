"""The working folders of jobs: made, and removed beside the server's loop where there is much in them."""

from __future__ import annotations

import contextlib
import itertools
import os
from pathlib import Path

from shortsgen.run.frames import Task
from shortsgen.run.inside import sandbox

_FEW = 100  # files; to remove them takes less than to start a program
_REMOVE = 'exec 2>/dev/null; rm -rf -- "$0" || [ -L "$0" ] || { chmod -R u+rwx -- "$0"; rm -rf -- "$0"; }'


class Folders:
    """One for each job, below a `base`. Files of one that has ended are in nobody's way: a disk is full for all."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._aside = itertools.count()
        self.removing: set[int] = set()  # pids of what removes them

    def new(self, job: int, task: Task | None) -> str:
        """The folder of a job, with the files that its task may read. Raises OSError where they cannot be written, and
        leaves nothing of them."""
        folder = self._base / f"job-{job}"
        try:
            if os.path.lexists(folder):  # another snippet made it
                folder.rename(self._base / f"aside-{job}-{next(self._aside)}")
            folder.mkdir(mode=0o700, parents=True)
            for file in task.files if task else ():
                path = folder / file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.data)
        except OSError:
            self.remove(job)
            raise
        return str(folder)

    def remove(self, job: int) -> None:
        """Remove the folder of a job that has ended, whatever it made of it; or begin to."""
        folder = self._base / f"job-{job}"
        if _removed(folder) or not os.path.lexists(folder):
            return
        words = ["/bin/sh", "-c", _REMOVE, str(folder)]
        with contextlib.suppress(OSError):  # there are too many processes; it goes with the run
            self.removing.add(os.posix_spawn(words[0], words, sandbox.environment(str(self._base))))


def _removed(folder: Path) -> bool:
    """Remove a folder here and now, if it is one with a few files; or what stands in its place, never what a link
    points to."""
    with contextlib.suppress(OSError):
        if folder.is_symlink() or not folder.is_dir():
            folder.unlink()
            return True
        with os.scandir(folder) as entries:
            for entry in itertools.islice(entries, _FEW):
                os.unlink(entry.path)  # noqa: PTH108 - a hundred times as fast
        folder.rmdir()
        return True
    return False
