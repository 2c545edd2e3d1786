"""A command that is ended from outside keeps what it found, says so in its exit code, and leaves nothing else."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks.world import wait_for
from tests.cli.conftest import COMMAND, DAY, RECORDING, outside
from tests.run.conftest import processes_in

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]

SCRIPT = """\
title: Day
shorts:
  - id: quick
    title: Quick
    hook: First.
    talk_track: [First.]
    code: |
      print("found")
  - id: slow
    title: Slow
    hook: Second.
    talk_track: [Second.]
    code: |
      import os, time
      while os.path.exists("../job-1"):
          time.sleep(0.01)
      time.sleep(0.5)
      open({fifo!r}, "w").write("alone")
      time.sleep(600)
"""
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(project: Path) -> Start:
    """Start a command on a day whose second short never ends, with a temporary folder of its own."""
    (project / "tmp").mkdir()
    os.mkfifo(project / "runs")
    (project / DAY).write_text(SCRIPT.format(fifo=str(project / "runs")))

    def call(*words: str, **options: object) -> subprocess.Popen[str]:
        environment = outside() | {"TMPDIR": str(project / "tmp")}
        command = [*COMMAND, *words, "--sandbox", "basic"]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        return subprocess.Popen(command, cwd=project, env=environment, text=True, **streams)  # type: ignore[call-overload,no-any-return]

    return call


def until_only_the_slow_one_runs(project: Path) -> None:
    runs = os.open(project / "runs", os.O_RDONLY | os.O_NONBLOCK)
    assert select.select([runs], [], [], 60)[0] == [runs], "the snippet did not start"
    os.close(runs)


@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize("words", [["run", "day01"], ["render", "day01"], ["export", "outputs", "day01"]])
def test_what_was_found_before_an_interrupt_is_recorded(
    project: Path, start: Start, words: list[str], number: signal.Signals
) -> None:
    program = start(*words)
    until_only_the_slow_one_runs(project)
    program.send_signal(number)
    out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err) == (CODES[number], "", "")
    text = (project / RECORDING).read_text()
    assert ("  quick:\n" in text, "      found\n" in text, "  slow:\n" in text) == (True, True, False)
    assert_nothing_is_left(project)


@pytest.mark.parametrize("number", CODES)
def test_an_interrupt_of_check_records_nothing(project: Path, start: Start, number: signal.Signals) -> None:
    program = start("check")
    until_only_the_slow_one_runs(project)
    program.send_signal(number)
    assert program.wait(timeout=20) == CODES[number]
    assert not (project / RECORDING).exists()
    assert_nothing_is_left(project)
    program.communicate()


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.2, 0.3, 0.5, 0.8])
def test_an_interrupt_leaves_nothing_whenever_it_comes(project: Path, start: Start, delay: float) -> None:
    """From the moment on at which the folder of the server is there."""
    program = start("run", "day01", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: any((project / "tmp").iterdir()), 60)
    with pytest.raises(subprocess.TimeoutExpired):
        program.wait(delay)
    for _ in range(2):  # who is impatient
        program.send_signal(signal.SIGTERM)
    assert program.wait(timeout=20) == 143
    assert_nothing_is_left(project)


def test_what_is_to_outlive_its_terminal_is_not_ended_by_it(project: Path, start: Start) -> None:
    program = start("run", "day01", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    until_only_the_slow_one_runs(project)
    program.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        program.wait(0.5)
    program.send_signal(signal.SIGTERM)
    program.communicate(timeout=20)
    assert program.returncode == 143


def test_it_ends_with_the_code_of_an_interrupt_also_where_python_executes_text(project: Path) -> None:
    """As it does to make a dataclass, while a module is imported."""
    (project / "sitecustomize.py").write_text(
        "import shortsgen.cli.commands\nshortsgen.cli.commands.app = lambda **_: exec('raise KeyboardInterrupt')\n"
    )
    environment = outside() | {"PYTHONPATH": str(project)}
    assert subprocess.run([*COMMAND, "list"], cwd=project, env=environment, check=False).returncode == 130


def assert_nothing_is_left(project: Path) -> None:
    assert list((project / "tmp").iterdir()) == []
    assert processes_in(str(project / "tmp")) == []


SHORT = """\
## Short {number} — {title}

**Hook**

One.

**Talk track**

- One.

```python
{code}
```

"""


@pytest.mark.parametrize("number", CODES)
def test_an_interrupt_of_import_writes_nothing(project: Path, start: Start, number: signal.Signals) -> None:
    slow = f"import time\nprint(x)\nopen({str(project / 'runs')!r}, 'w').write('alone')\ntime.sleep(600)"
    shorts = enumerate([("Quick", "x = 1"), ("Slow", slow)], 1)
    text = "".join(SHORT.format(number=one, title=title, code=code) for one, (title, code) in shorts)
    (project / "day02.md").write_text(text)
    before = sorted(project.rglob("*"))
    program = start("import", "day02.md")
    until_only_the_slow_one_runs(project)
    program.send_signal(number)
    out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err) == (CODES[number], "", "")
    assert sorted(project.rglob("*")) == before
    assert_nothing_is_left(project)
