"""`import`, `new` and `schema`: from nothing, or from another document, to a day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen.choices import SchemaOf
from shortsgen.cli.console import Screen
from shortsgen.cli.options import here

if TYPE_CHECKING:
    from shortsgen.project import Project


def import_(
    context: typer.Context,
    document: Annotated[Path, typer.Argument(metavar="FILE.md", help="A Markdown document of shorts.")],
    day: Annotated[str | None, typer.Option(help="The day's name; by default that of the file.")] = None,
) -> None:
    """Make a day from a Markdown document, in an empty folder also a project. Names all that it could not place."""
    from shortsgen.pipeline.authoring import import_markdown

    screen: Screen = context.obj
    imported = import_markdown(_project_or_new(), document, day)
    script = imported.script
    screen.problems(imported.problems, {str(document): imported.text})
    _say_written(screen, imported.beside)
    then = f"now run `shortsgen render {script.stem}`, which tells where `needs` or `setup` is missing"
    screen.say(f"{script.parent.name}/{script.name}: written; {then}")


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
