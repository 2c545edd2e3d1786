"""What would drift on another day is told when it is recorded for the first time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from shortsgen.cli.console import Screen
from shortsgen.pipeline.render import render
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session, this_machine
from shortsgen.problems import Problem, Severity
from shortsgen.project import Project
from shortsgen.run.executor import OnDone, Stop, never
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet
from tests.pipeline.conftest import FakeExecutor

Edit = Callable[[str, str], None]


class Counting(FakeExecutor):
    """Prints how often it has executed a snippet, and took so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.took = seconds

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        def told(snippet: Snippet, outcome: Outcome) -> None:
            if snippet.name == "first":
                outcome = Outcome(Status.OK, f"run {self.executed.count('first')}\n")
            done(snippet, replace(outcome, seconds=self.took))

        super().run(snippets, told, stop)


def varies(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.code == "output-varies"]


@pytest.mark.torch
@pytest.mark.parametrize("command", ["run", "render"])
def test_a_clock_is_told_of_at_once(project: Project, screen: Screen, edit: Edit, command: str) -> None:
    edit('print("hello")', "import time\n      print('so late:', time.time_ns())")
    with Session(project, this_machine(), screen) as session:
        commands = {"run": lambda: run_day(session, "day01", ["1"]), "render": lambda: render(session, "day01", ["1"])}
        [problem] = varies(commands[command]().problems)
        assert problem.severity is Severity.WARNING
        assert problem.message.startswith("01 first: executed twice, it gives `so late: 1")
        assert problem.message.endswith("` only once")
        assert problem.hint == 'if it differs in every run, say so on the short: `varies: ["so late: *"]`'
        assert problem.detail.splitlines()[:2] == ["--- first", "+++ second"]
        assert str(problem.span) == "scripts_yaml/day01.yaml:9:7"
        edit("    mistake: Saying nothing.", '    varies: ["so late: *"]')
        edit("'so late:'", "'so  late:'")
        edit('["so late: *"]', '["so  late: *"]')
        assert varies(commands[command]().problems) == [], "the hint was followed"


def test_only_what_is_new_is_executed_twice(project: Project, screen: Screen, edit: Edit) -> None:
    machine = Counting(0.1)
    with Session(project, machine, screen) as session:
        assert len(varies(run_day(session, "day01", []).problems)) == 1
        assert sorted(machine.executed) == ["first", "first", "second", "second", "second/mistake", "second/mistake"]
        machine.executed.clear()
        run_day(session, "day01", [], update=True)
        assert machine.executed == ["first", "second", "second/mistake"]
        edit('print("hello")', 'print("hello!")')
        machine.executed.clear()
        assert len(varies(render(session, "day01", ["1"]).problems)) == 1
        assert machine.executed == ["first", "first"]


def test_what_takes_long_is_executed_once(project: Project, screen: Screen) -> None:
    machine = Counting(0.3)
    with Session(project, machine, screen) as session:
        assert varies(run_day(session, "day01", []).problems) == []
    assert machine.executed == ["first", "second", "second/mistake"]
