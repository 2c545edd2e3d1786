"""Hundreds of snippets of all kinds through one server: each has its outcome, and nothing grows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from shortsgen.run.outcome import Status
from shortsgen.run.outside.level import Level, why_not_strict
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from tests.attacks.world import family, server_of, wait_for
from tests.run.conftest import day_of, run_all

KINDS = {
    "print(1)": Status.OK,
    "# nothing": Status.COMMENT_ONLY,
    "import torch\nprint(torch.rand(100, 100).sum())": Status.OK,
    "print('x' * 100_000)": Status.OK,
    "1 / 0": Status.RAISED,
    "import sys\nsys.exit(3)": Status.EXITED,
    "import os\nos._exit(0)": Status.VANISHED,
    "import os\nos.abort()": Status.CRASHED,
    "x = bytearray(10**10)": Status.OUT_OF_MEMORY,
    "import subprocess\nsubprocess.Popen(['sleep', '600'])": Status.OK,
}
_MIB = 1024


@pytest.mark.torch
@pytest.mark.skipif(sys.platform != "linux" or bool(why_not_strict()), reason="needs bubblewrap")
def test_a_server_serves_five_hundred_snippets_of_all_kinds_without_growing() -> None:
    codes = [f"{code}\n" for code in KINDS] * 50
    with Runner(level=Level.STRICT) as runner:
        run_all(runner, snippets(day_of(*codes[:50])))
        before = _sizes(runner)
        outcomes = run_all(runner, snippets(day_of(*codes)))
        after = _sizes(runner)
    assert [outcome.status for outcome in outcomes] == list(KINDS.values()) * 50
    assert after["descriptors"] == before["descriptors"]
    assert after["server"] - before["server"] < 4 * _MIB
    assert after["runner"] - before["runner"] < 16 * _MIB  # five million characters of output are kept


def _sizes(runner: Runner) -> dict[str, int]:
    """Descriptors of this process, and KiB of it and of the server, which is below bubblewrap."""
    wait_for(lambda: len(family(server_of(runner))) == 3)
    server = family(server_of(runner))[-1]
    return {
        "descriptors": sum(1 for _ in Path("/proc/self/fd").iterdir()),
        "runner": _resident(os.getpid()),
        "server": _resident(server),
    }


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
