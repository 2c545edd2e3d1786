"""`import`, `new` and `schema`: from nothing, or from another document, to a day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen.choices import SchemaOf
from shortsgen.cli.console import Screen

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
    script, problems, text = import_markdown(_project_or_new(), document, day)
    screen.problems(problems, {str(document): text})
    screen.say(f"{script.parent.name}/{script.name}: written; now add `needs` and `setup`, and run `shortsgen check`")


def schema(
    context: typer.Context,
    of: Annotated[SchemaOf, typer.Argument(help="A script, or shortsgen.yaml.")] = SchemaOf.DAY,
) -> None:
    """Give the JSON Schema of a day or of the settings, for editors."""
    from shortsgen.script.schema import DayDocument, json_schema
    from shortsgen.script.settings_schema import SettingsDocument

    screen: Screen = context.obj
    screen.raw(json_schema(DayDocument if of is SchemaOf.DAY else SettingsDocument))


def new(context: typer.Context, day: Annotated[str, typer.Argument(metavar="DAY", help="The new day's name.")]) -> None:
    """Write a documented sample day; in an empty folder this starts a project."""
    from shortsgen.pipeline.authoring import new_day

    screen: Screen = context.obj
    script = new_day(_project_or_new(), day)
    screen.say(f"{script.parent.name}/{script.name}: written; now run `shortsgen render {day}`")


def _project_or_new() -> Project:
    """The project, or in a folder outside of any a new one."""
    from shortsgen.project import Project, find_or_none

    return find_or_none(Path.cwd()) or Project(Path.cwd())
