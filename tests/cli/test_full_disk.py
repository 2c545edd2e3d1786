"""A disk is full: the file is named that did not fit, nothing half written stays, and what was there is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Cli, outside

# A disk of so many bytes, which is there for this command only; what is half written is told.
ON_DISK = """
mount -t tmpfs -o size="$1" tmpfs "$2" && cp -r "$3/." "$2" && cd "$2" || exit 99
shift 3
"$@"
code=$?
find . -name '*shortsgen-tmp*'
exit $code
"""


def _mounts() -> bool:
    probe = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(probe, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(sys.platform != "linux" or not _mounts(), reason="no disk can be mounted here")


@pytest.fixture
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disk")


def on_disk(disk: Path, project: Path, size: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on a copy of a project that lies on a disk."""
    there = [size, str(disk), str(project)]
    environment = outside() | {"COLUMNS": "100"}
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", ON_DISK, "sh", *there, *COMMAND, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def cannot_write(file: str, folder: Path) -> str:
    return f"error[file] cannot write {file}: No space left on device\n  hint: in {folder}\n"


@pytest.mark.parametrize(
    ("words", "size", "file", "below"),
    [
        (["render", "day01"], "32k", "slides.pdf", "build/day01/first"),
        (["render", "day01", "--only", "captions"], "20k", "output.vtt", "build/day01/first"),
        (["export", "slides", "day01", "-o", "out"], "20k", "01-first-01-hook.png", "out"),
        (["new", "day02"], "20k", "day02.yaml", "scripts_yaml"),
    ],
)
def test_what_does_not_fit_is_named(
    cli: Cli, project: Path, disk: Path, words: list[str], size: str, file: str, below: str
) -> None:
    cli("run", "day01")
    done = on_disk(disk, project, size, *words)
    there = Path(below) if words[0] == "export" else disk / below
    assert (done.returncode, done.stdout) == (2, "")
    assert cannot_write(file, there) in done.stderr


@pytest.mark.torch
def test_a_recording_that_does_not_fit_is_named(project: Path, disk: Path) -> None:
    done = on_disk(disk, project, "4k", "run", "day01", "--sandbox", "basic")
    assert (done.returncode, done.stdout) == (2, "")
    assert cannot_write("day01.outputs.yaml", disk / "scripts_yaml") in done.stderr
