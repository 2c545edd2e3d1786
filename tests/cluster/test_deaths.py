"""Workers that die, snippets that crash, and coordinators that are interrupted or killed."""

from __future__ import annotations

import os
import signal
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from shortsgen.cluster.died import WorkerDied
from shortsgen.cluster.local import Processes
from shortsgen.pipeline import run
from tests.attacks.world import wait_for
from tests.cli.conftest import COMMAND, outside
from tests.cluster.conftest import Opened
from tests.cluster.days import DAY, Done, done, new_project

SLOW = """\
title: It takes a while
shorts:
  - id: quick
    title: Quick
    hook: It is quick.
    talk_track: [It is quick.]
    code: |
      print("quick")

  - id: slow
    title: Slow
    hook: It is slow.
    talk_track: [It is slow.]
    code: |
      import os, pathlib, time
      flag = pathlib.Path("FLAG")
      if not flag.exists():
          flag.with_suffix(".new").write_text(str(os.getppid()))
          flag.with_suffix(".new").rename(flag)
          time.sleep(600)
      print("slow")
"""
CRASH = """
  - id: crash
    title: Crash
    hook: It crashes.
    talk_track: [It crashes.]
    code: |
      import ctypes
      ctypes.string_at(0)
"""


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def worker_of(flag: Path) -> int:
    """The worker that the slow snippet runs in: it said who started it, which the worker did."""
    wait_for(flag.exists, 60)
    return parent(int(flag.read_text()))


@pytest.mark.parametrize("where", ["local:2", "scheduler"])
def test_a_worker_that_dies_costs_its_batch_another_try(where: str, opened: Opened, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    project = new_project(tmp_path / "project", SLOW.replace("FLAG", str(flag)))
    with ThreadPoolExecutor(1) as thread:
        found: Future[Done] = thread.submit(done, project, run, opened(where))
        os.kill(worker_of(flag), signal.SIGKILL)
        assert found.result(60).problems == ()
    text = project.recording("day01").read_text()
    assert ("      quick\n" in text, "      slow\n" in text) == (True, True)


def once_and_for_all(data: bytes) -> bytes:
    """Is killed the first time that it is called."""
    if not Path(os.fsdecode(data)).exists():
        Path(os.fsdecode(data)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return b"done"


def each_time(data: bytes) -> bytes:
    with Path(os.fsdecode(data)).open("a") as file:
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def test_what_ends_each_worker_is_given_up_and_the_others_are_not(tmp_path: Path) -> None:
    executor = Processes(2)
    deadly = executor.submit(each_time, os.fsencode(tmp_path / "tries"))
    others = [executor.submit(once_and_for_all, os.fsencode(tmp_path / f"died-{number}")) for number in range(2)]
    try:
        assert [other.result(60) for other in others] == [b"done", b"done"]
        with pytest.raises(WorkerDied):
            deadly.result(60)
    finally:
        executor.shutdown()
    assert (tmp_path / "tries").read_text() == "xxx"


def test_a_snippet_that_crashes_costs_nothing(opened: Opened, tmp_path: Path) -> None:
    here = done(new_project(tmp_path / "here", DAY + CRASH), run)
    there = done(new_project(tmp_path / "there", DAY + CRASH), run, opened("local:1"))
    assert there == here
    assert [problem.code for problem in there.problems] == ["snippet-raised", "snippet-crashed"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
@pytest.mark.parametrize("where", ["local:2", "scheduler"])
def test_whoever_ends_the_coordinator_ends_what_it_wanted(
    where: str, number: signal.Signals, code: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Ctrl-C reaches all processes of a terminal."""
    flag = tmp_path / "flag"
    project = new_project(tmp_path / "project", SLOW.replace("FLAG", str(flag)))
    word = request.getfixturevalue("scheduler") if where == "scheduler" else where
    (shared := tmp_path / "shared").mkdir()
    command = [*COMMAND, "run", "day01", "--on", word, "--store", str(shared), "--sandbox", "basic"]
    program = subprocess.Popen(
        command, cwd=project.root, env=outside(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    worker, snippet_server = worker_of(flag), int(flag.read_text())
    if number is signal.SIGINT:
        os.killpg(program.pid, number)
    else:
        program.send_signal(number)
    _, err = program.communicate(timeout=20)
    assert program.returncode == code
    if number is not signal.SIGKILL:  # after which Python tells that it cleans up
        assert err == ""
        assert list(shared.iterdir()) == []
    wait_for(lambda: not alive(snippet_server))
    if where == "local:2":
        wait_for(lambda: not alive(worker))
    assert not list(project.root.rglob("*.shortsgen-tmp"))
