"""Standard output that cannot be written is told in a line; standard error that cannot be is done without."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shortsgen.run.outcome import Outcome, Status
from tests.cli.conftest import COMMAND, DAY, Cli, outside
from tests.pipeline.conftest import FakeExecutor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="redirects as a POSIX shell does")

NOTES = "# Day 1\n\n## 1. One\n\n**Hook**\n\nH\n\n**Talk track**\n\nS\n\n**Code**\n\n```python\nx = 1\n```\n"
PRINTING = [
    "--help",
    "--version",
    "list",
    "list day01",
    "list --help",
    "schema",
    "doctor",
    "check",
    "check day01 --format json",
    "check nowhere --format json",
    "export outputs day01",
    "export teleprompter day01",
]
SILENT = ["render day01", "run day01", "export outputs day01 -o out.txt", "import notes.md", "new day02"]


def redirected(words: str, redirection: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `shortsgen WORDS` with a redirection of a shell."""
    script = f'exec "$@" {redirection}'
    command = ["sh", "-c", script, "sh", *COMMAND, *words.split()]
    return subprocess.run(command, cwd=folder, env=outside(), capture_output=True, text=True, check=False)


@pytest.fixture
def recorded(cli: Cli, fake: FakeExecutor, project: Path) -> Path:
    """A project whose day holds nothing but comments, which is recorded."""
    fake.outcomes["first"] = Outcome(Status.COMMENT_ONLY)
    text = (project / DAY).read_text()
    (project / DAY).write_text(text.replace('print("hello")', "# hello").partition("\n  - id: second")[0])
    (project / "notes.md").write_text(NOTES)
    cli("run", "day01")
    return project


@pytest.mark.torch
@pytest.mark.parametrize("words", PRINTING)
@pytest.mark.parametrize(
    ("redirection", "why"),
    [("> /dev/full", "no space left on device"), (">&-", "it is closed")],
    ids=["full", "closed"],
)
def test_an_output_that_cannot_be_written_is_told_in_a_line(
    recorded: Path, words: str, redirection: str, why: str
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = redirected(words, redirection, recorded)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"error[file] cannot write to standard output: {why}"
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.torch
@pytest.mark.parametrize("words", SILENT)
def test_what_prints_nothing_needs_no_output(recorded: Path, words: str) -> None:
    done = redirected(words, ">&-", recorded)
    assert (done.returncode, done.stdout) == (0, "")
    assert "error" not in done.stderr


@pytest.mark.torch
@pytest.mark.parametrize("redirection", ["2>&-", "2> /dev/full", "2>&1 >&- 2>&-"])
def test_an_error_stream_that_cannot_be_written_changes_neither_result_nor_exit_code(
    recorded: Path, redirection: str
) -> None:
    done = redirected("export outputs day02", redirection, recorded)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


@pytest.mark.torch
def test_what_would_be_said_does_not_go_into_the_result(recorded: Path) -> None:
    done = redirected("check --format json", "2>&-", recorded)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["ok"]


def test_no_file_takes_the_place_of_a_closed_stream(project: Path) -> None:
    program = "import os, sys\nfrom shortsgen.cli.streams import guarded\n"
    program += "with guarded():\n    print(open(__file__).fileno() > 2, file=sys.stderr)\n"
    (project / "opens.py").write_text(program)
    command = f"exec {sys.executable} opens.py <&- >&-"
    done = subprocess.run(["sh", "-c", command], cwd=project, env=outside(), capture_output=True, text=True, check=True)
    assert done.stderr == "True\n"
