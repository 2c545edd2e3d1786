"""What differs from run to run is masked where the author says so, and what looks measured is suggested."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.run.drift import drift, measured
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.varies import masked


def ok(text: str, *figures: bytes) -> Outcome:
    return Outcome(Status.OK, text, figures)


@pytest.mark.parametrize(
    ("line", "pattern", "expected"),
    [
        ("it took 0.53 s", "took * s", "it took * s"),
        ("took 1 s, took 22 s", "took * s", "took * s, took * s"),
        ("it took 0.53 s", "* s", "* s"),
        ("it took 0.53 s", "took *", "it took *"),
        ("epoch 1: 3 it/s, 4 ms", "epoch 1: * it/s, * ms", "epoch 1: * it/s, * ms"),
        ("it took 0.53 m", "took * s", "it took 0.53 m"),
        ("anything", "*", "*"),
        ("", "*", ""),
        ("", "took * s", ""),
        ("a.b (c)", "a.* (", "a.* (c)"),
        ("aXb", "a.*b", "aXb"),
    ],
)
def test_a_star_is_anything_within_a_line_and_all_else_is_itself(line: str, pattern: str, expected: str) -> None:
    assert masked(line, [pattern]) == expected


@given(st.text("ab *", max_size=30), st.text("ab *", min_size=1, max_size=8).filter(lambda pattern: "*" in pattern))
def test_masking_ends_and_leaves_nothing_to_mask_but_the_pattern(line: str, pattern: str) -> None:
    masked(line, [pattern])


def test_no_line_makes_it_slow() -> None:
    started = time.perf_counter()
    masked("a" * 1_000_000, ["a*a*a*a*a*a*b", "*" * 100 + "b"])
    assert time.perf_counter() - started < 5


def test_what_is_masked_is_no_drift_and_all_else_is() -> None:
    varies = ("took * s",)
    assert drift(ok("sum 3 took 0.5 s\n"), ok("sum 3 took 12.25 s\n"), varies=varies) == ""
    difference = drift(ok("sum 3 took 0.5 s\n"), ok("sum 4 took 12.25 s\n"), varies=varies)
    assert difference.splitlines()[-2:] == ["-sum 3 took * s", "+sum 4 took * s"]
    error = Outcome(Status.RAISED, error=Failure("TimeoutError", "took 1 s"))
    later = Outcome(Status.RAISED, error=Failure("TimeoutError", "took 2 s"))
    assert (drift(error, later, varies=varies), drift(error, later) != "") == ("", True)


def test_all_that_is_printed_and_drawn_may_vary_but_not_how_it_ended() -> None:
    one, other = ok("a\n", b"1"), ok("b\nc", b"2", b"3")
    assert drift(one, other, varies=("*",)) == ""
    assert drift(one, Outcome(Status.EXITED, "a\n"), varies=("*",)) != ""
    wrong = Outcome(Status.RAISED, "a\n", error=Failure("ValueError", "no"))
    assert drift(wrong, Outcome(Status.RAISED, "b\n", error=Failure("TypeError", "no")), varies=("*",)) != ""


@pytest.mark.parametrize(
    ("recorded", "fresh", "pattern"),
    [
        ("loss 0.5\nepoch 1 took 0.53 s\n", "loss 0.5\nepoch 1 took 0.61 s\n", "epoch 1 took * s"),
        ("100 batches, 1,234.5 it/s\n", "100 batches, 987 it/s\n", "100 batches, * it/s"),
        ("140233477\n", "140233488\n", "*"),
        ("1795569622.53\n", "1795569623.99\n", "*"),
        ("loss 0.5\n", "loss 0.6\n", ""),
        ("took 0.5 s\n", "took 0.6 ms\n", ""),
        ("took 0.5 s\nloss 1\n", "took 0.6 s\nloss lost\n", ""),
        ("took 0.5 s\n", "took 0.5 s\nmore\n", ""),
        ("140233477\n", "\n", ""),
        ("\n", "140233477\n", ""),
    ],
)
def test_a_pattern_is_suggested_where_only_measured_numbers_differ(recorded: str, fresh: str, pattern: str) -> None:
    assert measured(ok(recorded), ok(fresh)) == pattern


def test_what_is_said_to_vary_is_suggested_no_more() -> None:
    one, other = ok("took 0.51 s\nrate 7/s\n"), ok("took 0.62 s\nrate 9/s\n")
    assert measured(one, other) == "took * s"
    assert measured(one, other, ["took * s"]) == "rate */s"
    assert measured(one, other, ["took * s", "rate */s"]) == ""
