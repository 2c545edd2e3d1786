"""0 clean, 1 findings, 2 bad input: for every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortsgen.run.outcome import Failure, Outcome, Status
from tests.cli.conftest import DAY, Cli
from tests.cli.test_help import COMMANDS
from tests.pipeline.conftest import FakeExecutor

CLEAN = {
    "render": ["day01", "--only", "captions"],
    "video": ["day01", "1", "--draft"],
    "publish": ["day01", "1"],
    "check": [],
    "run": ["day01"],
    "export": ["outputs", "day01"],
    "list": [],
    "takes": ["day01"],
    "import": ["notes.md"],
    "schema": [],
    "new": ["day02"],
    "doctor": [],
    "explain": ["over-budget"],
    "fix": ["day01"],
}
ENDLESS = {"watch"}  # what only Ctrl-C ends has its codes in its own tests
MARKDOWN = "# Day 1\n\n## 1. One\n\n**Hook**\n\nH\n\n**Talk track**\n\nS\n\n**Code**\n\n```python\nx = 1\n```\n"


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ENDLESS])
def test_clean_is_0(cli: Cli, project: Path, command: str) -> None:
    (project / "notes.md").write_text(MARKDOWN)
    cli("run", "day01")
    assert cli(command, *CLEAN[command]).code == 0


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "words", [["render", "day01"], ["video", "day01"], ["run", "day01", "--update"], ["check"], ["check", "day01"]]
)
def test_code_that_fails_is_a_finding(cli: Cli, fake: FakeExecutor, words: list[str]) -> None:
    fake.outcomes["first"] = Outcome(Status.RAISED, error=Failure("ValueError", "no"))
    done = cli(*words)
    assert done.code == 1
    assert "error[snippet-raised] 01 first: ValueError: no\n" in done.err


@pytest.mark.usefixtures("project")
def test_half_a_day_cannot_be_exported(cli: Cli, fake: FakeExecutor) -> None:
    fake.outcomes["first"] = Outcome(Status.RAISED, error=Failure("ValueError", "no"))
    done = cli("export", "outputs", "day01")
    assert (done.code, done.out) == (2, "")
    assert "error[snippet-raised] 01 first: ValueError: no\n" in done.err


@pytest.mark.usefixtures("project")
def test_warnings_and_notes_are_no_findings(cli: Cli, edit) -> None:  # type: ignore[no-untyped-def]
    edit('print("hello")', "# only said")
    edit('print("again")', f"again = '{'again ' * 12}'")
    cli("run", "day01")
    done = cli("check")
    assert (done.code, done.out) == (0, "2 shorts in 1 day; 3 snippets: 2 ok, 1 raised; 1 warning\n")
    assert "warning[code-wraps]" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ["render", "day02"],
        ["render", "day01", "3"],
        ["takes", "day02"],
        ["video", "day02"],
        ["video", "day01", "3"],
        ["run", "day02"],
        ["run", "day01", "3"],
        ["check", "day02"],
        ["check", "day01", "3"],
        ["check", "first"],
        ["export", "outputs", "day02"],
        ["export", "outputs", "day01", "third"],
        ["export", "captions", "day01", "--format", "ass", "--profile", "netflix"],
        ["list", "day02"],
        ["watch", "day02"],
        ["watch", "day01", "3"],
        ["explain", "over-budgte"],
        ["fix", "day02"],
        ["fix", "day01", "3"],
        ["import", "none.md"],
        ["new", "day01"],
        ["new", "no/name"],
        ["new", "day01.outputs"],
    ],
)
def test_bad_input_is_2_and_writes_nothing(cli: Cli, project: Path, words: list[str]) -> None:
    done = cli(*words)
    assert (done.code, done.out) == (2, "")
    assert {path.relative_to(project) for path in project.rglob("*.*")} == {DAY}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_2(cli: Cli, command: str) -> None:
    assert cli(command, "--no-such-option").code == 2
