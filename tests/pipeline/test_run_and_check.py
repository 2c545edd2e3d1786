from __future__ import annotations

from collections.abc import Callable

import pytest

from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session
from shortsgen.problems import InputError, Problem, Severity
from shortsgen.project import Project
from shortsgen.run.outcome import Failure, Outcome, Status
from tests.pipeline.conftest import FakeExecutor, snapshot

Edit = Callable[[str, str], None]


def brief(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.span)) for problem in problems]


def test_what_is_recorded_and_unchanged_passes(session: Session) -> None:
    run_day(session, "day01", [])
    result = check_days(session, {"day01": ()})
    assert result.problems == ()
    assert result.summary == {"days": 1, "shorts": 2, "snippets": 3, "ok": 2, "raised": 1}


def test_check_writes_nothing(session: Session, project: Project) -> None:
    before = snapshot(project.root)
    check_days(session, {"day01": ()})
    assert snapshot(project.root) == before


def test_what_is_not_recorded_is_a_finding(session: Session) -> None:
    result = check_days(session, {"day01": ()})
    assert brief(result.problems) == [("unrecorded", "scripts_yaml/day01.yaml:1:1")]


def test_another_output_than_the_recorded_one_is_drift(session: Session, fake: FakeExecutor) -> None:
    run_day(session, "day01", [])
    fake.outcomes["first"] = Outcome(Status.OK, "something else\n")
    result = check_days(session, {"day01": ()})
    [problem] = result.problems
    assert (problem.code, str(problem.span)) == ("drift", "scripts_yaml/day01.yaml:9:7")
    assert problem.detail.splitlines()[-2:] == ["-output of first", "+something else"]


def test_drift_is_accepted_only_by_update_which_shows_it(
    session: Session, project: Project, fake: FakeExecutor
) -> None:
    run_day(session, "day01", [])
    recorded = project.recording("day01").read_text()
    fake.outcomes["first"] = Outcome(Status.OK, "something else\n")
    assert run_day(session, "day01", []).summary["executed"] == 0
    assert project.recording("day01").read_text() == recorded
    result = run_day(session, "day01", [], update=True)
    [note] = result.problems
    assert (note.code, note.severity) == ("accepted", Severity.NOTE)
    assert "+something else" in note.detail
    assert check_days(session, {"day01": ()}).problems == ()


def test_only_what_is_stale_is_executed(session: Session, fake: FakeExecutor, edit: Edit) -> None:
    run_day(session, "day01", [])
    fake.executed.clear()
    edit('print("again")', 'print("once more")')
    run_day(session, "day01", [])
    assert fake.executed == ["second", "second/mistake"]
    fake.executed.clear()
    edit('print("hello")', 'print("hello!")')
    run_day(session, "day01", [])
    assert fake.executed == ["first", "second", "second/mistake"], "what is needed is part of what was run"


def test_a_failure_is_never_recorded(session: Session, project: Project, fake: FakeExecutor) -> None:
    fake.outcomes["first"] = Outcome(Status.TIMED_OUT, "so far\n", detail="not done after 30 s")
    result = run_day(session, "day01", [])
    [problem] = result.problems
    assert (problem.code, problem.detail) == ("snippet-timed-out", "so far")
    assert problem.hint == "make it faster, or set `timeout` on the short (now 30 s)"
    assert "first:" not in project.recording("day01").read_text()
    del fake.outcomes["first"]
    fake.executed.clear()
    run_day(session, "day01", [])
    assert fake.executed == ["first"]


def test_an_expected_failure_that_succeeds_is_a_failure(session: Session, fake: FakeExecutor) -> None:
    fake.outcomes["second/mistake"] = Outcome(Status.OK, "")
    result = run_day(session, "day01", [])
    [problem] = result.problems
    assert problem.code == "snippet-passed"
    assert problem.message == "02 second, its mistake: expected NameError, but it did not fail"


def test_another_error_than_the_expected_one_is_a_failure(session: Session, fake: FakeExecutor) -> None:
    fake.outcomes["second/mistake"] = Outcome(Status.RAISED, error=Failure("TypeError", "no", 23, 9))
    [problem] = run_day(session, "day01", []).problems
    assert problem.message == "02 second, its mistake: expected NameError, found TypeError: no"


