"""Thousands of snippets, some of them bad, through one runner: each has its outcome, and nothing grows."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path

import pytest

from shortsgen.run.outcome import Status
from shortsgen.run.outside.level import Level, why_not_strict
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from tests.attacks.world import family, server_of, wait_for
from tests.run.conftest import day_of, run_all

GOOD = {
    "print(1)": Status.OK,
    "# nothing": Status.COMMENT_ONLY,
    "import torch\nprint(torch.rand(100, 100).sum())": Status.OK,
    "print('x' * 10_000)": Status.OK,
}
BAD = {
    "1 / 0": Status.RAISED,
    "import sys\nsys.exit(3)": Status.EXITED,
    "import os\nos._exit(0)": Status.VANISHED,
    "import os\nos.abort()": Status.CRASHED,
    "x = bytearray(10**10)": Status.OUT_OF_MEMORY,
    "import subprocess\nsubprocess.Popen(['sleep', '600'])": Status.OK,
    "print('x' * 10**7)": Status.OUTPUT_LIMIT,
}
_MIB = 1024


@pytest.mark.torch
@pytest.mark.skipif(sys.platform != "linux" or bool(why_not_strict()), reason="needs bubblewrap")
def test_two_thousand_snippets_of_which_a_twentieth_is_bad_leave_nothing_behind() -> None:
    kinds = [*islice(_mixed(), 2000)]
    codes, expected = [f"{code}\n" for code, _ in kinds], [status for _, status in kinds]
    with Runner(level=Level.STRICT) as runner:
        run_all(runner, snippets(day_of(*codes[:160])))
        before = _sizes(runner)
        outcomes = run_all(runner, snippets(day_of(*codes)))
        after = _sizes(runner)
    assert [outcome.status for outcome in outcomes] == expected
    assert after["descriptors"] == before["descriptors"]
    assert after["server"] - before["server"] < 4 * _MIB
    assert after["runner"] - before["runner"] < 48 * _MIB  # eighteen million characters of output are kept


def _mixed() -> Iterator[tuple[str, Status]]:
    good, bad = cycle(GOOD.items()), cycle(BAD.items())
    for number in count(1):
        yield next(bad) if number % 20 == 0 else next(good)


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
