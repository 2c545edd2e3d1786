"""The rules about snippets: failures, differences from the recording, what is not executed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shortsgen.problems import Problem, Severity, Span
from shortsgen.rules.hints.hint import hint
from shortsgen.rules.known import Known
from shortsgen.run.drift import drift
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Entry, Recording
from shortsgen.run.snippet import Snippet

_TAIL = 12  # lines of a failed snippet's output and traceback that are shown


def failures(snippet: Snippet, outcome: Outcome, known: Known) -> list[Problem]:
    """The problem of a snippet that did not do what its author said, if it did not."""
    if outcome.as_expected(snippet.raises):
        return []
    if snippet.raises and outcome.status in (Status.OK, Status.COMMENT_ONLY):
        span = snippet.short.spans.get("mistake" if snippet.of_mistake else "raises", snippet.span)
        message = f"{snippet.label}: expected {snippet.raises}, but it did not fail"
        return [
            Problem("snippet-passed", message, span, f"remove `raises: {snippet.raises}`, or mend what should fail")
        ]
    code = f"snippet-{outcome.status.value.replace('_', '-')}"
    expected = f"expected {snippet.raises}, found " if snippet.raises else ""
    what = str(outcome.error) if outcome.error else f"{outcome.status.value}: {outcome.detail}"
    message = f"{snippet.label}: {expected}{what.splitlines()[0] if what else outcome.status.value}"
    problem = Problem(code, message, _place(snippet, outcome), hint(snippet, outcome, known), detail=_so_far(outcome))
    return [problem]


def _place(snippet: Snippet, outcome: Outcome) -> Span:
    error = outcome.error
    return Span(snippet.file, error.line, max(1, error.column)) if error and error.line else snippet.span


def _so_far(outcome: Outcome) -> str:
    traceback = outcome.error.traceback if outcome.error else ""
    lines = [*outcome.output.splitlines()[-_TAIL:], *traceback.splitlines()[-_TAIL:]]
    return "\n".join(lines)


def against_recording(snippet: Snippet, outcome: Outcome, recording: Recording, day: str) -> list[Problem]:
    """What differs from the recording of the day with this name."""
    if outcome.status is Status.SKIPPED:
        return []
    recorded = recording.fresh(snippet)
    if recorded is None:
        return [unrecorded(snippet, recording, day)]
    if difference := drift(recorded, outcome, snippet.options.tolerance):
        message = f"{snippet.label}: it no longer gives what was recorded"
        hint = f"mend the code, or accept the new outcome with `shortsgen run {day} --update`"
        return [Problem("drift", message, snippet.span, hint, detail=difference)]
    return []


def unrecorded(snippet: Snippet, recording: Recording, day: str) -> Problem:
    """The problem of a snippet that has no fresh entry in the recording."""
    message = f"{snippet.label}: {_why_unrecorded(recording.entries.get(snippet.name), snippet)}"
    return Problem("unrecorded", message, snippet.span, f"`shortsgen run {day}` records it; then commit it")


def _why_unrecorded(entry: Entry | None, snippet: Snippet) -> str:
    if entry is None:
        return "it is not recorded"
    changed = entry.key != snippet.key
    return "its code changed since it was recorded" if changed else "its recorded figures are missing or changed"


def not_executed(snippet: Snippet, outcome: Outcome, strict: bool) -> Iterator[Problem]:
    """What had nothing to execute, or was skipped: with `strict` that is an error."""
    if outcome.status is Status.SKIPPED and not snippet.of_mistake:
        refused = strict and bool(snippet.code.text.strip())  # a short of listings has nothing to execute
        severity, hint = (Severity.ERROR, "`--strict` wants all code executed") if refused else (Severity.NOTE, "")
        yield Problem("skipped", f"{snippet.label}: {outcome.detail}", snippet.span, hint, severity)
    if outcome.status is Status.COMMENT_ONLY:
        message = f"{snippet.label}: only comments, nothing was executed"
        yield Problem("comment-only", message, snippet.span, severity=Severity.NOTE)


def orphans(recording: Recording, snippets: Iterable[Snippet], day: str) -> Iterator[Problem]:
    """What is recorded for snippets that the day no longer has."""
    for name, entry in recording.orphans(snippets):
        hint = f"`shortsgen run {day}` removes it"
        yield Problem("recording-orphan", f"{name}: recorded, but the day has no such snippet", entry.span, hint)


def elsewhere(recording: Recording, file: str, here: Mapping[str, Any]) -> Iterator[Problem]:
    """What differs between here and where outcomes were recorded; it explains a drift, and is none itself."""
    for recorded in recording.environments():
        differing = [name for name in here if recorded and recorded.get(name) != here[name]]
        if differing:
            pairs = ", ".join(f"{name} {here[name]} instead of {recorded.get(name)}" for name in differing)
            yield Problem("environment", f"recorded elsewhere: here is {pairs}", Span(file, 1), severity=Severity.NOTE)
