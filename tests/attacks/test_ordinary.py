"""Where an ordinary user starts it, bubblewrap's first process is that user's too: what snippets can do to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shortsgen.run.outside.level import missing
from tests.attacks.attack import Attack
from tests.attacks.kernel import KERNEL
from tests.attacks.ordinary import executed, room
from tests.attacks.processes import PROCESSES
from tests.attacks.reach import REACH
from tests.attacks.world import World

pytestmark = pytest.mark.skipif(sys.platform != "linux" or bool(missing()), reason="needs bubblewrap")

GOOD = "import os\nprint(len([1]), os.listdir())\n"
FINE = ("ok", "1 []\n")

LOOK = """
import os
print(os.listdir("/proc/1"))
for name in ("environ", "fd", "mem", "maps", "root", "status", "cmdline"):
    for path in (f"/proc/1/{name}", f"/proc/1/task/1/{name}", f"/proc/self/root/proc/1/{name}"):
        if os.path.lexists(path):
            print(path)
"""

# Into what it holds, and into its memory; then it is to go.
TAKE = """
import ctypes, os, signal
libc, first = ctypes.CDLL(None), os.pidfd_open(1)
for number in range(40):
    taken = libc.syscall(438, first, number, 0)
    if taken >= 0:
        print("taken")
        os.set_blocking(taken, False)
        for data in [b"\\1" + bytes(7), *[b"x" * 4096 + b"\\n"] * 100]:
            try:
                os.write(taken, data)
            except OSError:
                pass
if libc.ptrace(16, 1, None, None) == 0:
    print("attached")
    os.waitpid(1, 0x40000000)
    libc.ptrace(7, 1, None, signal.SIGKILL)
for number in range(1, 65):
    os.kill(1, number)
print("alive")
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with room() as one:
        yield one


def test_the_first_process_cannot_be_looked_at(folder: Path) -> None:
    assert executed(folder, GOOD, LOOK, GOOD) == [FINE, ("ok", "[]\n"), FINE]


def test_the_first_process_can_be_neither_taken_from_nor_ended(folder: Path) -> None:
    """It outlives each snippet: whoever could make it do something would do it to the next."""
    slow = f"import time\ntime.sleep(1)\n{GOOD}"
    assert executed(folder, GOOD, TAKE, slow) == [FINE, ("ok", "alive\n"), FINE]


CHOSEN = {
    "reads the memory of other processes",
    "takes the server's descriptors",
    "reads keys, the project and the environment of others",
    "looks for secrets in every environment that it sees",
    "writes into the home and the project",
    "writes into the system and Python's environment",
    "makes a namespace of its own and mounts over the system",
}


@pytest.mark.torch
@pytest.mark.parametrize(
    "attack", [one for one in (*PROCESSES, *REACH, *KERNEL) if one.title in CHOSEN], ids=lambda one: one.id
)
def test_an_attack_gives_the_same_as_where_root_starts_it(attack: Attack, folder: Path) -> None:
    world = World(folder, 0)
    try:
        before, (status, told), after = executed(folder, GOOD, world.fill(attack.code), GOOD)
        assert (before, after) == (FINE, FINE)
        assert status in attack.strict.statuses.split(), told
        assert re.search(attack.strict.says, told, re.DOTALL), told
        assert world.harmed() == set()
    finally:
        world.close()
