"""An outcome -> how it is told on a page: how the code ended, in words, and what it printed."""

from __future__ import annotations

from dataclasses import dataclass

from shortsgen.labels.labels import GlanceLabels
from shortsgen.render.wording import counted
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


def ending(outcome: Outcome, raises: str | None, labels: GlanceLabels) -> Ending:
    """How code ended that was announced to raise `raises`, or None for to its end."""
    status = str(outcome.status)
    match outcome.status:
        case Status.SKIPPED:
            return Ending(status, visible(labels.was_skipped.format(why=outcome.detail)), None)
        case Status.COMMENT_ONLY if raises is None:
            return Ending(status, labels.was_comment_only, None)
    if outcome.as_expected(raises):
        return Ending(status, labels.was_raised.format(error=raises) if raises else labels.was_ok, True)
    if outcome.status in (Status.OK, Status.COMMENT_ONLY):
        return Ending(status, labels.was_not_raised.format(error=raises), False)
    return Ending(status, visible(labels.was_failed.format(how=_failure(outcome, labels))), False)


def unrecorded(labels: GlanceLabels) -> Ending:
    return Ending(UNRECORDED, labels.was_unrecorded, None)


def label(status: str, labels: GlanceLabels) -> str:
    """A status in words."""
    return str(getattr(labels, status))


def excerpt(outcome: Outcome, raises: str | None, labels: GlanceLabels) -> Excerpt:
    """What an outcome shows, safe for any file."""
    if outcome.status in (Status.SKIPPED, Status.COMMENT_ONLY):
        return Excerpt()
    found = printed(outcome)
    lines = found.text.split("\n") if found.text else []
    output, error = lines[: found.error_line - 1], lines[found.error_line - 1 :]
    traceback = outcome.error.traceback if outcome.error and not outcome.as_expected(raises) else ""
    return Excerpt(
        _shortened(output, labels),
        _shortened(error, labels),
        _remark(outcome, lines, labels),
        _shortened(traceback.splitlines(), labels),
    )


def _failure(outcome: Outcome, labels: GlanceLabels) -> str:
    words = label(outcome.status, labels)
    if outcome.error:
        return f"{words} {outcome.error.type}"
    return f"{words}, {outcome.detail}".removesuffix(", ")


def _remark(outcome: Outcome, lines: list[str], labels: GlanceLabels) -> str:
    count = len(outcome.figures)
    if count:
        return counted(count, labels.one_figure, labels.many_figures)
    return "" if lines else labels.nothing_printed


def _shortened(lines: list[str], labels: GlanceLabels) -> str:
    left_out = len(lines) - _HEAD - _TAIL
    if left_out > 1:
        lines = [*lines[:_HEAD], labels.more_lines.format(count=left_out), *lines[-_TAIL:]]
    return "\n".join(visible(_cut(line, labels)) for line in lines)


def _cut(line: str, labels: GlanceLabels) -> str:
    beyond = len(line) - _WIDEST
    more = counted(beyond, labels.one_more_character, labels.more_characters)
    return f"{line[:_WIDEST]} {more}" if beyond > 0 else line
