"""`varies` is true, or patterns that have something to vary."""

from __future__ import annotations

import pytest

from shortsgen.problems import InputError
from shortsgen.script.load import load

DAY = """\
title: T
shorts:
  - id: a
    title: T
    hook: H
    talk_track: [S]
    varies: {}
    code: |
      print(1)
"""


@pytest.mark.parametrize(
    ("written", "varies"),
    [("true", ("*",)), ("false", ()), ("[]", ()), ('["took * s", "* it/s"]', ("took * s", "* it/s"))],
)
def test_it_is_true_or_patterns(written: str, varies: tuple[str, ...]) -> None:
    assert load(DAY.format(written), "day.yaml", "day").shorts[0].varies == varies


@pytest.mark.parametrize(
    ("written", "code", "place", "message", "hint"),
    [
        ("took * s", "script-type", "7:13", "expected a list, found `took * s`", "write it in brackets: `[...]`"),
        (
            "[took s]",
            "script-value",
            "7:14",
            "expected a line of text with `*` for what differs, found `took s`",
            "",
        ),
        ("[1]", "script-type", "7:14", "expected text, found the number 1", "put it in quotes"),
    ],
)
def test_what_it_is_not_is_told(written: str, code: str, place: str, message: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        load(DAY.format(written), "day.yaml", "day")
    [problem] = caught.value.problems
    assert (problem.code, str(problem.span), problem.message, problem.hint) == (
        code,
        f"day.yaml:{place}",
        message,
        hint,
    )


def test_without_code_it_makes_no_sense() -> None:
    text = DAY.format("true").replace("    code: |\n      print(1)\n", "    listings: [{language: bash, text: ls}]\n")
    with pytest.raises(InputError) as caught:
        load(text, "day.yaml", "day")
    assert [problem.message for problem in caught.value.problems] == ["`varies` stands in a short without code"]


def test_there_are_at_most_twenty_patterns() -> None:
    assert len(load(DAY.format(["a*"] * 20), "day.yaml", "day").shorts[0].varies) == 20
    with pytest.raises(InputError) as caught:
        load(DAY.format(["a*"] * 21), "day.yaml", "day")
    assert [problem.message for problem in caught.value.problems] == ["expected at most 20 items, found a list"]
