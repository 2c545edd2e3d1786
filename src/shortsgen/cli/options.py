"""What several commands take: arguments and options with their completion, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen.choices import Sandbox
from shortsgen.problems import ExitCode, Problem, Severity, ShortsgenError

if TYPE_CHECKING:
    from shortsgen.project import Project
    from shortsgen.run.executor import Machine


def project_here() -> Project:
    from shortsgen.project import find

    return find(Path.cwd())


def complete_day(incomplete: str) -> list[str]:
    try:
        return [day for day in project_here().days() if day.startswith(incomplete)]
    except ShortsgenError:
        return []


def complete_short(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from shortsgen.pipeline.day import load_day

    try:
        project = project_here()
        shorts = load_day(project, project.day(str(context.params.get("day")))).day.shorts
    except ShortsgenError:
        return []
    return [(short.id, short.title) for short in shorts if short.id.startswith(incomplete)]


Day = Annotated[str, typer.Argument(metavar="DAY", help="A day, such as day04.", autocompletion=complete_day)]
Days = Annotated[
    list[str] | None, typer.Argument(metavar="DAY", help="All days by default.", autocompletion=complete_day)
]
Shorts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SHORT", help="A number, a range 7-9 or an id; all by default.", autocompletion=complete_short
    ),
]


Sandboxed = Annotated[Sandbox, typer.Option("--sandbox", help="How well to contain snippets; refuses what it cannot.")]
AllowNetwork = Annotated[bool, typer.Option("--allow-network", help="Let shorts with `network: true` have it.")]


def chosen_machine(sandbox: Sandbox, allow_network: bool) -> Machine:
    from shortsgen.run.executor import machine

    return partial(machine, None if sandbox is Sandbox.AUTO else sandbox.value, allow_network)


def exit_by(problems: Iterable[Problem]) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise typer.Exit(ExitCode.FINDINGS)
