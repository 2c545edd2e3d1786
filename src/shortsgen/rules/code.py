"""The rules about snippets: failures, differences from the recording, what is not executed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from shortsgen.choices import Device
from shortsgen.problems import Problem, Severity, Span, counted
from shortsgen.rules.hints.hint import hint
from shortsgen.rules.known import Known
from shortsgen.run.drift import drift, measured
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Entry, Environment, Recording, device_of, tolerance
from shortsgen.run.snippet import Snippet
from shortsgen.run.varies import WHOLE
from shortsgen.script.model import Day

_TAIL = 12  # lines of a failed snippet's output that are shown
_HEAD, _END = 5, 7  # lines of its traceback: the first frame is the script's own
_WIDEST = 60  # characters of a line that a message quotes
_NAMED = 3  # shorts that a problem about many names
_STATES = {
    "new": ("is not recorded", "are not recorded"),
    "changed": ("changed since it was recorded", "changed since they were recorded"),
    "lost": ("has recorded figures that are missing or changed", "have recorded figures that are missing or changed"),
}
_MIXED = ("", "are not recorded, or changed since")


def failures(snippet: Snippet, outcome: Outcome, known: Known) -> list[Problem]:
    """The problem of a snippet that did not do what its author said, if it did not."""
    if outcome.as_expected(snippet.raises):
        return []
    if snippet.raises and outcome.status in (Status.OK, Status.COMMENT_ONLY):
        span = snippet.short.spans.get("mistake.raises" if snippet.of_mistake else "raises", snippet.span)
        message = f"{snippet.label}: expected {snippet.raises}, but it did not fail"
        return [
            Problem("snippet-passed", message, span, f"remove `raises: {snippet.raises}`, or mend what should fail")
        ]
    code = f"snippet-{outcome.status.value.replace('_', '-')}"
    expected = f"expected {snippet.raises}, found " if snippet.raises else ""
    message = f"{snippet.label}: {expected}{_ending(outcome)}"
    problem = Problem(code, message, _place(snippet, outcome), hint(snippet, outcome, known), detail=_so_far(outcome))
    return [problem]


def _ending(outcome: Outcome) -> str:
    if outcome.status is Status.RAISED and outcome.error:
        return str(outcome.error).splitlines()[0]
    status = outcome.status.value.replace("_", " ")
    return f"{status}: {outcome.detail}" if outcome.detail else status


def _place(snippet: Snippet, outcome: Outcome) -> Span:
    error = outcome.error
    return Span(snippet.file, error.line, max(1, error.column)) if error and error.line else snippet.span


def _so_far(outcome: Outcome) -> str:
    traceback = outcome.error.traceback if outcome.error else ""
    return "\n".join((*_cut(outcome.output, 0, _TAIL), *_cut(traceback, _HEAD, _END)))


def _cut(text: str, head: int, tail: int) -> list[str]:
    """The lines from both ends, with a mark where some are missing; one line is as short as its mark."""
    lines = text.splitlines()
    left_out = len(lines) - head - tail
    return lines if left_out < 2 else [*lines[:head], f"… {left_out} lines left out …", *lines[-tail:]]


def against_recording(
    snippet: Snippet, outcome: Outcome, recording: Recording, day: str, here: Environment
) -> list[Problem]:
    """What differs from the recording of the day with this name, on a machine of which `here` is said."""
    recorded = recording.fresh(snippet)
    if recorded is None or outcome.status is Status.SKIPPED:
        return []
    there = recording.entries[snippet.name].environment
    near = tolerance(snippet.options, there, outcome.environment or here)
    if difference := drift(recorded, outcome, near, snippet.short.varies):
        message = f"{snippet.label}: it no longer gives what was recorded"
        accept = f"mend the code, or accept the new outcome with `shortsgen run {day} --update`"
        hint = _varying(measured(recorded, outcome, snippet.short.varies)) or accept
        return [Problem("drift", message, snippet.span, hint, detail=difference)]
    return []


def differing(snippet: Snippet, first: Outcome, second: Outcome) -> list[Problem]:
    """What two executions in a row do not agree upon: it would drift on another day."""
    varies = snippet.short.varies
    difference = drift(first, second, snippet.options.tolerance, varies).splitlines()
    if not difference:
        return []
    changed = [line[1:].strip() for line in difference[2:] if line.startswith(("-", "+"))]
    line = changed[0] if len(changed[0]) <= _WIDEST else f"{changed[0][: _WIDEST - 1]}…"
    message = f"{snippet.label}: executed twice, it gives `{line}` only once"
    hint = _varying(measured(first, second, varies)) or "make it the same in every run, or say what `varies`"
    detail = "\n".join(("--- first", "+++ second", *difference[2:]))
    return [Problem("output-varies", message, snippet.span, hint, Severity.WARNING, detail)]


def _varying(pattern: str) -> str:
    """What to do about numbers that were measured."""
    varies = "true" if pattern == WHOLE else f"[{json.dumps(pattern, ensure_ascii=False)}]"
    return f"if it differs in every run, say so on the short: `varies: {varies}`" if pattern else ""


def unrecorded(waiting: Sequence[Snippet], recording: Recording, day: Day) -> Iterator[Problem]:
    """One problem for all snippets of a day that have no fresh entry in its recording: one command records them."""
    if not waiting:
        return
    labels = list(dict.fromkeys(snippet.short.label for snippet in waiting))
    more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
    message = f"{counted(len(waiting), 'snippet')} {_state(waiting, recording)}: {', '.join(labels[:_NAMED])}{more}"
    hint = f"`shortsgen render {day.name}` executes and records what is new; then commit the recording"
    yield Problem("unrecorded", message, Span(day.file, 1), hint)


def _state(waiting: Sequence[Snippet], recording: Recording) -> str:
    states = {_STATES[_why(snippet, recording.entries.get(snippet.name))] for snippet in waiting}
    one, several = states.pop() if len(states) == 1 else _MIXED
    return one if len(waiting) == 1 else several


def _why(snippet: Snippet, entry: Entry | None) -> str:
    if entry is None:
        return "new"
    return "changed" if entry.key != snippet.key else "lost"


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


def elsewhere(recording: Recording, file: str, here: Environment, outcomes: Mapping[str, Outcome]) -> Iterator[Problem]:
    """What differs between here and where outcomes were recorded; it explains a drift, and is none itself."""
    pairs = ((entry.environment, outcomes[name].environment or here) for name, entry in recording.entries.items())
    for message in dict.fromkeys(_elsewhere(recorded, now) for recorded, now in pairs if recorded and now):
        if message:
            yield Problem("environment", f"recorded elsewhere: {message}", Span(file, 1), severity=Severity.NOTE)


def _elsewhere(recorded: Environment, now: Environment) -> str:
    """What differs; of what was executed on a card there and is skipped here, only where that was."""
    if device_of(recorded) != Device.CPU == device_of(now):
        return f"on {device_of(recorded)}, and nothing was executed on a card here"
    differing = [name for name in now if recorded.get(name) != now[name]]
    pairs = ", ".join(f"{name} {now[name]} instead of {recorded.get(name)}" for name in differing)
    return f"here is {pairs}" if pairs else ""
