"""Which takes of a day there are: `takes/day04/ID.wav`, and in which other forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shortsgen.problems import Problem, Severity, bad_input, nearest
from shortsgen.project import Project
from shortsgen.script.model import Day
from shortsgen.store.folder import opened

SUFFIXES = (".wav", ".m4a", ".mp3", ".mp4", ".mov")


def take_files(project: Project, day: str) -> dict[str, Path]:
    """The recordings of single shorts by the names before their suffixes. Raises InputError where one has two."""
    return _takes_in(project, project.takes(day))


def _takes_in(project: Project, folder: Path) -> dict[str, Path]:
    try:
        with opened(folder, project.root) as found_in:
            names = sorted(found_in.names())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise bad_input(f"cannot read {project.shown(folder)}: {error.strerror}", code="take-file") from None
    found: dict[str, Path] = {}
    for path in (folder / name for name in names if name.lower().endswith(SUFFIXES) and name[0] != "."):
        if other := found.get(path.stem):
            message = f"there are two takes of `{path.stem}`: {other.name} and {path.name}"
            raise bad_input(message, f"move one of them out of {project.shown(folder)}", code="take-file")
        found[path.stem] = path
    return found


def day_take(project: Project, day: str) -> Path | None:
    """The one long recording of a whole day: `takes/day04.mp4`. Raises InputError where there are two."""
    return _takes_in(project, project.takes(day).parent).get(day)


def has_takes(project: Project, day: str) -> bool:
    return bool(take_files(project, day) or day_take(project, day))


def unknown_takes(project: Project, day: Day) -> Iterator[Problem]:
    """Those that no short is called like."""
    ids = day.by_id()
    for name, path in take_files(project, day.name).items():
        if name not in ids:
            message = f"{project.shown(path)} is a take of no short: none is called `{name}`"
            hint = nearest(name, ids) or "call it by the id of its short"
            yield Problem("take-unknown", message, hint=hint, severity=Severity.WARNING)
