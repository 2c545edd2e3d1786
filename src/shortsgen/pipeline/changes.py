"""Files that are watched, and whether one of them is another by now.

The system's events only say when to look; what is compared are the files themselves. So a look now and then, without
any event, finds what events miss: network drives have none, and a folder that is replaced sends no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from shortsgen.render.look import Stamp, stamp

_STEP = 10  # ms without another event after which a save is over
_LONGEST = 50  # ms after which it is looked at anyway
_LOOK = 1_000  # ms between two looks without events
_AGAIN = 0.1  # seconds until folders are watched again that could not be

Stamps = Mapping[Path, Stamp | None]  # None where there is no such file


class Changes:
    """Whether what `files` names has changed since it was last `begun`. Use `watching` to have it looked at."""

    def __init__(self, files: Callable[[], Collection[Path]]) -> None:
        self._files = files
        self._seen: Stamps = {}
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._end = threading.Event()

    def begin(self) -> None:
        """From now on, what differs from how the files are now is a change."""
        with self._lock:
            self._seen = self._now()
            self._changed.clear()

    def settle(self, ours: Collection[Path]) -> None:
        """What was written to `ours` until now is no change."""
        with self._lock:
            self._seen = {**self._seen, **{path: _stamp(path) for path in ours}}
        self.look()

    def pending(self) -> bool:
        """Whether there is a change."""
        return self._changed.is_set()

    def wait(self) -> None:
        """Until there is one."""
        while not self._changed.wait(1):  # seconds: Windows hears of Ctrl-C only between two waits
            pass

    def look(self) -> None:
        """Compare now."""
        with self._lock:
            (self._changed.clear if self._now() == self._seen else self._changed.set)()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look whenever something happens in the folders of the files, and each second."""
        thread = threading.Thread(target=self._watch, name="changes", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._end.set()
            thread.join()

    def _now(self) -> Stamps:
        return {path: _stamp(path) for path in self._files()}

    def _watch(self) -> None:
        while not self._end.is_set():
            with suppress(OSError):  # a folder that went just now
                self._watch_folders(self._folders())
            self._end.wait(_AGAIN)

    def _watch_folders(self, folders: Mapping[Path, int]) -> None:
        """Until these are other folders."""
        from watchfiles import watch

        for _ in watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST,
            step=_STEP,
            stop_event=self._end,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            recursive=False,
        ):
            self.look()
            if self._folders() != folders:
                return

    def _folders(self) -> dict[Path, int]:
        """The folders of the files that are there, and which folders those are."""
        found: dict[Path, int] = {}
        for folder in {path.parent for path in self._files()}:
            with suppress(OSError):
                found[folder] = folder.stat().st_ino
        return found


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp(path)
    except OSError:
        return None
