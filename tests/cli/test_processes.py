"""What only a process of its own can show: the sample under real torch, interrupts, closed pipes."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, DAY, RECORDING, Shell, outside
from tests.run.conftest import processes_in


@pytest.mark.torch
def test_the_sample_renders_and_passes_as_it_is(shell: Shell, folder: Path) -> None:
    assert shell("new", "day01").returncode == 0
    rendered = shell("render", "day01")
    assert (rendered.returncode, rendered.stdout) == (0, "")
    checked = shell("check", "day01")
    assert (checked.returncode, checked.stderr.count("\n")) == (0, 1), "not even a note"
    assert checked.stderr.endswith(" sandbox: 4\n")
    assert checked.stdout == "3 shorts in 1 day; 4 snippets: 3 ok, 1 raised; no problems\n"
    script = (folder / DAY).read_bytes()
    again = shell("new", "day01")
    assert (again.returncode, (folder / DAY).read_bytes()) == (2, script)
    outputs = shell("export", "outputs", "day01").stdout
    assert outputs == (
        "== 01 a-tensor-knows-its-shape\ntorch.Size([32, 784])\n25088\n\n"
        "== 02 linear-changes-the-last-size\nin:  torch.Size([32, 784])\nout: torch.Size([32, 10])\n\n"
        "== 03 read-a-shape-error\ntorch.Size([32, 10])\n"
    )
    error = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (896x28 and 784x10)"
    assert error in (folder / "build/day01/read-a-shape-error/output.srt").read_text().replace("\n", " ")


@pytest.mark.torch
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("words", [["run", "day01"], ["render", "day01"], ["check"]])
def test_an_interrupt_ends_all_at_once_and_leaves_nothing(project: Path, words: list[str]) -> None:
    """The snippet tells through a pipe with a name that it runs; at `strict` it could not see that."""
    os.mkfifo(project / "runs")
    runs = os.open(project / "runs", os.O_RDONLY | os.O_NONBLOCK)
    code = f"      open({str(project / 'runs')!r}, 'w').write('yes')\n      import time\n      time.sleep(600)\n"
    script = (project / DAY).read_text().replace('      print("hello")\n', code)
    (project / DAY).write_text(script.partition("\n  - id: second")[0])
    (project / "tmp").mkdir()
    environment = outside() | {"TMPDIR": str(project / "tmp")}
    program = subprocess.Popen(
        [*COMMAND, *words, "--sandbox", "basic"],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert select.select([runs], [], [], 60)[0] == [runs], "the snippet did not start"
    os.close(runs)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err) == (130, "", "")
    assert processes_in(str(project / "tmp")) == []
    assert list((project / "tmp").iterdir()) == []
    assert [path.name for path in (project / "scripts_yaml").iterdir()] == ["day01.yaml"]


@pytest.mark.parametrize("words", [["list"], ["list", "day01"], ["schema"], ["--help"]])
@pytest.mark.usefixtures("project")
def test_a_reader_that_has_seen_enough_is_no_error(shell: Shell, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = shell(*words, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="opens a pseudo-terminal")
@pytest.mark.parametrize(
    ("words", "variables", "has_colour", "has_style"),
    [
        ([], {}, True, True),
        ([], {"NO_COLOR": "1"}, False, True),
        (["--color", "never"], {}, False, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True, True),
    ],
)
def test_colour_on_a_terminal_is_as_asked_for(
    project: Path, words: list[str], variables: dict[str, str], has_colour: bool, has_style: bool
) -> None:
    ours, theirs = os.openpty()
    environment = outside() | {"TERM": "xterm-256color"} | variables
    done = subprocess.run([*COMMAND, *words, "list", "day01"], cwd=project, env=environment, stdout=theirs, check=True)
    assert done.returncode == 0
    shown = os.read(ours, 65536)
    os.close(ours)
    os.close(theirs)
    assert (b"\x1b[32m" in shown, b"\x1b[" in shown) == (has_colour, has_style)


@pytest.mark.torch
def test_three_runs_in_three_processes_record_the_same_bytes(shell: Shell, folder: Path) -> None:
    (folder / DAY).parent.mkdir()
    (folder / DAY).write_bytes((Path(__file__).parents[2] / "scripts_yaml" / "day04.yaml").read_bytes())
    recordings = set()
    for _ in range(3):
        assert shell("run", "day01", "--update").returncode == 0
        recordings.add((folder / RECORDING).read_bytes())
        (folder / RECORDING).unlink()
    assert len(recordings) == 1
