"""`check`, `list` and `doctor`: what holds, what is there, and what is missing. They write nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shortsgen.choices import ReportFormat, Sandbox
from shortsgen.cli.console import Screen
from shortsgen.cli.options import (
    AllowNetwork,
    On,
    Sandboxed,
    StoreAt,
    Voiced,
    Words,
    code_of,
    complete_day,
    here,
    project_here,
)
from shortsgen.cli.task import session_here
from shortsgen.problems import ExitCode, InputError, ShortsgenError


def check(
    context: typer.Context,
    words: Words = None,
    report_format: Annotated[ReportFormat, typer.Option("--format", help="How to report.")] = ReportFormat.HUMAN,
    strict: Annotated[bool, typer.Option("--strict", help="Fail for code that is skipped.")] = False,
    shard: Annotated[str | None, typer.Option(metavar="N/OF", help="Check only this share, such as 2/5.")] = None,
    voice: Voiced = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
    on: On = None,
    store: StoreAt = None,
) -> None:
    """Execute every snippet, of all days by default; compare it with recording, screen and clock. Writes nothing."""
    from shortsgen.pipeline.check import Terms, check_days, refused
    from shortsgen.pipeline.choice import choose, every_day
    from shortsgen.pipeline.shard import Shard
    from shortsgen.report.forms import FORMS
    from shortsgen.report.human import verdict

    screen: Screen = context.obj
    try:
        with session_here(screen, sandbox, allow_network, voice, on, store) as session:
            choice = choose(session.project, words) if words else every_day(session.project)
            found = check_days(session, choice, Terms(Shard.parse(shard), strict))
    except ShortsgenError as error:
        if report_format is ReportFormat.HUMAN:
            raise
        screen.raw(FORMS[report_format](refused(error, _start())))
        raise typer.Exit(ExitCode.BAD_INPUT) from None
    if report_format is ReportFormat.HUMAN:
        screen.problems(found.problems, found.sources)
        screen.result(verdict(found.problems, found.summary))
    else:
        screen.raw(FORMS[report_format](found))
        screen.say(verdict(found.problems, found.summary))
    raise typer.Exit(code_of(found.problems))


def _start() -> Path:
    """Where a project is looked for, also after that was removed."""
    try:
        return here()
    except InputError:
        return Path()


def list_(
    context: typer.Context,
    day: Annotated[
        str | None, typer.Argument(metavar="DAY", help="Show its shorts.", autocompletion=complete_day)
    ] = None,
) -> None:
    """Show the days, or the shorts of a day: seconds against the budget, and the state of the recording."""
    from shortsgen.cli.tables import days_table, shorts_table
    from shortsgen.pipeline import listing

    screen: Screen = context.obj
    project = project_here()
    if day is not None:
        screen.result(shorts_table(listing.shorts(project, project.day(day)), screen.width))
        return
    rows, errors = listing.days(project)
    if rows:
        screen.result(days_table(rows, screen.width))
    for error in errors:
        screen.problems(error.problems, error.sources)
    if errors:
        raise typer.Exit(ExitCode.BAD_INPUT)


def doctor(context: typer.Context) -> None:
    """Show what this machine can give, and what it lacks."""
    from shortsgen.cli.tables import findings_table
    from shortsgen.pipeline.doctor import examine

    screen: Screen = context.obj
    findings = list(examine())
    screen.result(findings_table(findings))
    if any(finding.needed and not finding.good for finding in findings):
        raise typer.Exit(ExitCode.FINDINGS)
