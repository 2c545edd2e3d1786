"""Giving up what runs: it ends at once, and the same server executes what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from shortsgen.run.executor import Stopped
from shortsgen.run.outcome import Outcome
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from tests.run.conftest import day_of, run_all

pytestmark = pytest.mark.torch


@pytest.fixture(params=["fork", "spawn"])
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """Its snippets can write to the folder of the test."""
    with Runner(fork=request.param == "fork", level=Level.NONE) as one:
        yield one


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A file that an endless snippet writes as it begins."""
    return tmp_path / "runs"


def endless(runs: Path) -> str:
    return f"import time\nopen({str(runs)!r}, 'w').close()\ntime.sleep(600)\n"


def stopped(runner: Runner, wanted: Sequence[Snippet], runs: Path) -> dict[str, Outcome]:
    """What was found until the endless one began."""
    found: dict[str, Outcome] = {}
    with pytest.raises(Stopped):
        runner.run(wanted, lambda snippet, outcome: found.__setitem__(snippet.name, outcome), runs.exists)
    return found


def test_what_hangs_is_ended_and_the_server_stays(runner: Runner, runs: Path) -> None:
    run_all(runner, snippets(day_of("print(1)")))
    server = runner._server.link
    assert stopped(runner, snippets(day_of(endless(runs), "print(2)")), runs).keys() <= {"s2"}
    assert run_all(runner, snippets(day_of("print(3)")))[0].output == "3\n"
    assert runner._server.link is server


def test_a_branch_that_hangs_is_ended(runner: Runner, runs: Path) -> None:
    """What two need is executed for both, and never ends."""
    day = day_of(endless(runs), "print(2)", "print(3)")
    first, *others = day.shorts
    day = replace(day, shorts=(first, *(replace(one, needs=(first.id,)) for one in others)))
    assert stopped(runner, [one for one in snippets(day) if one.name != first.id], runs) == {}
    assert run_all(runner, snippets(day_of("print(4)")))[0].output == "4\n"


def test_what_is_stopped_before_it_began_executes_nothing(runner: Runner) -> None:
    with pytest.raises(Stopped):
        runner.run(snippets(day_of("print(1)")), lambda *_: None, lambda: True)
    assert run_all(runner, snippets(day_of("print(2)")))[0].output == "2\n"


def test_a_place_that_an_interrupt_left_half_is_left_whole(runner: Runner) -> None:
    """It is no longer listened to, and not yet closed."""
    run_all(runner, snippets(day_of("print(1)")))
    places = runner._places
    places._selector.unregister(places.root.channel)
    places.leave(places.root)
    assert places.root.left
