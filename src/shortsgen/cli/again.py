"""What a day takes of a document that is imported again: shown as a diff, and written where that is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shortsgen.cli.console import Screen
from shortsgen.pipeline.merging import Again, write_again
from shortsgen.problems import ExitCode, counted

if TYPE_CHECKING:
    from shortsgen.project import Project


def again(screen: Screen, project: Project, found: Again, document: Path, update: bool) -> ExitCode:
    """Findings, where something is left to be decided: the day is written with `update` alone."""
    screen.problems(found.problems, found.sources)
    screen.raw(found.diff)
    if update:
        write_again(project, found)
    if not found.diff and (update or not found.merge.kept):
        screen.say(f"{found.day.file}: nothing to take from {document}")
        return ExitCode.CLEAN
    then = "written" if update else f"not written; `shortsgen import {document} --update` writes it"
    screen.say(f"{found.day.file}: {_counted(found)}; {then}")
    return ExitCode.CLEAN if update else ExitCode.FINDINGS


def _counted(found: Again) -> str:
    taken, new = len(found.merge.taken), len(found.merge.new)
    return f"{counted(taken, 'key')} taken, {counted(new, 'new short')}, {len(found.merge.kept)} left as they are"
