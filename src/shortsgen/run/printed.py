"""outcome -> what a terminal shows of it, as text that is safe in any file."""

from __future__ import annotations

from dataclasses import dataclass

from shortsgen.run.outcome import Outcome, Status
from shortsgen.text.cells import expand
from shortsgen.text.visible import visible


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed, then the error: one line a line, tabs as spaces. Lines from `error_line` on (from 1) are the
    error. "" where there is nothing to see."""

    text: str
    error_line: int


def printed(outcome: Outcome) -> Printed:
    """What was printed, then the error, or how else it ended."""
    text = expand(visible(outcome.output)) if outcome.output.strip() else ""
    lines = text.count("\n") + 1 if text else 0
    ending = expand(visible(_ending(outcome)))
    return Printed("\n".join(part for part in (text, ending) if part), lines + 1)


def _ending(outcome: Outcome) -> str:
    if outcome.error is not None:
        return "\n".join(part for part in (outcome.error.frames, str(outcome.error)) if part)
    if outcome.status in (Status.OK, Status.COMMENT_ONLY):
        return ""
    return f"{outcome.status.replace('_', ' ')}: {outcome.detail}".removesuffix(": ")
