"""When a fresh outcome differs from the recorded one, and how that is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.run.drift import drift
from shortsgen.run.outcome import Failure, Outcome, Status


def of(recorded: str, fresh: str) -> str:
    return drift(Outcome(Status.OK, recorded), Outcome(Status.OK, fresh))


@pytest.mark.parametrize(
    ("recorded", "fresh"),
    [
        ("", ""),
        ("loss 0.693147\n", "loss 0.693151\n"),
        ("loss 0.693147\n", "loss 0.69315\n"),
        ("tensor([ 1.0000, -2.5e-03])\n", "tensor([ 1.0001, -2.5e-03])\n"),
        ("1e5 1.5E+3 .5\n", "1.00001e5 1.5E+3 .50001\n"),
        ("0.0\n", "-0.0\n"),
        ("1e-9\n", "0.0\n"),
        ("3e-08\n", "6e-08\n"),
        ("5.9e-08\n", "-5.9e-08\n"),
        ("inf nan\n", "inf nan\n"),
    ],
)
def test_floats_agree_within_the_tolerance(recorded: str, fresh: str) -> None:
    assert of(recorded, fresh) == ""


@pytest.mark.parametrize(
    ("recorded", "fresh"),
    [
        ("loss 0.6931\n", "loss 0.6933\n"),
        ("epoch 1000000\n", "epoch 1000001\n"),
        ("10\n", "10.0\n"),
        ("0.5\n", "-0.5\n"),
        ("1e-4\n", "0.0\n"),
        ("torch.Size([2, 4])\n", "torch.Size([4, 2])\n"),
        ("version 2.13.0\n", "version 2.13.1\n"),
        ("0.5\n", "0.5 0.5\n"),
        ("a 0.5\n", "b 0.5\n"),
        ("0.5 a\n", "0.5  a\n"),
        ("0.5\n", "nan\n"),
        ("text\n", "text"),
        ("", "\n"),
    ],
)
def test_all_else_is_exact(recorded: str, fresh: str) -> None:
    assert of(recorded, fresh) != ""
    assert of(fresh, recorded) != ""


def test_without_a_tolerance_nothing_near_zero_is_forgiven() -> None:
    assert drift(Outcome(Status.OK, "3e-08\n"), Outcome(Status.OK, "6e-08\n"), tolerance=0) != ""


def test_lines_that_were_added_are_shown_in_a_diff() -> None:
    assert of("one\ntwo 0.5\n", "one\nmore\ntwo 0.5\n").split("\n") == [
        "--- recorded",
        "+++ fresh",
        "@@ -1,2 +1,3 @@",
        " one",
        "+more",
        " two 0.5",
    ]


def test_a_missing_line_feed_is_said() -> None:
    assert "+\\ no line feed at the end" in of("text\n", "text").split("\n")


def raised(message: str, kind: str = "ValueError", line: int = 1) -> Outcome:
    return Outcome(Status.RAISED, error=Failure(kind, message, line, 1, f"Traceback of {line}"))


def test_the_message_of_an_error_counts_and_its_line_does_not() -> None:
    assert drift(raised("no"), raised("no", line=9)) == ""
    assert drift(raised("no 0.50000"), raised("no 0.50001")) == ""
    difference = drift(raised("expected 2"), raised("expected 3")).split("\n")
    assert difference[3:] == ["-ValueError: expected 2", "+ValueError: expected 3", " [raised]"]
    assert drift(raised("no"), raised("no", kind="TypeError")) != ""


def test_another_status_is_drift_though_it_printed_the_same() -> None:
    assert "+[exited] sys.exit(1)" in drift(
        Outcome(Status.OK, "x\n"), Outcome(Status.EXITED, "x\n", detail="sys.exit(1)")
    )
    assert drift(Outcome(Status.OK), Outcome(Status.COMMENT_ONLY)) != ""


def test_figures_are_compared_by_their_bytes() -> None:
    one, other = Outcome(Status.OK, figures=(b"one",)), Outcome(Status.OK, figures=(b"other",))
    assert drift(one, one) == ""
    assert "+[figure 1: sha256 " in drift(one, other)
    assert drift(one, Outcome(Status.OK)) != ""


def test_how_long_it_took_is_no_drift() -> None:
    assert drift(Outcome(Status.OK, "x\n", seconds=1.0), Outcome(Status.OK, "x\n", seconds=9.0)) == ""


@given(st.text(), st.text())
def test_an_outcome_agrees_with_itself_and_differing_texts_without_floats_never_do(one: str, other: str) -> None:
    assert of(one, one) == ""
    without = [text.replace(".", "").replace("e", "").replace("E", "") for text in (one, other)]
    if without[0].splitlines() != without[1].splitlines():
        assert of(*without) != ""


def test_a_diff_begins_shortly_before_what_differs_and_counts_lines_as_they_are() -> None:
    recorded = "".join(f"{number / 7:.5f} a\n" for number in range(1, 3_001))
    fresh = recorded.replace("428.57143 a\n", "428.57144 b\n")
    assert of(recorded, fresh) == (
        "--- recorded\n+++ fresh\n@@ -2997,4 +2997,4 @@\n 428.14286 a\n 428.28571 a\n 428.42857 a\n"
        "-428.57143 a\n+428.57144 b"
    )


def test_of_a_long_diff_it_is_told_how_much_is_left_out() -> None:
    found = of("a\n" * 5_000, "b\n" * 7_000).splitlines()
    assert (found.count("-a"), found.count("+b")) == (2_000, 2_000)
    assert found[-1] == "\\ 5,000 more lines are not shown"
