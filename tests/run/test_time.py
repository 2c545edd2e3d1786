"""A deadline counts what a snippet itself takes: not what the program does meanwhile, nor that it stands still."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.model import Options
from tests.run.conftest import day_of, run_all

SECONDS = 2.0
LONGER = 3.5
MORE_THAN_A_PIPE_HOLDS = 500_000

PROGRAM = """
import sys
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Options
from tests.run.conftest import day_of, run_all

with Runner(level=Level.BASIC) as runner:
    [outcome] = run_all(runner, snippets(day_of(sys.argv[1], options=Options(timeout=float(sys.argv[2])))))
print(outcome.status, len(outcome.output))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="stops a program, and continues it")
def test_what_a_snippet_prints_while_the_program_is_stopped_is_in_time(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "runs")
    code = f"open({str(tmp_path / 'runs')!r}, 'w').write('.')\nprint('x' * {MORE_THAN_A_PIPE_HOLDS}, end='')\n"
    words = [sys.executable, "-c", PROGRAM, code, str(SECONDS)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], text=True) as program:
        runs = os.open(tmp_path / "runs", os.O_RDONLY | os.O_NONBLOCK)
        assert select.select([runs], [], [], 60)[0] == [runs], "the snippet did not start"
        program.send_signal(signal.SIGSTOP)
        time.sleep(LONGER)
        program.send_signal(signal.SIGCONT)
        assert program.communicate(timeout=60)[0] == f"ok {MORE_THAN_A_PIPE_HOLDS}\n"
        os.close(runs)


def test_what_a_snippet_prints_while_the_program_does_something_else_is_in_time() -> None:
    found: list[Outcome] = []

    def done(_snippet: Snippet, outcome: Outcome) -> None:
        if not found:
            time.sleep(LONGER)
        found.append(outcome)

    codes = ("print(1)\n", f"import time\ntime.sleep(0.5)\nprint('x' * {MORE_THAN_A_PIPE_HOLDS}, end='')\n")
    with Runner(workers=2) as runner:
        runner.run(snippets(day_of(*codes, options=Options(timeout=SECONDS))), done)
    assert [(one.status, len(one.output)) for one in found] == [(Status.OK, 2), (Status.OK, MORE_THAN_A_PIPE_HOLDS)]


@pytest.mark.torch
def test_what_a_child_that_was_not_forked_takes_to_import_torch_is_not_its_snippets_time() -> None:
    code = "import torch\nprint('before', flush=True)\nwhile True: pass\n"
    with Runner(fork=False) as runner:
        [outcome] = run_all(runner, snippets(day_of(code, options=Options(timeout=0.7))))
    assert outcome == Outcome(Status.TIMED_OUT, "before\n", detail="not done after 0.7 s")
