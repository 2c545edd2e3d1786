"""The level that a run was told to have: it holds for all of it, or the run ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from shortsgen.problems import RunnerError
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.level import Level, why_not_strict
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from tests.run.conftest import day_of, run_all

KILLS_THE_SERVER = "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(20)\n"
WORDS = day_of("print(1)\n", KILLS_THE_SERVER, "print(2)\n")

pytestmark = pytest.mark.skipif(bool(why_not_strict()), reason=why_not_strict())


@pytest.fixture
def bubblewrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one that is started: a link to the real one, in a folder of its own."""
    path = tmp_path / "bin" / "bwrap"
    path.parent.mkdir()
    path.symlink_to(shutil.which("bwrap") or "")
    monkeypatch.setenv("PATH", str(path.parent))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return path


def breaks(program: Path) -> None:
    program.unlink()
    program.write_text("#!/bin/sh\necho it is forbidden here >&2\nexit 1\n")
    program.chmod(0o755)


HARMS = [(Path.unlink, "bubblewrap is not there"), (breaks, "it is forbidden here")]


@pytest.mark.parametrize(("harm", "why"), HARMS, ids=["is gone", "is broken"])
@pytest.mark.parametrize("level", [None, Level.STRICT], ids=["the best", "strict"])
def test_a_run_ends_where_the_level_that_it_was_told_cannot_be_had_again(
    bubblewrap: Path, harm: Callable[[Path], None], why: str, level: Level | None
) -> None:
    found: list[Outcome] = []

    def done(_snippet: Snippet, outcome: Outcome) -> None:
        assert runner.level is Level.STRICT
        if not found:
            harm(bubblewrap)
        found.append(outcome)

    with Runner(level=level, workers=1) as runner, pytest.raises(RunnerError) as caught:
        runner.run(snippets(WORDS), done)
    assert caught.value.problems[0].message == f"the sandbox `strict` cannot be had: {why}"
    assert [outcome.status for outcome in found] == [Status.OK, Status.VANISHED]
    assert os.listdir(bubblewrap.parents[1]) == ["bin"]  # noqa: PTH208 - names


@pytest.mark.parametrize("harm", [one for one, _ in HARMS], ids=["is gone", "is broken"])
def test_before_a_level_was_told_the_next_one_is_taken(bubblewrap: Path, harm: Callable[[Path], None]) -> None:
    with Runner(workers=1) as runner:
        harm(bubblewrap)
        outcomes = run_all(runner, snippets(WORDS))
        assert runner.level is Level.BASIC
    assert [outcome.status for outcome in outcomes] == [Status.OK, Status.VANISHED, Status.OK]
    assert os.listdir(bubblewrap.parents[1]) == ["bin"]  # noqa: PTH208 - names
