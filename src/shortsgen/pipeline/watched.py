"""Which files a day is made from: who watches it looks at these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shortsgen.project import SETTINGS, Project
from shortsgen.script.model import Day


def watched(project: Project, name: str, day: Day | None) -> set[Path]:
    """Those of the day called `name`, also where they are not there; `day` is how it was read last."""
    return {
        project.root / SETTINGS,
        project.script(name),
        *recorded(project, name),
        *_named(project, day),
        *_below(project.templates()),
        *_takes(project, name),
    }


def recorded(project: Project, name: str) -> tuple[Path, ...]:
    """What recording writes: the recording, and the folder of its figures."""
    return project.recording(name), project.figures(name)


def _named(project: Project, day: Day | None) -> Iterator[Path]:
    if logo := project.settings.theme.logo:
        yield project.root / logo.path
    for short in day.shorts if day else ():
        yield from (project.root / path for path in short.files)


def _below(folder: Path) -> Iterator[Path]:
    """A folder and all that is in it."""
    yield folder
    yield from folder.rglob("*")


def _takes(project: Project, name: str) -> Iterator[Path]:
    folder = project.takes(name)
    yield from _below(folder)
    yield folder.parent
    yield from folder.parent.glob(f"{name}.*")
