"""The memory of a snippet with all that it started: what is lawful is left alone."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace

import pytest

from shortsgen.run.inside import memory
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Options
from tests.run.conftest import day_of, run_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

SMALL = """
import os, time
children = []
for _ in range(3):
    if not (pid := os.fork()):
        held = b"x" * (60 * 2**20)
        time.sleep(1)
        os._exit(0)
    children.append(pid)
print([os.waitpid(pid, 0)[1] for pid in children])
"""

LARGE = SMALL.replace("range(3)", "range(4)").replace("60 *", "150 *").replace("sleep(1)", "sleep(2)")


@pytest.mark.torch
def test_children_that_stay_below_the_limit_together_are_left_alone(guarded: Runner) -> None:
    assert run_all(guarded, snippets(day_of(SMALL, options=Options(memory=512)))) == [Outcome(Status.OK, "[0, 0, 0]\n")]


@pytest.mark.torch
def test_the_children_of_what_snippets_share_are_counted(guarded: Runner) -> None:
    day = day_of(LARGE, "print('first')\n", "print('second')\n", options=Options(memory=256))
    maker, *users = day.shorts
    wanted = snippets(replace(day, shorts=(maker, *(replace(user, needs=(maker.id,)) for user in users))))
    assert [outcome.status for outcome in run_all(guarded, wanted)] == [Status.OUT_OF_MEMORY] * 3


@pytest.mark.torch
def test_snippets_on_a_branch_are_bounded_each_by_itself(guarded: Runner) -> None:
    held = "held = bytearray(150 * 2**20)\n"
    alone = "import time\nmore = bytearray(150 * 2**20)\ntime.sleep(1)\nprint(len(held))\n"
    day = day_of(held, *[f"{alone}# {number}\n" for number in range(4)], options=Options(memory=512))
    maker, *users = day.shorts
    wanted = snippets(replace(day, shorts=(maker, *(replace(user, needs=(maker.id,)) for user in users))))
    outcomes = run_all(guarded, wanted)
    assert outcomes == [Outcome(Status.OK), *[Outcome(Status.OK, f"{150 * 2**20}\n")] * 4]


def test_what_a_child_takes_beyond_its_parent_is_counted() -> None:
    reading, writing = os.pipe()
    leader = os.fork()
    if not leader:
        _hold_in_a_child(writing)
    assert os.read(reading, 1) == b"."
    assert 90 <= memory.taken([leader]) <= 140
    os.killpg(leader, signal.SIGKILL)
    os.waitpid(leader, 0)
    os.close(reading)
    os.close(writing)


def test_a_process_by_itself_and_one_that_ended_take_nothing() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    assert [memory.taken([]), memory.taken([child]), memory.taken([child, child])] == [0, 0, 0]


def _hold_in_a_child(writing: int) -> None:
    """In a forked process: fork one that holds 100 MiB and says so. Never returns."""
    os.setsid()
    if not os.fork():
        held = b"x" * (100 * 2**20)
        os.write(writing, b"." if held else b"")
    while True:
        signal.pause()
