"""What needs no execution needs nothing of POSIX: a day that is recorded is listed and rendered on Windows too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, outside

POSIX = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty")

WITHOUT = f"""
import sys
# These have other ways there.
import ctypes, filelock, multiprocessing, shutil, subprocess, tempfile, webbrowser
for name in {POSIX!r}:
    sys.modules[name] = None
from shortsgen.__main__ import _run
sys.argv = ["shortsgen", *sys.argv[1:]]
sys.exit(_run())
"""


def without_posix(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, *words]
    return subprocess.run(command, cwd=project, env=outside(), capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "day01"],
        ["render", "day01"],
        ["render", "--all", "--only", "captions"],
        ["run", "day01"],
        ["export", "captions", "day01"],
        ["schema"],
        ["new", "day02"],
        ["doctor"],
    ],
)
def test_a_recorded_day_needs_nothing_of_posix(cli: Cli, project: Path, words: list[str]) -> None:
    cli("run", "day01")
    done = without_posix(project, *words)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_its_slides_are_those_of_other_systems(cli: Cli, project: Path) -> None:
    cli("run", "day01")
    assert without_posix(project, "render", "day01", "--out", "there").returncode == 0
    assert cli("render", "day01", "--out", "here").code == 0
    made = (path for path in (project / "here").rglob("*.*") if path.is_file() and not path.name.startswith("."))
    files = [path.relative_to(project / "here") for path in made]
    assert len(files) > 20
    there, here = ([(project / folder / one).read_bytes() for one in files] for folder in ("there", "here"))
    assert there == here
