"""A short that lasts too long is told with how many words that is, and cutting as many is enough."""

from __future__ import annotations

import re

import pytest

from shortsgen.plan.timeline import plan
from shortsgen.report.human import human
from shortsgen.rules.check import Checked, check_short
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Recording
from shortsgen.script.load import load
from shortsgen.script.model import Day


def day(words: int, options: str = "") -> Day:
    said = " ".join(["word"] * words)
    script = f"title: T\nshorts:\n  - id: a\n    title: T\n    hook: word word word\n    talk_track:\n      - {said}\n"
    return load(f"{script}    code: print(1)\n{options}", "day.yaml", "day")


def told(day: Day) -> str:
    checked = Checked(day, (), {}, Recording(), "day.outputs.yaml", {})
    timelines = (plan(day, short, Outcome(Status.OK, "1\n")) for short in day.shorts)
    problems = (problem for timeline in timelines for problem in check_short(checked, timeline, ()))
    found = [problem for problem in problems if problem.code == "over-budget"]
    return human(found, {day.file: day.text}).plain


def test_it_is_told_by_how_many_words() -> None:
    assert told(day(16, "    budget: 6\n")) == (
        "day.yaml:7:7: error[over-budget] 01 a: 7.1 s, 1.1 s over its 6 s\n"
        "    7 |       - word word word word word word word word word word word word word word word word\n"
        "      |       ^\n"
        "  hint: say about 5 fewer words: it says 19\n"
    )


@pytest.mark.parametrize("pace", [100, 150, 237])
def test_that_many_words_less_are_within_the_budget(pace: int) -> None:
    options = f"    budget: 9\n    pace: {pace}\n"
    [fewer] = re.findall(r"about (\d+) fewer words?", told(day(60, options)))
    assert told(day(60 - int(fewer), options)) == ""
    assert told(day(60 - int(fewer) + 1, options)) != ""


def test_where_silence_is_too_long_words_are_not_to_blame() -> None:
    assert told(day(3, "    budget: 1\n")).endswith(
        "  hint: show less, or split the short: silence would last too long as well\n"
    )
