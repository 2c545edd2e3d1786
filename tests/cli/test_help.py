"""What tells how to use the program, and how fast it is told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from shortsgen import __version__
from shortsgen.cli.commands import app
from tests.cli.conftest import Cli, outside

COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help_with_an_example_of_itself(cli: Cli, command: str, option: str) -> None:
    done = cli(command, option)
    assert (done.code, done.err) == (0, "")
    assert re.search(rf"Example: shortsgen {command}\b", done.out)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_in_one_line(command: str) -> None:
    text = typer.main.get_command(app).commands[command].help  # type: ignore[attr-defined]
    assert text == text.strip().splitlines()[0]
    assert text.endswith(".")


def test_help_names_every_command(cli: Cli) -> None:
    done = cli("--help")
    assert (done.code, done.err) == (0, "")
    assert [command for command in COMMANDS if f"│ {command} " not in done.out] == []
    assert "Example: shortsgen render day04" in done.out


def test_without_words_the_help_is_shown_as_a_mistake(cli: Cli) -> None:
    assert cli().code == 2


def test_the_version_is_shown(cli: Cli) -> None:
    done = cli("--version")
    assert (done.code, done.out, done.err) == (0, f"shortsgen {__version__}\n", "")


HEAVY = ["av", "matplotlib", "numpy", "torch", "typst", "shortsgen.run.outside.runner"]
OF_HELP = ["markdown_it", "pygments"]  # typer needs them to draw it


@pytest.mark.parametrize(
    ("words", "also"),
    [
        (["--help"], ["jinja2", "yaml"]),
        (["list", "--help"], ["jinja2", "yaml"]),
        (["--version"], ["jinja2", "yaml", *OF_HELP]),
        (["list"], ["jinja2", *OF_HELP]),
        (["list", "day01"], ["jinja2", *OF_HELP]),
        (["run", "day01"], ["jinja2", *OF_HELP]),
    ],
)
@pytest.mark.usefixtures("fake")
def test_what_executes_and_renders_nothing_imports_nothing_for_it(
    cli: Cli, project: Path, words: list[str], also: list[str]
) -> None:
    cli("run", "day01")
    program = (
        "import sys\n"
        "from shortsgen.__main__ import _run\n"
        f"sys.argv = {['shortsgen', *words]!r}\n"
        "code = _run()\n"
        f"print(code, sorted(set({HEAVY + also!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=project, env=outside(), capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "0 []"
