"""Days of bare code, and the real processes that execute them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shortsgen.run.outcome import Outcome
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.model import Code, Day, Options, Short

FILE = "scripts_yaml/day.yaml"

Execute = Callable[..., list[Outcome]]


def day_of(*codes: str, **values: Any) -> Day:
    """A day with one short for each code, the first of which stands in line 101 of the file, the next in 201."""
    shorts = tuple(
        Short(number, f"s{number}", "T", "H", (), Code(code, 100 * number + 1, indent=6), **values)
        for number, code in enumerate(codes, 1)
    )
    return Day("day", "Day", shorts, FILE)


def run_all(runner: Runner, wanted: tuple[Snippet, ...]) -> list[Outcome]:
    """The outcomes in the order of the snippets."""
    found: dict[str, Outcome] = {}
    runner.run(wanted, lambda snippet, outcome: found.__setitem__(snippet.name, outcome))
    return [found[snippet.name] for snippet in wanted]


@pytest.fixture(scope="session", params=["fork", "spawn"])
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """One server for all tests, of each kind: what a test does to it must not be seen by the next."""
    with Runner(fork=request.param == "fork") as one:
        yield one


@pytest.fixture
def execute(runner: Runner) -> Execute:
    """Execute codes as a day, each short with the same values."""

    def call(*codes: str, **values: Any) -> list[Outcome]:
        return run_all(runner, snippets(day_of(*codes, **values)))

    return call


@pytest.fixture
def within() -> Callable[[float], dict[str, Options]]:
    """Values of a short that has this timeout."""
    return lambda seconds: {"options": Options(timeout=seconds)}


def processes_in(marker: str) -> list[int]:
    """The processes whose command line or environment holds `marker`. Linux only."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if marker.encode() in text:
                found.append(int(entry.name))
    return found
