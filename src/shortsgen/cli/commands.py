"""The commands: words in, exit code out. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

from shortsgen import __version__
from shortsgen.choices import Color
from shortsgen.cli import (
    authoring,
    explaining,
    exporting,
    filming,
    fixing,
    judging,
    making,
    publishing,
    takes,
    watching,
)
from shortsgen.cli.console import Screen

app = typer.Typer(
    name="shortsgen",
    help="Make all that a shoot of short coding videos needs, from one YAML file a day.",
    epilog="Example: shortsgen render day04",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"shortsgen {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    color: Annotated[Color, typer.Option(help="Where to use colour; NO_COLOR is honoured too.")] = Color.AUTO,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Keep what all commands share."""
    context.obj = Screen(color)


for _command, _example in (
    (making.render, "render day04 4 7-9 --only slides"),
    (filming.video, "video day04 4 --draft"),
    (publishing.publish, "publish day04 4"),
    (watching.watch, "watch day04 4"),
    (judging.check, "check day04 --format json"),
    (fixing.fix, "fix day04"),
    (explaining.explain, "explain yaml-comment"),
    (making.run, "run day04 --update"),
    (takes.takes, "takes day04 4"),
    (exporting.export, "export captions day04 4 --format vtt -o 04.vtt"),
    (judging.list_, "list day04"),
    (authoring.import_, "import day04.md"),
    (authoring.schema, "schema > shortsgen.schema.json"),
    (authoring.new, "new day05"),
    (judging.doctor, "doctor"),
):
    app.command(_command.__name__.rstrip("_"), epilog=f"Example: shortsgen {_example}")(_command)
