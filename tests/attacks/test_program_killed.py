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