def test_a_missing_name_says_which_short_defines_it(session: Session, fake: FakeExecutor, edit: Edit) -> None:
    edit('print("hello")', "greeting = 1")
    edit("    needs: [first]\n", "")
    fake.outcomes["second"] = Outcome(
        Status.RAISED, error=Failure("NameError", "name 'greeting' is not defined", 18, 7)
    )
    problem = run_day(session, "day01", []).problems[0]
    assert problem.hint == "`greeting` is defined in 01 first: add `needs: [first]`"


def test_a_recording_without_its_short_is_a_problem_until_run(session: Session, edit: Edit) -> None:
    run_day(session, "day01", [])
    edit("- id: second", "- id: other")
    found = [problem.message for problem in check_days(session, {"day01": ()}).problems]
    assert "second: recorded, but the day has no such snippet" in found
    run_day(session, "day01", [])
    assert check_days(session, {"day01": ()}).problems == ()


def test_too_long_for_the_budget_is_a_problem(session: Session, edit: Edit) -> None:
    edit("Say hello.", "Tensors, tensors.")
    edit("This line is said.", "tensors " * 60)
    run_day(session, "day01", [])
    [problem] = check_days(session, {"day01": ()}).problems
    assert problem.code == "over-budget"
    assert problem.message.endswith(" s over its 30 s")


def test_code_that_does_not_fit_is_a_problem_with_its_line(session: Session, edit: Edit) -> None:
    edit('print("hello")', "x = 1\n      print(" + "1 + " * 20 + "1)")
    run_day(session, "day01", [])
    problems = check_days(session, {"day01": ()}).problems
    [problem] = problems
    assert (problem.code, problem.severity) == ("code-wraps", Severity.WARNING)
    assert problem.span is not None
    assert problem.span.line == 10
    assert f"column {problem.span.column - 6}" in problem.message


def test_code_with_too_many_lines_is_an_error(session: Session, edit: Edit) -> None:
    edit('print("hello")', "\n      ".join(f"x{n} = {n}" for n in range(60)))
    run_day(session, "day01", [])
    problems = check_days(session, {"day01": ()}).problems
    assert [(problem.code, problem.severity) for problem in problems] == [("code-overflow", Severity.ERROR)]


def test_skipped_shorts_and_their_dependents_are_noted_not_executed(
    session: Session, fake: FakeExecutor, edit: Edit
) -> None:
    edit("title: The first", "title: The first\n    skip: no network here")
    result = check_days(session, {"day01": ()})
    assert fake.executed == []
    assert [(problem.severity, problem.message) for problem in result.problems] == [
        (Severity.NOTE, "01 first: no network here"),
        (Severity.NOTE, "02 second: it needs 01 first, which is skipped: no network here"),
    ]


def test_a_missing_package_skips_with_its_name(session: Session, edit: Edit) -> None:
    edit("title: The first", "title: The first\n    requires: [no_such_package_here]")
    result = check_days(session, {"day01": ()})
    assert result.problems[0].message == "01 first: it requires no_such_package_here, which is not installed"


def test_all_unreadable_scripts_are_told_at_once(session: Session, project: Project) -> None:
    for name in ("day02", "day03"):
        project.script(name).write_text("titel: x\nshorts: []\n")
    with pytest.raises(InputError) as caught:
        check_days(session, dict.fromkeys(["day01", "day02", "day03"], ()))
    assert {problem.span.file for problem in caught.value.problems if problem.span} == {
        "scripts_yaml/day02.yaml",
        "scripts_yaml/day03.yaml",
    }


def test_another_environment_than_the_recorded_one_is_noted(session: Session, fake: FakeExecutor) -> None:
    run_day(session, "day01", [])
    fake.environment = {"python": "3.14", "torch": "10"}
    [note] = check_days(session, {"day01": ()}).problems
    assert (note.code, note.severity) == ("environment", Severity.NOTE)
    assert note.message == "recorded elsewhere: here is torch 10 instead of 9"
