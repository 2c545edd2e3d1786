"""`import`, `new` and `schema`: from nothing, or from another document, to a day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen.choices import Sandbox, SchemaOf
from shortsgen.cli.console import Screen
from shortsgen.cli.options import AllowNetwork, Sandboxed, here
from shortsgen.cli.task import session_for

if TYPE_CHECKING:
    from shortsgen.project import Project


def import_(
    context: typer.Context,
    document: Annotated[
        Path, typer.Argument(metavar="FILE", help="Markdown, a notebook (.ipynb), or Python with cells (.py).")
    ],
    day: Annotated[str | None, typer.Option(help="The day's name; by default that of the file.")] = None,
    no_run: Annotated[bool, typer.Option("--no-run", help="Execute nothing: propose by names alone.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Write nothing; give the day as it would be.")] = False,
    update: Annotated[bool, typer.Option("--update", help="Write what a day that exists takes of it.")] = False,
    take: Annotated[
        list[str] | None, typer.Option(metavar="SHORT[.KEY]", help="Take this of the document, whatever the day says.")
    ] = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Make a day from a document, propose what its shorts need, and name all that it could not place."""
    from shortsgen.cli.again import again
    from shortsgen.cli.proposals import drawn, lines
    from shortsgen.pipeline.authoring import Imported, Terms, import_document

    screen: Screen = context.obj
    with session_for(_project_or_new(), screen, sandbox, allow_network) as session:
        imported = import_document(session, document, day, Terms(not no_run, not plan, tuple(take or ())))
    if not isinstance(imported, Imported):
        raise typer.Exit(again(screen, session.project, imported, document, update, plan))
    screen.problems(imported.problems, imported.sources)
    if rows := imported.proposals:
        screen.table(drawn(imported.day, rows), lines(imported.day, rows))
    script = f"{imported.script.parent.name}/{imported.script.name}"
    if plan:
        screen.raw(imported.text)
        screen.say(f"{script}: not written")
        return
    _say_written(screen, imported.beside)
    screen.say(f"{script}: written; now run `shortsgen render {imported.day.name}`")


def schema(
    context: typer.Context,
    of: Annotated[
        SchemaOf, typer.Argument(help="A script, its settings, short.json, or the report of a check.")
    ] = SchemaOf.DAY,
) -> None:
    """Give the JSON Schema of what you write, for editors, or of what your own programs read."""
    from shortsgen.pipeline.authoring import schema_of

    screen: Screen = context.obj
    screen.raw(schema_of(of))


def new(context: typer.Context, day: Annotated[str, typer.Argument(metavar="DAY", help="The new day's name.")]) -> None:
    """Write a documented sample day; in an empty folder this starts a project."""
    from shortsgen.pipeline.authoring import new_day

    screen: Screen = context.obj
    script, beside = new_day(_project_or_new(), day)
    _say_written(screen, beside)
    screen.say(f"{script.parent.name}/{script.name}: written; now run `shortsgen render {day}`")


def _say_written(screen: Screen, names: Sequence[str]) -> None:
    for name in names:
        screen.say(f"{name}: written")


def _project_or_new() -> Project:
    """The project, or in a folder outside of any a new one."""
    from shortsgen.project import Project, find_or_none

    return find_or_none(here()) or Project(here())
