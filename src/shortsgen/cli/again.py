"""What a day takes of a document that is imported again: shown as a diff, and written where that is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shortsgen.cli.console import Screen
from shortsgen.pipeline.merging import Again, write_again
from shortsgen.problems import ExitCode, counted

if TYPE_CHECKING:
    from shortsgen.project import Project


def again(screen: Screen, project: Project, found: Again, document: Path, update: bool, plan: bool) -> ExitCode:
    """Findings, where something is left to be decided. Without `update` somebody at a terminal is asked; with `plan`
    nothing is written."""
    file = found.day.file
    screen.problems(found.problems, found.sources)
    screen.diff(found.diff)
    differs = bool(found.diff or found.merge.kept)
    written = not plan and (update or (found.diff != "" and screen.agreed(f"write {file}?")))
    if written:
        write_again(project, found)
    how = "written" if written else f"not written; `shortsgen import {document} --update` writes it"
    screen.say(f"{file}: {_counted(found)}; {how}" if differs else f"{file}: nothing to take from {document}")
    return ExitCode.FINDINGS if differs and not written else ExitCode.CLEAN


def _counted(found: Again) -> str:
    taken, new = len(found.merge.taken), len(found.merge.new)
    return f"{counted(taken, 'key')} taken, {counted(new, 'new short')}, {len(found.merge.kept)} left as they are"
