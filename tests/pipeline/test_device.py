"""Outcomes of a card: recorded with its name, shown where there is none, compared more loosely from card to card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shortsgen.pipeline.check import Terms, check_days
from shortsgen.pipeline.render import render
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session
from shortsgen.problems import Severity
from shortsgen.project import Project
from shortsgen.run.outcome import Outcome, Status
from tests.pipeline.conftest import FakeExecutor
from tests.pipeline.test_record import entries

Edit = Callable[[str, str], None]

H100 = {"device": "NVIDIA H100", "driver": "550.54.15, CUDA 12.4"}
L4 = {"device": "NVIDIA L4", "driver": "550.54.15, CUDA 12.4"}


@pytest.fixture(autouse=True)
def _second_asks_for_a_card(edit: Edit) -> None:
    edit("    needs: [first]\n", "    needs: [first]\n    device: cuda\n")


def printed(fake: FakeExecutor, text: str) -> None:
    fake.outcomes["second"] = Outcome(Status.OK, text)


def told(session: Session) -> dict[str, str]:
    return {one.code: one.message for one in check_days(session, {"day01": ()}).problems}


def test_the_recording_names_the_card_of_what_it_gave_and_of_nothing_else(
    session: Session, project: Project, fake: FakeExecutor
) -> None:
    fake.card = H100
    run_day(session, "day01", [])
    assert {name: entry.environment for name, entry in entries(project).items()} == {
        "first": fake.environment,
        "second": {**fake.environment, **H100},
        "second/mistake": {**fake.environment, **H100},
    }
    assert told(session) == {}


def test_without_a_card_what_is_recorded_is_rendered_and_stays(
    session: Session, project: Project, fake: FakeExecutor
) -> None:
    fake.card = H100
    run_day(session, "day01", [])
    before = project.recording("day01").read_text()
    fake.card, fake.executed = {}, []
    render(session, "day01", [])
    assert fake.executed == []
    assert run_day(session, "day01", [], update=True).problems == ()
    assert project.recording("day01").read_text() == before


def test_without_a_card_check_tells_what_it_skips_and_where_it_was_recorded(
    session: Session, fake: FakeExecutor
) -> None:
    fake.card = H100
    run_day(session, "day01", [])
    fake.card = {}
    assert told(session) == {
        "skipped": "02 second: no card",
        "environment": "recorded elsewhere: on NVIDIA H100, and nothing was executed on a card here",
    }
    strictly = check_days(session, {"day01": ()}, Terms(strict=True)).problems
    assert {one.code: one.severity for one in strictly}["skipped"] is Severity.ERROR


def test_what_is_skipped_and_not_recorded_is_never_taken_for_an_outcome(session: Session, project: Project) -> None:
    result = run_day(session, "day01", [])
    assert result.summary["failed"] == 0
    assert list(entries(project)) == ["first"]


def test_rendering_tells_what_is_shown_without_its_output(session: Session, fake: FakeExecutor) -> None:
    [problem] = render(session, "day01", []).problems
    assert (problem.code, problem.message, problem.severity) == ("skipped", "02 second: no card", Severity.NOTE)
    assert render(session, "day01", ["first"]).problems == ()
    fake.card = H100
    assert render(session, "day01", []).problems == ()


@pytest.mark.parametrize(
    ("card", "text", "drifts"),
    [
        (H100, "1.0005\n", True),
        (L4, "1.0005\n", False),
        (L4, "1.002\n", True),
        (L4, "one\n", True),
    ],
    ids=["same", "other", "other and far", "other and no number"],
)
def test_from_card_to_card_floats_may_differ_by_a_thousandth(
    session: Session, fake: FakeExecutor, card: dict[str, str], text: str, drifts: bool
) -> None:
    fake.card = H100
    printed(fake, "1.0\n")
    run_day(session, "day01", [])
    fake.card = card
    printed(fake, text)
    assert ("drift" in told(session)) is drifts
    note = "recorded elsewhere: here is device NVIDIA L4 instead of NVIDIA H100"
    assert told(session).get("environment") == (note if card is L4 else None)
    accepted = [one.code for one in run_day(session, "day01", [], update=True).problems if one.code == "accepted"]
    assert accepted == ["accepted"] * drifts


def test_another_card_is_never_held_more_strictly_than_the_same(
    session: Session, fake: FakeExecutor, edit: Edit
) -> None:
    edit("    device: cuda\n", "    device: cuda\n    tolerance: 0.01\n")
    fake.card = H100
    printed(fake, "1.0\n")
    run_day(session, "day01", [])
    fake.card = L4
    printed(fake, "1.005\n")
    assert "drift" not in told(session)
