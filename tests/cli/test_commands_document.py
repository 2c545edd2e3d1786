"""docs/reference/commands.md tells all that `--help` does, no more, and the exit codes that there are."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import typer

from shortsgen.cli.commands import app
from tests.cli.conftest import Cli
from tests.cli.test_help import COMMANDS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", TEXT, re.MULTILINE))
APP: Any = typer.main.get_command(app)
FUNCTIONS = {command.name: command.callback for command in app.registered_commands}

EXIT_1 = {
    "render",
    "fix",
    "video",
    "publish",
    "check",
    "run",
    "import",
    "doctor",
    "takes",
}  # each of them is seen to end so


def options(command: Any) -> list[Any]:
    return [one for one in command.params if one.param_type_name == "option"]


def named(option: Any) -> set[str]:
    return {*option.opts, *option.secondary_opts}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_is_told_with_its_command(name: str) -> None:
    """`--help` belongs to all."""
    rows = re.findall(r"^\| (`-.*?`) \|", SECTIONS[name], re.MULTILINE)
    told = {word for row in rows for word in re.findall(r"`(-[\w-]+)`", row)}
    assert told == {word for option in options(APP.commands[name]) for word in named(option)} - {"--help", "-h"}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_value_of_a_choice_is_told(name: str) -> None:
    text = SECTIONS[name] + SECTIONS["Containment"]
    values = {value for hint in get_type_hints(FUNCTIONS[name]).values() for value in choices(hint)}
    assert {value for value in values if not re.search(rf"`([a-z-]+ )?{value}`", text)} == set()


def choices(hint: Any) -> set[str]:
    """The values of each enumeration in a type."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return set(hint)
    return {value for part in get_args(hint) for value in choices(part)}


def test_what_stands_before_a_command_is_told() -> None:
    head = TEXT.partition("\n## ")[0]
    assert {word for option in options(APP) for word in named(option) if f"`{word}" not in head} == set()


def test_each_command_has_its_section() -> None:
    told = [name for name in SECTIONS if name in APP.commands]
    assert sorted(told) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_it_is_told_whether_a_command_ends_with_1(name: str) -> None:
    assert ("\nExit code 1: " in SECTIONS[name]) is (name in EXIT_1)
    assert ("\nNever exit code 1" in SECTIONS[name]) is (name not in EXIT_1)


def test_a_machine_that_lacks_what_is_needed_is_a_finding(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shortsgen.pipeline.doctor.built_in", lambda: tmp_path)
    done = cli("doctor")
    assert done.code == 1
    assert "missing  fonts       the fonts of the package are missing: install it again\n" in done.out
