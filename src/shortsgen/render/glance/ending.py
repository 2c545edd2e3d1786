"""An outcome -> how it is told on a page: how the code ended, in words, and what it printed."""

from __future__ import annotations

from dataclasses import dataclass

from shortsgen.problems import counted
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.printed import printed
from shortsgen.text.visible import visible

UNRECORDED = "unrecorded"  # in place of a status where there is no outcome

# Of a longer text these lines are kept. Nobody reads more on a page, and a snippet may print a MiB of short lines.
_HEAD, _TAIL = 40, 20
_WIDEST = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Ending:
    """`status` is that of the outcome, or UNRECORDED. `good` is None where nothing was executed."""

    status: str
    words: str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What was printed, then the error; `remark` where there is neither, or something else to say."""

    output: str = ""
    error: str = ""
    remark: str = ""
    traceback: str = ""  # of a failure that was not announced


def ending(outcome: Outcome, raises: str | None) -> Ending:
    """How code ended that was announced to raise `raises`, or None for to its end."""
    status = str(outcome.status)
    match outcome.status:
        case Status.SKIPPED:
            return Ending(status, visible(f"Not executed: {outcome.detail}").removesuffix(": "), None)
        case Status.COMMENT_ONLY if raises is None:
            return Ending(status, "Only comments, nothing to execute", None)
    if outcome.as_expected(raises):
        return Ending(status, f"Raised {raises}, as announced" if raises else "Ran to its end", True)
    if outcome.status in (Status.OK, Status.COMMENT_ONLY):
        return Ending(status, f"Failed: it was announced to raise {raises}, and did not", False)
    return Ending(status, visible(f"Failed: {_failure(outcome)}"), False)


def unrecorded() -> Ending:
    return Ending(UNRECORDED, "Not executed since its code changed", None)


def label(status: str) -> str:
    """A status in words."""
    return "not recorded" if status == UNRECORDED else status.replace("_", " ")


def excerpt(outcome: Outcome, raises: str | None) -> Excerpt:
    """What an outcome shows, safe for any file."""
    if outcome.status in (Status.SKIPPED, Status.COMMENT_ONLY):
        return Excerpt()
    found = printed(outcome)
    lines = found.text.split("\n") if found.text else []
    output, error = lines[: found.error_line - 1], lines[found.error_line - 1 :]
    traceback = outcome.error.traceback if outcome.error and not outcome.as_expected(raises) else ""
    return Excerpt(_shortened(output), _shortened(error), _remark(outcome, lines), _shortened(traceback.splitlines()))


def _failure(outcome: Outcome) -> str:
    if outcome.error:
        return f"{label(outcome.status)} {outcome.error.type}"
    return f"{label(outcome.status)}, {outcome.detail}".removesuffix(", ")


def _remark(outcome: Outcome, lines: list[str]) -> str:
    count = len(outcome.figures)
    if count:
        return f"{counted(count, 'figure')}, on the slides"
    return "" if lines else "Nothing was printed"


def _shortened(lines: list[str]) -> str:
    left_out = len(lines) - _HEAD - _TAIL
    if left_out > 1:
        lines = [*lines[:_HEAD], f"… {left_out} more lines …", *lines[-_TAIL:]]
    return "\n".join(visible(_cut(line)) for line in lines)


def _cut(line: str) -> str:
    beyond = len(line) - _WIDEST
    return f"{line[:_WIDEST]} … {counted(beyond, 'more character')}" if beyond > 0 else line
