"""What goes before it is read is told with the seconds that lack, and what to do about it."""

from __future__ import annotations

import pytest

from shortsgen.plan.timeline import plan
from shortsgen.report.human import human
from shortsgen.rules.reading import reading_problems
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.load import load
from shortsgen.script.model import Day

SCRIPT = """title: T
shorts:
  - id: a
    title: T
    hook: One two three.
    talk_track:
      - say: One two three four.
        focus: 3-4
    code: |
      import this

      first = 1
      second = 2
      print(first + second)
    mistake:
      text: Adding them twice.
      code: |
        print(first + second + first + second)
"""


def told(script: str, outcome: Outcome, options: str = "") -> str:
    day: Day = load(script + options, "day.yaml", "day")
    [short] = day.shorts
    timeline = plan(day, short, outcome, Outcome(Status.OK, "6\n"))
    return human(reading_problems(timeline), {day.file: day.text}).plain


PRINTED = Outcome(Status.OK, "3\n")


def test_what_can_be_read_is_no_problem() -> None:
    assert told(SCRIPT, PRINTED) == ""


def test_what_the_budget_has_no_time_for_is_told_with_the_seconds_that_lack() -> None:
    assert told(SCRIPT, PRINTED, "    budget: 5.9\n") == (
        "day.yaml:16:13: warning[too-fast] 01 a: the mistake goes 0.8 s before it is read, at 20 characters a second\n"
        "   16 |       text: Adding them twice.\n"
        "      |             ^^^^^^^^^^^^^^^^^^\n"
        "  hint: show less of it, or say less: nothing is left of the 5.9 s of its `budget`\n"
    )


def test_of_code_that_stands_too_shortly_fewer_lines_may_be_lit() -> None:
    script = SCRIPT.replace("first = 1\n", f"first = {' + '.join('1' * 20)}\n")
    assert told(script, PRINTED, "    budget: 5.9\n").startswith(
        "day.yaml:10:7: warning[too-fast] 01 a: the code goes 2.6 s before it is read, at 20 characters a second\n"
        "   10 |       import this\n"
        "      |       ^\n"
        "  hint: light up fewer of its lines, or say less: nothing is left of the 5.9 s of its `budget`\n"
    )


@pytest.mark.parametrize(
    ("hold", "message"),
    [
        ("    output: {hold: 1}\n", "the output goes 2.0 s before it is read"),
        ("      hold: 0.5\n", "the mistake goes 1.5 s before it is read"),
    ],
)
def test_a_hold_that_is_too_short_is_kept_and_told(hold: str, message: str) -> None:
    found = told(SCRIPT, Outcome(Status.OK, "o" * 60), hold)
    assert f"warning[too-fast] 01 a: {message}, at 20 characters a second\n" in found
    assert "  hint: its `hold` is too short: leave it out, or show less of it\n" in found


def test_a_figure_is_seen() -> None:
    outcome = Outcome(Status.OK, figures=(b"one", b"two"))
    assert (
        told(SCRIPT, outcome, "    output: {hold: 0.7}\n")
        .split("\n")[0]
        .endswith("01 a: the figure 1 goes 1.3 s before it is seen")
    )
