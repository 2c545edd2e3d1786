"""`shortsgen run` is killed while a snippet runs: nothing of it stays."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shortsgen.run.outside.level import Level, why_not_strict
from tests.attacks.conftest import LEVELS
from tests.attacks.world import wait_for
from tests.cli.conftest import outside
from tests.run.conftest import processes_in

SCRIPT = """\
title: Day
shorts:
  - id: first
    title: First
    hook: First.
    talk_track: [First.]
    code: |
      import subprocess
      subprocess.run(["sleep", "{marker}"])
"""


QUICK = """\
title: Day
shorts:
  - {id: first, title: First, hook: First., talk_track: [First.], code: print(1)}
"""


@pytest.mark.torch
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_program_leaves_no_process_and_no_recording(level: Level, number: int, tmp_path: Path) -> None:
    if level is Level.STRICT and (reason := why_not_strict()):
        pytest.skip(reason)
    scripts = tmp_path / "scripts_yaml"
    scripts.mkdir()
    marker = f"97{tmp_path.stat().st_ino}.{number}"
    (scripts / "day01.yaml").write_text(SCRIPT.format(marker=marker))
    command = [sys.executable, "-m", "shortsgen", "run", "day01", "--sandbox", level]
    environment = outside() | {"TMPDIR": str(tmp_path)}
    program = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=-3, stderr=-3)
    wait_for(lambda: bool(processes_in(marker)), 60)
    program.send_signal(number)
    program.wait(timeout=20)
    wait_for(lambda: not processes_in(marker) and not processes_in(str(tmp_path)))
    assert [path.name for path in scripts.iterdir()] == ["day01.yaml"]
    left = sorted(path.name for path in tmp_path.glob("shortsgen-*"))
    assert len(left) == (number == signal.SIGKILL)


@pytest.mark.torch
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("level", LEVELS)
def test_the_next_run_removes_what_a_killed_one_left_and_nothing_of_one_that_lives(
    level: Level, tmp_path: Path
) -> None:
    if level is Level.STRICT and (reason := why_not_strict()):
        pytest.skip(reason)
    (tmp_path / "scripts_yaml").mkdir()
    mark = f"98{tmp_path.stat().st_ino}"
    for day, code in (("long", SCRIPT.format(marker=mark)), ("short", QUICK)):
        (tmp_path / "scripts_yaml" / f"{day}.yaml").write_text(code)
    (tmp_path / "shortsgen-run-of-others").mkdir()

    def start(day: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "shortsgen", "run", day, "--sandbox", level]
        return subprocess.Popen(command, cwd=tmp_path, env=outside() | {"TMPDIR": str(tmp_path)}, stdout=-3, stderr=-3)

    def folders() -> set[str]:
        return {path.name for path in tmp_path.glob("shortsgen-run-*")}

    killed = start("long")
    wait_for(lambda: bool(processes_in(mark)), 60)
    abandoned = folders() - {"shortsgen-run-of-others"}
    killed.kill()
    killed.wait()
    wait_for(lambda: not processes_in(mark))
    living = start("long")
    try:
        wait_for(lambda: bool(processes_in(mark)), 60)
        of_living = folders() - {"shortsgen-run-of-others"} - abandoned
        assert start("short").wait(60) == 0
        assert folders() == {"shortsgen-run-of-others"} | of_living
        assert len(of_living) == 1
    finally:
        living.terminate()
        living.wait(20)
    assert folders() == {"shortsgen-run-of-others"}
