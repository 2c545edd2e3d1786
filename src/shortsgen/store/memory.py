"""A build without a folder, for who wants its files as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shortsgen.store.artifact import Artifact, Finished

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Memory:
    """Begins with nothing, so all that is asked for is made, but for the units that are `known` to be elsewhere by
    their keys."""

    def __init__(self, known: Mapping[str, str] = _NOTHING) -> None:
        self._known = known
        self._units: dict[str, tuple[str, dict[str, bytes]]] = {}

    def artifacts(self) -> tuple[Artifact, ...]:
        """All files, in the order in which their units were put."""
        return tuple(Artifact(*file) for _, files in self._units.values() for file in files.items())

    def units(self) -> dict[str, tuple[str, dict[str, bytes]]]:
        """What was put: by the names of units their keys and files."""
        return dict(self._units)

    def is_fresh(self, unit: str, key: str) -> bool:
        return self._is_here(unit, key) or self._known.get(unit) == key

    def _is_here(self, unit: str, key: str) -> bool:
        return unit in self._units and self._units[unit][0] == key

    def has(self, unit: str) -> bool:
        return unit in self._units

    def fresh_files(self, unit: str, key: str) -> tuple[str, ...]:
        return tuple(self._units[unit][1]) if self._is_here(unit, key) else ()

    def read(self, path: str) -> bytes:
        return next(files[path] for _, files in self._units.values() if path in files)

    def put(self, unit: str, key: str, artifacts: Iterable[Artifact | Finished]) -> None:
        self._units[unit] = key, {artifact.path: _data(artifact) for artifact in artifacts}

    def keep_only(self, units: set[str]) -> None:
        self._units = {unit: entry for unit, entry in self._units.items() if unit in units}


def _data(artifact: Artifact | Finished) -> bytes:
    return artifact.data if isinstance(artifact, Artifact) else artifact.file.read_bytes()
