"""What is told of numbers that were measured: how to say that they differ in every run."""

from __future__ import annotations

import pytest

from shortsgen.rules.code import against_recording
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Entry, Recording
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Code, Day, Short

SAY = "if it differs in every run, say so on the short: `varies: {}`"
ACCEPT = "mend the code, or accept the new outcome with `shortsgen run day --update`"


def hints(recorded: str, fresh: str, *varies: str) -> list[str]:
    [snippet] = snippets(Day("day", "Day", (Short(1, "a", "T", "H", (), Code("x\n"), varies=varies),)))
    recording = Recording({"a": Entry(snippet.key, Outcome(Status.OK, recorded))})
    return [problem.hint for problem in against_recording(snippet, Outcome(Status.OK, fresh), recording, "day", {})]


@pytest.mark.parametrize(
    ("recorded", "fresh", "hint"),
    [
        ("took 1.5 s\n", "took 1.7 s\n", SAY.format('["took * s"]')),
        (
            '"a": took 1.5 s\n',
            '"a": took 1.7 s\n',
            SAY.format('["\\"a\\": took * s"]'),
        ),
        ("139872215\n", "139872999\n", SAY.format("true")),
        ("loss 1.5\n", "loss 1.7\n", ACCEPT),
    ],
)
def test_measured_numbers_are_to_be_said_to_vary(recorded: str, fresh: str, hint: str) -> None:
    assert hints(recorded, fresh) == [hint]


def test_following_the_hint_ends_the_drift() -> None:
    assert hints("took 1.5 s\n", "took 1.7 s\n", "took * s") == []
    assert hints("139872215\n", "139872999\n", "*") == []
    assert hints("loss 1.5, took 1 s\n", "loss 1.7, took 2 s\n", "took * s") == [ACCEPT]
