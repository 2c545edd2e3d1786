"""A day's build folder: which of its files are up to date, and which are not ours any more.

A unit is what is rendered together, such as the slides of a short. The manifest keeps for each the key of what it
was rendered from and the size and time of its files, so an unchanged unit costs a few `stat`s.
"""

from __future__ import annotations

import contextlib
import filecmp
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from shortsgen.problems import InputError, bad_input
from shortsgen.store import files
from shortsgen.store.artifact import Artifact, Finished, Linked
from shortsgen.store.folder import is_file, read

_MANIFEST = ".shortsgen.json"
_FORMAT = 1
_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)  # what reading one can raise


@dataclass(slots=True)
class Build:
    """The build folder of a day. Work in `kept`, or use `save` when done."""

    folder: Path
    root: Path | None = None  # which no link may lead out of; by default the folder itself
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    _units: dict[str, dict[str, Any]] = field(default_factory=dict)
    _dropped: set[str] = field(default_factory=set)  # paths that a unit had and has no more
    _as_rendered: set[str] = field(default_factory=set)  # units whose files were looked at
    _changed: bool = False

    def __post_init__(self) -> None:
        with contextlib.suppress(*_DAMAGED):  # a lost manifest costs a rebuild
            data = json.loads(self.read(_MANIFEST))
            if data["format"] == _FORMAT:
                self._units = {
                    str(unit): {"key": entry["key"], "files": dict(entry["files"].items()), "note": entry.get("note")}
                    for unit, entry in data["units"].items()
                }

    def is_fresh(self, unit: str, key: str) -> bool:
        """Whether the unit was rendered from just this, and its files are as they were written."""
        if not self._is_as_rendered(unit, key):
            return False
        self.unchanged += len(self._units[unit]["files"])
        return True

    def fresh_files(self, unit: str, key: str) -> tuple[str, ...]:
        """The paths of a unit's files, in the order in which they were rendered; none where it is not fresh."""
        return tuple(self._units[unit]["files"]) if self._is_as_rendered(unit, key) else ()

    def read(self, path: str) -> bytes:
        """Raises OSError."""
        return read(self.folder / path, self._root)

    @property
    def _root(self) -> Path:
        return self.root or self.folder

    def known(self, units: Iterable[str]) -> dict[str, str]:
        """Those of the units whose files are as they were written, with the keys of what that was from."""
        keys = {unit: self._units[unit]["key"] for unit in units if unit in self._units}
        return {unit: key for unit, key in keys.items() if self._is_as_rendered(unit, key)}

    def note(self, unit: str, key: str) -> Any:
        """What was found about this unit, a plain value. Raises KeyError where that is not known."""
        entry = self._units[unit]
        if entry["key"] != key:
            raise KeyError(unit)
        return entry["note"]

    def keep_note(self, unit: str, key: str, note: Any) -> None:
        """Remember what was found about a unit that has no files."""
        self._units[unit] = {"key": key, "files": {}, "note": note}
        self._changed = True

    @property
    def units(self) -> tuple[str, ...]:
        """All that was ever rendered, and is not dropped."""
        return tuple(self._units)

    def has(self, unit: str) -> bool:
        """Whether the unit was ever rendered, from whatever it was."""
        return unit in self._units

    def _is_as_rendered(self, unit: str, key: str) -> bool:
        entry = self._units.get(unit)
        if entry is None or entry["key"] != key:
            return False
        if unit not in self._as_rendered:
            if any(_stamp(self.folder / path) != stamp for path, stamp in entry["files"].items()):
                return False
            self._as_rendered.add(unit)
        return True

    def put(self, unit: str, key: str, artifacts: Iterable[Artifact | Finished | Linked]) -> None:
        """Write a unit's files. What it no longer has is removed by `save`.

        Raises InputError, also where another file is in the place of one, in a folder that a person named.
        """
        self.drop(unit)
        stamps = {}
        for artifact in artifacts:
            if self._put(artifact):
                self.written += 1
            else:
                self.unchanged += 1
            stamps[artifact.path] = _stamp(self.folder / artifact.path)
        self._units[unit] = {"key": key, "files": stamps}
        self._changed = True

    def _put(self, artifact: Artifact | Finished | Linked) -> bool:
        """Whether it was not there already."""
        path = self.folder / artifact.path
        if self.root is None and is_file(path) and not self._is_ours(artifact.path) and not self._is_same(artifact):
            message = f"cannot write {artifact.path}: a file that is not shortsgen's has its name"
            raise bad_input(message, f"in {self.folder}: move it away, or name another folder", code="file")
        match artifact:
            case Finished(file=file):
                files.adopt(path, file, self._root)
                return True
            case Linked(target=target):
                return files.link(path, self.folder / target, self._root)
            case Artifact(data=data):
                return files.write(path, data, False, self._root)

    def _is_ours(self, path: str) -> bool:
        return path in self._dropped or any(path in entry["files"] for entry in self._units.values())

    def _is_same(self, artifact: Artifact | Finished | Linked) -> bool:
        """Whether its file is there already, as one that was killed has left it, before it told what it wrote."""
        path = self.folder / artifact.path
        with contextlib.suppress(OSError):
            match artifact:
                case Artifact(data=data):
                    return self.read(artifact.path) == data
                case Finished(file=file):
                    return filecmp.cmp(path, file, shallow=False)
                case Linked(target=target):
                    return filecmp.cmp(path, self.folder / target, shallow=False)
        return False

    def keep_only(self, units: set[str]) -> None:
        """Drop the units that the day no longer has."""
        for unit in [unit for unit in self._units if unit not in units]:
            self.drop(unit)

    def drop(self, unit: str) -> None:
        """Forget a unit. Its files go with `save`."""
        if unit not in self._units:
            return
        entry = self._units.pop(unit)
        self._dropped.update(entry["files"])
        self._as_rendered.discard(unit)
        self._changed = True

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Save what was done in it, also after a failure: then that is what is told, and nothing that fails after."""
        try:
            yield
        except BaseException:  # an interrupt too: what was written until then is known
            with contextlib.suppress(InputError):
                self.save()
            raise
        self.save()

    def save(self) -> None:
        """Remove the files that no unit has any more, and remember the rest. Files that are not ours stay."""
        if not self._changed:
            return
        ours = {path for entry in self._units.values() for path in entry["files"]}
        for name in sorted(self._dropped - ours):
            self._remove(self.folder / name)
        data = {"format": _FORMAT, "units": self._units}
        files.sweep_all(self.folder, self._root)
        files.write(self.folder / _MANIFEST, json.dumps(data).encode(), False, self._root)

    def _remove(self, path: Path) -> None:
        if not files.remove(path, self.folder):  # the manifest is a file like any other: it may name anything
            return
        self.removed += 1
        with contextlib.suppress(OSError):  # not empty: somebody else's files
            for parent in path.relative_to(self.folder).parents[:-1]:
                (self.folder / parent).rmdir()


def _stamp(path: Path) -> list[int]:
    try:
        stat = path.lstat()
    except (OSError, ValueError):
        return []
    return [stat.st_size, stat.st_mtime_ns]


def identity(*values: Any) -> str:
    """A hash that is equal for equal values. Of a record only the fields count that make it equal to another, so a
    short that merely moved to other lines of its file is the same."""
    return sha256(json.dumps(_plain(values), ensure_ascii=True).encode()).hexdigest()[:32]


def _plain(value: Any) -> Any:
    if isinstance(value, str | int):  # nearly all
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if names := _compared(type(value)):  # type: ignore[arg-type]
        return [_plain(getattr(value, name)) for name in names]
    if isinstance(value, Fraction):
        return str(value)
    return sha256(value).hexdigest() if isinstance(value, bytes) else value


@cache
def _compared(kind: type) -> tuple[str, ...]:
    """The fields that count of a kind of record; none of what is no record."""
    return tuple(one.name for one in fields(kind) if one.compare) if is_dataclass(kind) else ()
