"""What of a day is worked on elsewhere, cut into batches that take as long as each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from math import ceil
from pathlib import Path

from shortsgen.cluster.parcel import Blob
from shortsgen.cluster.store import Store, Stored
from shortsgen.cluster.versions import versions
from shortsgen.pipeline.batch import Batch
from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.large import sent, sent_bytes
from shortsgen.pipeline.music import read_music
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.shard import share
from shortsgen.pipeline.take_files import day_take, take_files
from shortsgen.pipeline.wanted import Wanted
from shortsgen.project import SETTINGS, Project
from shortsgen.run import history
from shortsgen.run.packages import distribution
from shortsgen.run.recording import figure_name
from shortsgen.script.model import Short
from shortsgen.store.folder import open_file, read

MOST = 40  # shorts in a batch: some seconds of work, so that what surrounds it weighs little


@dataclass
class Cutter:
    """Makes batches for the workers of a session. What days share is read once, and what is large is stored once."""

    session: Session
    machine: tuple[str | None, bool]
    voice: str | None
    store: Store | None = None
    _numbers: Iterator[int] = field(default_factory=count)
    _stored: dict[str, Stored] = field(default_factory=dict)  # by paths

    def cut(self, wanted: Wanted, parts: int) -> Iterator[Batch]:
        """At least so many batches where there are as many shorts, each of no more than MOST."""
        parts = min(len(wanted.shorts), max(parts, ceil(len(wanted.shorts) / MOST)))
        day, loaded = wanted.loaded.day.name, wanted.loaded
        plan = share({day: loaded.of(*wanted.shorts)}, self._seconds, parts)
        for number in range(1, parts + 1):
            if shorts := [short for short in wanted.shorts if plan.shards[day, short.id] == number]:
                yield self._batch(wanted, shorts)

    def _batch(self, wanted: Wanted, shorts: Sequence[Short]) -> Batch:
        loaded, ids = wanted.loaded, tuple(short.id for short in shorts)
        known = {unit: key for unit, key in wanted.known.items() if unit.partition("/")[0] in ids}
        packages = {distribution(name.partition(".")[0]) for short in loaded.day.shorts for name in short.requires}
        given = self._shared | _of_day(loaded) | _figures(loaded, shorts) | _takes(loaded, ids)
        files = {path: self._stored.get(path) or self._sent(path, data) for path, data in given.items()}
        terms, here, number = wanted.terms, versions(packages), next(self._numbers)
        decided = (wanted.command, loaded.day.name, ids, terms, self.machine, self.voice, here)
        return Batch(*decided, files, known, number, self.store)

    def _sent(self, path: str, given: bytes | Path) -> Blob | Stored:
        if isinstance(given, Path):
            with open_file(given, self.session.project.root) as file:
                found = sent(file, path, self.store)
        else:
            found = sent_bytes(given, self.store)
        if isinstance(found, Stored):
            self._stored[path] = found
        return found

    @cached_property
    def _seconds(self) -> Mapping[str, float]:
        return history.load(history.default_path()).seconds

    @cached_property
    def _shared(self) -> dict[str, bytes]:
        """The settings with what they name, and the look."""
        project = self.session.project
        found = {name: text.encode() for name, text in project.settings_source().items()}
        if logo := project.settings.theme.logo:
            found[logo.path] = logo.data
        if music := read_music(project, project.settings.film):
            found[project.settings.film.music] = music
        return found | {project.shown(path): read(path, project.root) for path in _files(project.templates())}


def _of_day(loaded: Loaded) -> dict[str, bytes]:
    """The script, the recording and the files that shorts name."""
    texts = {file: text.encode() for file, text in loaded.sources.items() if file != SETTINGS}
    return texts | {path: data for snippet in loaded.snippets for path, data in snippet.files}


def _figures(loaded: Loaded, shorts: Sequence[Short]) -> dict[str, bytes]:
    """Those that the recording has of these shorts."""
    project: Project = loaded.project
    folder = project.shown(project.figures(loaded.day.name))
    entries = [(one.name, loaded.recording.entries.get(one.name)) for one in loaded.of(*shorts)]
    return {
        f"{folder}/{figure_name(name, number)}": figure
        for name, entry in entries
        for number, figure in enumerate(entry.outcome.figures if entry else (), 1)
    }


def _takes(loaded: Loaded, ids: Collection[str]) -> dict[str, Path]:
    """The recordings of these shorts, and that of the whole day."""
    project, day = loaded.project, loaded.day.name
    own = [path for name, path in take_files(project, day).items() if name in ids]
    long = day_take(project, day)
    return {project.shown(path): path for path in (*own, *([long] if long else []))}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
