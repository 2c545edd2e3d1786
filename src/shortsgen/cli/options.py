"""What several commands take: arguments and options with their completion, and what follows from them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen.choices import Sandbox, VoiceName
from shortsgen.problems import ExitCode, Problem, Severity, ShortsgenError, bad_input

if TYPE_CHECKING:
    from shortsgen.project import Project


def here() -> Path:
    """The working folder. Raises InputError where it cannot be had, as after it was removed."""
    try:
        return Path.cwd()
    except OSError as error:
        message = f"the working folder cannot be had: {error.strerror}"
        raise bad_input(message, "go to your project's folder", code="file") from None


def project_here() -> Project:
    from shortsgen.project import find

    return find(here())


def complete_day(incomplete: str) -> list[str]:
    try:
        return [day for day in project_here().days() if day.startswith(incomplete) and day.isprintable()]
    except ShortsgenError:
        return []


def complete_word(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Days, and after a day its shorts."""
    from shortsgen.pipeline.choice import choose
    from shortsgen.pipeline.day import load_day
    from shortsgen.text.visible import visible_line

    found: list[tuple[str, str]] = []
    with suppress(ShortsgenError):
        project = project_here()
        day = list(choose(project, context.params.get("words") or ()))[-1]
        found = [(short.id, visible_line(short.title)) for short in load_day(project, day).day.shorts]
    return [one for one in found if one[0].startswith(incomplete)] + [(day, "") for day in complete_day(incomplete)]


def complete_where(incomplete: str) -> list[tuple[str, str]]:
    """Who may do the work."""
    here = (f"local:{os.cpu_count() or 1}", "a process here for each core")
    known = (here, ("tcp://", "a Dask scheduler"), ("tls://", "a Dask scheduler with certificates"))
    return [one for one in known if one[0].startswith(incomplete)]


_WORDS = "A day, such as day04; after it a short by its number, a range 7-9 or its id; then perhaps another day."
Words = Annotated[list[str] | None, typer.Argument(metavar="DAY [SHORT]...", help=_WORDS, autocompletion=complete_word)]
All = Annotated[bool, typer.Option("--all", help="Take all days.")]
_OUT = "Write into this folder instead of build/DAY; several days into it by name."
Out = Annotated[Path | None, typer.Option("--out", help=_OUT)]
Sandboxed = Annotated[Sandbox, typer.Option("--sandbox", help="How well to contain snippets; refuses what it cannot.")]
Voiced = Annotated[VoiceName | None, typer.Option("--voice", help="Who speaks, in place of what the settings say.")]
_ON = "Have workers do it: `local:4`, processes here, or `tcp://HOST:8786`, those of a Dask scheduler."
On = Annotated[str | None, typer.Option("--on", metavar="WHERE", help=_ON, autocompletion=complete_where)]
_STORE = "With `--on`: pass large files by this folder, or URL of fsspec, which all machines see."
StoreAt = Annotated[str | None, typer.Option("--store", metavar="FOLDER", help=_STORE)]
AllowNetwork = Annotated[bool, typer.Option("--allow-network", help="Let shorts with `network: true` have it.")]


def code_of(problems: Iterable[Problem]) -> ExitCode:
    """Findings where one of the problems is an error."""
    return ExitCode.FINDINGS if any(one.severity is Severity.ERROR for one in problems) else ExitCode.CLEAN
