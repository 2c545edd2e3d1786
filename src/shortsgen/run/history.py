"""What was learned of snippets in earlier runs: how long they take, and which import a part of torch late.

A cache of this machine, never part of a recording. Losing it costs a second.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from shortsgen.store import cache, files

FORMAT = 1
_MOST = 50_000  # snippets; the oldest go first


@dataclass(slots=True)
class History:
    """By the keys of snippets. Only changed entries cost a write."""

    seconds: dict[str, float] = field(default_factory=dict)
    late_keys: set[str] = field(default_factory=set)
    modules: tuple[str, ...] = ()  # what they import, and what takes no time to import
    cheap_modules: tuple[str, ...] = ()
    changed: bool = False

    def is_late(self, key: str) -> bool:
        return key in self.late_keys

    def late(self, key: str, module: str) -> None:
        """A snippet imports `module`, a part of torch, late."""
        self.changed |= key not in self.late_keys or module not in self.modules
        self.late_keys.add(key)
        if module not in self.modules:
            self.modules = (*self.modules, module)

    def cheap(self, modules: Iterable[str], keys: Iterable[str]) -> None:
        """`modules` are imported in no time, so the snippets `keys` were not late at all."""
        self.cheap_modules = tuple(dict.fromkeys((*self.cheap_modules, *modules)))
        self.modules = tuple(module for module in self.modules if module not in self.cheap_modules)
        self.late_keys.difference_update(keys)
        self.changed = True

    def note(self, key: str, seconds: float) -> None:
        """A snippet took `seconds`. A tenth of a second more or less is no news."""
        if abs(self.seconds.get(key, -1.0) - seconds) > 0.1:
            self.seconds.pop(key, None)
            self.seconds[key] = round(seconds, 3)
            self.changed = True


def default_path() -> Path:
    """In the user's cache folder."""
    return cache.base() / "shortsgen" / "history.json"


def load(path: Path) -> History:
    """The history at `path`; an empty one where that is missing or damaged."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        data = json.loads(path.read_bytes())
        if data["format"] == FORMAT:
            seconds = {str(key): float(value) for key, value in data["seconds"].items()}
            modules, cheap = (tuple(map(str, data[name])) for name in ("modules", "cheap"))
            return History(seconds, set(map(str, data["late"])), modules, cheap)
    return History()


def save(history: History, path: Path) -> None:
    """Keep what was learned; where that cannot be written, do without."""
    if not history.changed:
        return
    kept = dict(list(history.seconds.items())[-_MOST:])
    late = sorted(history.late_keys & set(kept))
    modules = {"modules": history.modules, "cheap": history.cheap_modules}
    data = {"format": FORMAT, **modules, "late": late, "seconds": kept}
    with contextlib.suppress(Exception):
        files.write(path, json.dumps(data).encode(), durable=False)
