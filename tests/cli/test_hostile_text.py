"""What strangers wrote reaches a terminal as text, and the log of a CI system without its commands."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from shortsgen.choices import Color
from shortsgen.cli.console import Screen
from shortsgen.run.outcome import Failure, Outcome, Status
from tests.attacks.attack import controls
from tests.cli.conftest import COMMAND, DAY, RECORDING, Cli, Edit, Shell, outside
from tests.pipeline.conftest import FakeExecutor

ESCAPED = (
    r"\e]0;owned\a\e[2Jred\u202Eder"  # as YAML has it: a title for the window, an empty screen, text from the right
)
SHOWN = r"\x1b]0;owned\x07\x1b[2Jred\u202eder"


def title(path: Path, text: str) -> None:
    """Give the day this title, written as YAML escapes it."""
    script = path.read_text()
    path.write_text(script.replace(script.splitlines()[0], f'title: "{text}"'))


@pytest.mark.parametrize("words", [["list"], ["--color", "always", "list"]])
def test_the_title_of_a_day_is_written_out(cli: Cli, project: Path, words: list[str]) -> None:
    title(project / DAY, ESCAPED)
    out = cli(*words).out
    assert SHOWN in out
    assert controls(out) <= ({"\x1b"} if "always" in words else set())
    assert "\x1b]" not in out


def test_the_title_of_a_short_cannot_begin_another_line(cli: Cli, edit: Edit) -> None:
    edit("title: The first", r'title: "First\nSecond\e[2J"')
    out = cli("list", "day01").out
    assert controls(out) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: first", f'"{ESCAPED}": 1\n    id: first'),
        ("id: first", f'id: "{ESCAPED}"'),
        ("needs: [first]", f'needs: ["{ESCAPED}"]'),
    ],
    ids=["key", "id", "need"],
)
def test_what_a_problem_quotes_is_written_out(cli: Cli, edit: Edit, old: str, new: str) -> None:
    edit(old, new)
    done = cli("check", "day01")
    assert done.code == 2
    assert controls(done.out + done.err) == set()


def test_settings_that_a_problem_quotes_are_written_out(cli: Cli, project: Path) -> None:
    (project / "shortsgen.yaml").write_text(f'"{ESCAPED}": 1\n')
    done = cli("check", "day01")
    assert (done.code, controls(done.out + done.err)) == (2, set())
    assert SHOWN in done.err


def test_what_a_recording_holds_is_written_out(cli: Cli, project: Path, fake: FakeExecutor) -> None:
    fake.outcomes["first"] = Outcome(Status.OK, "hello\n")
    cli("run", "day01")
    recording = project / RECORDING
    text = recording.read_text()
    assert "hello" in text
    recording.write_text(text.replace("hello", "hel\u202elo", 1))
    done = cli("check", "day01")
    assert done.code == 1
    assert "drift" in done.err + done.out
    assert controls(done.out + done.err) == set()


def test_an_export_to_a_terminal_is_written_out_and_to_a_pipe_as_it_is(project: Path, shell: Shell) -> None:
    title(project / DAY, "Da\\u202Ey")
    words = ("export", "teleprompter", "day01")
    piped = shell(*words).stdout
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, *words], cwd=project, env=outside(), stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.returncode == 0
    assert controls(shown.replace("\r\n", "\n")) == set()
    assert "Da\u202ey" in piped or "\u202e" not in piped


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("variable", ["CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"])
@pytest.mark.parametrize("command", ["##[error]no", "##vso[task.complete]", "##teamcity[x]"])
def test_what_fails_cannot_command_a_ci_system(
    cli: Cli, fake: FakeExecutor, monkeypatch: pytest.MonkeyPatch, variable: str, command: str
) -> None:
    fake.outcomes["first"] = Outcome(Status.RAISED, f"{command}\n", error=Failure("ValueError", f"x\n{command}"))
    monkeypatch.setenv(variable, "true")
    done = cli("run", "day01")
    assert done.code == 1
    assert command.replace("##", "# #") in done.err
    assert command not in done.err


@pytest.mark.parametrize("text", ["::error::no", "  ::add-mask::x", "first\n::error::no"])
def test_no_line_that_is_printed_begins_with_a_workflow_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.setenv("CI", "true")
    Screen(Color.ALWAYS).say(text)
    shown = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().err)
    assert shown == text.replace("::", ": :", 1) + "\n"


def test_elsewhere_such_text_is_shown_as_it_is(cli: Cli, project: Path) -> None:
    title(project / DAY, "##[error]")
    assert "##[error]" in cli("list").out
