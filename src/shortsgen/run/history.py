"""What was learned of snippets in earlier runs: how long they take, and which part of torch they import late.

A cache of this machine, never part of a recording: it changes how long a run takes, and nothing that is seen of it.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shortsgen.store import cache, files

FORMAT = 2
_MOST = 50_000  # snippets; the oldest go first
_LARGEST = 64 * 1024 * 1024  # bytes that are read
_LATE = re.compile(r"torch(\.[A-Za-z_]\w{0,99}){1,9}", re.ASCII)
_IN_VAIN = ""  # instead of a module


def is_late(module: str) -> bool:
    """Whether a module is a part of torch. A server imports what a stranger names, so it is not to be anything."""
    return _LATE.fullmatch(module) is not None


@dataclass(slots=True)
class History:
    """By the keys of snippets, of which none has more than one module. Only changed entries cost a write."""

    seconds: dict[str, float] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)  # what a snippet imports late
    changed: bool = False

    def late(self, key: str) -> str:
        """The module that a snippet imports late; "" where it imports none, or none that could be had before."""
        return self.modules.get(key, _IN_VAIN)

    def knows(self, key: str) -> bool:
        """Whether a late import of a snippet was seen, be it in vain."""
        return key in self.modules

    def imports(self, key: str, module: str) -> None:
        """A snippet imports `module`, a part of torch, late. The first one counts: it brings the rest."""
        if key not in self.modules:
            self.modules[key] = module
            self.changed = True

    def in_vain(self, module: str) -> None:
        """`module` is not there, or tells something as it is imported, which has to be seen where it is."""
        for key in [key for key, late in self.modules.items() if late == module]:
            self.modules[key] = _IN_VAIN
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
    with contextlib.suppress(
        OSError, ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RecursionError
    ):
        with path.open("rb") as file:
            data = json.loads(file.read(_LARGEST))
        if data["format"] == FORMAT:
            seconds = {key: _seconds(value) for key, value in _newest(data["seconds"])}
            late = {key: str(module) for key, module in _newest(data["late"])}
            return History(seconds, {key: late[key] for key in late if is_late(late[key]) or late[key] == _IN_VAIN})
    return History()


def _newest(entries: dict[str, Any]) -> list[tuple[str, Any]]:
    return list(entries.items())[-_MOST:]


def _seconds(value: Any) -> float:
    seconds = float(value)
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ValueError(value)
    return seconds


def save(history: History, path: Path) -> None:
    """Keep what was learned; where that cannot be written, do without."""
    if not history.changed:
        return
    data = {"format": FORMAT, "late": dict(_newest(history.modules)), "seconds": dict(_newest(history.seconds))}
    with contextlib.suppress(Exception):
        files.write(path, json.dumps(data).encode(), durable=False)
