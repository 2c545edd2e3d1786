"""The command line as `--help` tells it: of each command what it does, what it takes, and an example."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import typer

from shortsgen.cli.commands import app
from tools.docs.keys import table

VALUES = {bool: "", str: "text", int: "a number", Path: "a path"}
GIVEN_TO_ALL = ("--help",)


def commands() -> Iterator[str]:
    """A section for each, in the order of the help."""
    group: Any = typer.main.get_command(app)
    yield _section("Before the command", group)
    for name, command in group.commands.items():
        yield _section(name, command)


def _section(name: str, command: Any) -> str:
    rows = [_row(one) for one in command.params if not set(one.opts) & set(GIVEN_TO_ALL)]
    taken = table(("it takes", "value", "meaning"), rows)
    example = f"```sh\n{command.epilog.removeprefix('Example: ')}\n```\n"
    return "\n".join([f"## {name}\n", f"{command.help}\n", *([taken] if rows else []), example])


def _row(given: Any) -> list[str]:
    """An argument or an option."""
    kinds = get_args(given.type_descriptor.annotation) or (given.type_descriptor.annotation,)
    choices = [choice for kind in kinds if issubclass(kind, StrEnum) for choice in kind]
    option = given.param_type_name == "option"
    names = [f"`{name}`" for name in (*given.opts, *given.secondary_opts)] if option else [given.metavar or given.name]
    value = ", ".join(f"`{choice}`" for choice in choices) or (option and given.metavar) or VALUES[kinds[0]]
    default = f" By default `{given.default}`." if choices and given.default else ""
    return [", ".join(names), value, f"{given.help}{default}"]
