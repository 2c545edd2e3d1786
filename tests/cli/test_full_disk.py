"""A disk is full: the file is named that did not fit, nothing half written stays, and what was there is whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import COMMAND, DAY, RECORDING, Cli, outside

# A disk of so many bytes, which is there for this command only; what is half written is told.
ON_DISK = """
mount -t tmpfs -o size="$1" tmpfs "$2" && cp -r "$3/." "$2" && cd "$2" || exit 99
shift 3
"$@"
code=$?
find . -name '*shortsgen-tmp*'
exit $code
"""

# A disk of so many bytes for temporary files alone.
WITH_DISK = 'mount -t tmpfs -o size="$1" tmpfs "$2" && export TMPDIR="$2" && shift 2 && "$@"'

#: The pages of a disk that the schema takes, which `new` writes before the day.
PAGES = -(-(Path(__file__).parents[2] / "shortsgen.schema.json").stat().st_size // 4096)


def _mounts() -> bool:
    probe = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(probe, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(sys.platform != "linux" or not _mounts(), reason="no disk can be mounted here")


@pytest.fixture
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disk")


def on_disk(disk: Path, project: Path, size: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on a copy of a project that lies on a disk."""
    return mounted(ON_DISK, size, str(disk), str(project), *COMMAND, *words)


def run_with_disk(disk: Path, size: str) -> subprocess.CompletedProcess[str]:
    """`shortsgen run` at `basic`, in the working folder, where temporary files lie on a disk."""
    return mounted(WITH_DISK, size, str(disk), *COMMAND, "run", "day01", "--sandbox", "basic")


def mounted(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A script of the shell that may mount disks, which nobody else sees."""
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", *words]
    environment = outside() | {"COLUMNS": "100"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("media", ["stills", "h264", "dnxhr"])
def test_a_timeline_whose_media_do_not_fit_is_told_and_is_not_there(
    cli: Cli, project: Path, disk: Path, media: str
) -> None:
    cli("run", "day01")
    done = on_disk(disk, project, "96k", "export", "timeline", "day01", "1", "--media", media, "-o", "cut")
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "shortsgen-tmp" not in done.stdout


def test_a_video_that_does_not_fit_is_told(cli: Cli, project: Path, disk: Path) -> None:
    """On the disk of temporary files, where it is written until it is whole."""
    cli("run", "day01")
    done = mounted(WITH_DISK, "64k", str(disk), *COMMAND, "video", "day01", "1", "--draft")
    assert done.returncode == 2
    assert done.stderr.endswith(f"error[file] cannot write a video: No space left on device\n  hint: in {disk}\n")
    assert not (project / "build" / "day01" / "first" / "draft.mp4").exists()


def cannot_write(file: str, folder: Path) -> str:
    return f"error[file] cannot write {file}: No space left on device\n  hint: in {folder}\n"


@pytest.mark.parametrize(
    ("words", "size", "file", "below"),
    [
        (["render", "day01"], "32k", "slides.pdf", "build/day01/first"),
        (["render", "day01", "--only", "captions"], "20k", "output.vtt", "build/day01/first"),
        (["export", "slides", "day01", "-o", "out"], "20k", "01-first-01-hook.png", "out"),
        (["new", "day02"], f"{(PAGES + 2) * 4}k", "day02.yaml", "scripts_yaml"),
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


SHORT = "  - {{id: {id}, title: T, hook: H, talk_track: [It is said.], mistake: M, {more}code: {code}}}\n"
FILLS = """
import time
with open({began!r}, "a") as file:
    file.write("began")
end = time.monotonic() + 3
with open({path!r}, "wb", buffering=0) as file:
    while time.monotonic() < end:
        try:
            file.write(bytes(4096))
        except OSError as error:
            told = error
            time.sleep(0.01)
print(told)
"""


def write_day(project: Path, *codes: str, needs: str = "") -> None:
    """A day with a short for each code; those after the first read a file of 60 KiB, and have these `needs`."""
    (project / "data").write_bytes(bytes(60 * 1024))
    shorts = (
        SHORT.format(
            id=f"s{number}", more=f"files: [data], needs: [{needs}], " if number else "", code=json.dumps(code)
        )
        for number, code in enumerate(codes)
    )
    (project / DAY).write_text("title: Files\nshorts:\n" + "".join(shorts))


@pytest.mark.parametrize("needs", ["", "s0"], ids=["by itself", "shared"])
def test_where_the_files_of_snippets_do_not_fit_the_run_ends_and_says_where(
    project: Path, disk: Path, needs: str
) -> None:
    write_day(project, *[f"print({number})\n" for number in range(3)], needs=needs)
    done = run_with_disk(disk, "48k")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        f"error[runner] snippets cannot be executed: cannot write in {disk}: No space left on device\n"
        "  hint: make room there, or have TMPDIR name another folder\n"
    )


@pytest.mark.parametrize("path", ["full", "../full"], ids=["in its folder", "beside it"])
def test_a_snippet_that_fills_the_disk_costs_the_others_no_outcome(project: Path, disk: Path, path: str) -> None:
    """They wait until its folder is gone; what it left elsewhere goes with its server. Who runs is left alone."""
    began = project / "began"
    good = [f"import os\nprint(os.listdir())\n# {number}\n" for number in range(4)]
    write_day(project, "import time\ntime.sleep(0.3)\nprint([])\n", FILLS.format(began=str(began), path=path), *good)
    done = run_with_disk(disk, "400k")
    assert done.returncode == 0, done.stderr
    assert began.read_text() == "began"
    outcomes = yaml.safe_load((project / RECORDING).read_text())["outcomes"].values()
    told = sorted(outcome["output"] for outcome in outcomes)
    assert told == [*["['data']\n"] * 4, "[Errno 28] No space left on device\n", "[]\n"]
