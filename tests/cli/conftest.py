"""The command line as a person uses it: words in; exit code, standard output and standard error out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from shortsgen.__main__ import _run
from tests.pipeline.conftest import SCRIPT, FakeExecutor


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Cli = Callable[..., Done]
Shell = Callable[..., subprocess.CompletedProcess[str]]

COMMAND = [sys.executable, "-m", "shortsgen"]
Edit = Callable[[str, str], None]

DAY = Path("scripts_yaml/day01.yaml")
RECORDING = Path("scripts_yaml/day01.outputs.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and an environment that says nothing about colour or terminals."""
    inherited = ("NO_COLOR", "FORCE_COLOR", "PY_COLORS", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "LINES")
    ci = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
    for name in (*inherited, *ci):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(folder: Path) -> Path:
    """The root of a project with the day `day01`, which is the working folder."""
    (folder / "scripts_yaml").mkdir()
    (folder / DAY).write_text(SCRIPT)
    return folder


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeExecutor:
    """Executes in place of the runner and its processes."""
    executor = FakeExecutor()
    monkeypatch.setattr("shortsgen.run.outside.local.RealMachine", executor)
    return executor


@pytest.fixture
def cli(
    folder: Path,  # noqa: ARG001 - where it runs
    fake: FakeExecutor,  # noqa: ARG001 - what it executes with
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Cli:
    """Run `shortsgen` with these words, in this process."""

    def call(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["shortsgen", *words])
        capfd.readouterr()
        code = _run()
        out, err = capfd.readouterr()
        return Done(int(code), out, err)

    return call


@pytest.fixture
def edit(project: Path) -> Edit:
    """Replace a text in the script of `day01`."""

    def call(old: str, new: str) -> None:
        text = (project / DAY).read_text()
        assert old in text
        (project / DAY).write_text(text.replace(old, new))

    return call


def outside() -> dict[str, str]:
    """The environment of a program that is started: without what a terminal or a test runner adds to it."""
    kept = ("PATH", "HOME", "TMPDIR", "LANG", "XDG_CACHE_HOME")
    return {name: value for name, value in os.environ.items() if name in kept}


@pytest.fixture
def shell(folder: Path) -> Shell:
    """Run `shortsgen` in a process of its own."""

    def call(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        return subprocess.run(COMMAND + list(words), cwd=folder, env=outside(), text=True, check=False, **streams)  # type: ignore[call-overload,no-any-return]

    return call
