"""The rules: day + outcomes + recording + timelines + fit -> problems. Pure functions, each about one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from shortsgen.layout.area import UNION, Area
from shortsgen.plan.timeline import Timeline, over_budget
from shortsgen.problems import Problem, Severity, Span
from shortsgen.rules.captions import wellformed
from shortsgen.rules.contents import legibility, too_long
from shortsgen.rules.glyphs import Missing, glyph_problems
from shortsgen.rules.hints import hint
from shortsgen.run.drift import drift
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Recording
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Day

_TAIL = 12  # lines of a failed snippet's output and traceback that are shown


@dataclass(frozen=True, slots=True)
class Captions:
    """The caption files of shorts: their texts by name, by the id of the short, and the paths of the templates that
    made them by suffix."""

    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """All that the rules look at, for one day."""

    day: Day
    snippets: tuple[Snippet, ...]  # all of the day
    outcomes: Mapping[str, Outcome]
    recording: Recording
    recording_file: str
    timelines: tuple[Timeline, ...]  # of the shorts that are judged here, and only their snippets are
    environment: Mapping[str, Any]  # of this machine
    captions: Captions  # of these timelines
    area: Area = UNION  # of slides
    missing: Missing = lambda _: []  # what the fonts of slides cannot draw
    whole: bool = True  # whether what belongs to no short is judged here too
    strict: bool = False  # whether code that is not executed is an error


def check(checked: Checked) -> list[Problem]:
    """All findings about a day, in the order of its file."""
    problems: list[Problem] = [*_environment(checked)]
    judged = {timeline.short.id for timeline in checked.timelines}
    for snippet in checked.snippets:
        if snippet.short.id in judged:
            problems += _about(subject(checked.day, snippet.name), _of_snippet(snippet, checked))
    for timeline in checked.timelines:
        problems += _about(subject(checked.day, timeline.short.id), _of_short(timeline, checked))
    if checked.whole:
        problems += (*_orphans(checked), *_title(checked.day))
    return sorted(problems, key=lambda problem: (problem.span or Span("", 0), problem.code))


def subject(day: Day, name: str) -> str:
    """What a problem about the snippet `name` is about: the same name may stand in several days."""
    return f"{day.name}/{name}"


def _about(subject: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (replace(problem, subject=subject) for problem in problems)


def _of_short(timeline: Timeline, checked: Checked) -> Iterator[Problem]:
    yield from _budget(timeline)
    yield from legibility(timeline, checked.area)
    yield from glyph_problems(timeline, checked.missing)
    yield from _captions(timeline, checked.captions)


def _of_snippet(snippet: Snippet, checked: Checked) -> Iterator[Problem]:
    outcome = checked.outcomes[snippet.name]
    yield from failures(snippet, outcome, checked.day) or _against_recording(snippet, outcome, checked)
    yield from _not_executed(snippet, outcome, checked.strict)


def failures(snippet: Snippet, outcome: Outcome, day: Day) -> list[Problem]:
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
    problem = Problem(code, message, _place(snippet, outcome), hint(snippet, outcome, day), detail=_so_far(outcome))
    return [problem]


def _place(snippet: Snippet, outcome: Outcome) -> Span:
    error = outcome.error
    return Span(snippet.file, error.line, max(1, error.column)) if error and error.line else snippet.span


def _so_far(outcome: Outcome) -> str:
    traceback = outcome.error.traceback if outcome.error else ""
    lines = [*outcome.output.splitlines()[-_TAIL:], *traceback.splitlines()[-_TAIL:]]
    return "\n".join(lines)


def _against_recording(snippet: Snippet, outcome: Outcome, checked: Checked) -> list[Problem]:
    if outcome.status is Status.SKIPPED:
        return []
    day = checked.day.name
    recorded = checked.recording.fresh(snippet)
    if recorded is None:
        return [unrecorded(snippet, checked.recording, day)]
    if difference := drift(recorded, outcome, snippet.options.tolerance):
        message = f"{snippet.label}: it no longer gives what was recorded"
        hint = f"mend the code, or accept the new outcome with `shortsgen run {day} --update`"
        return [Problem("drift", message, snippet.span, hint, detail=difference)]
    return []


def unrecorded(snippet: Snippet, recording: Recording, day: str) -> Problem:
    """The problem of a snippet that has no fresh entry in the recording."""
    stale = snippet.name in recording.entries
    message = f"{snippet.label}: {'its code changed since it was recorded' if stale else 'it is not recorded'}"
    return Problem("unrecorded", message, snippet.span, f"`shortsgen run {day}` records it; then commit it")


def _not_executed(snippet: Snippet, outcome: Outcome, strict: bool) -> Iterator[Problem]:
    if outcome.status is Status.SKIPPED and not snippet.of_mistake:
        refused = strict and bool(snippet.code.text.strip())  # a short of listings has nothing to execute
        severity, hint = (Severity.ERROR, "`--strict` wants all code executed") if refused else (Severity.NOTE, "")
        yield Problem("skipped", f"{snippet.label}: {outcome.detail}", snippet.span, hint, severity)
    if outcome.status is Status.COMMENT_ONLY:
        message = f"{snippet.label}: only comments, nothing was executed"
        yield Problem("comment-only", message, snippet.span, severity=Severity.NOTE)


def _orphans(checked: Checked) -> Iterator[Problem]:
    for name, entry in checked.recording.orphans(checked.snippets):
        hint = f"`shortsgen run {checked.day.name}` removes it"
        yield Problem("recording-orphan", f"{name}: recorded, but the day has no such snippet", entry.span, hint)


def _environment(checked: Checked) -> Iterator[Problem]:
    """What differs between here and where the recording was made; it explains a drift, and is none itself."""
    recorded, here = checked.recording.environment, checked.environment
    differing = [name for name in here if recorded and recorded.get(name) != here[name]]
    if differing:
        pairs = ", ".join(f"{name} {here[name]} instead of {recorded.get(name)}" for name in differing)
        span = Span(checked.recording_file, 1)
        yield Problem("environment", f"recorded elsewhere: here is {pairs}", span, severity=Severity.NOTE)


def _title(day: Day) -> Iterator[Problem]:
    yield from too_long("title", day.title, day.name, Span(day.file, 1))


def _budget(timeline: Timeline) -> Iterator[Problem]:
    over = over_budget(timeline)
    if over > 0:
        short = timeline.short
        message = f"{short.label}: {timeline.end / 1000:.1f} s, {over:.1f} s over its {short.options.budget:g} s"
        yield Problem("over-budget", message, short.spans.get("talk_track", short.span), "shorten what is said")


def _captions(timeline: Timeline, captions: Captions) -> Iterator[Problem]:
    short = timeline.short
    yield from wellformed(short, captions.files.get(short.id, {}), captions.templates)
