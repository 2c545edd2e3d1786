"""What all commands share: a day with its recording, and the outcomes of its snippets."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import Outline, Timeline, outline, timed
from shortsgen.plan.voice import Voice
from shortsgen.problems import InputError, Problem
from shortsgen.project import Project
from shortsgen.run import recording_file
from shortsgen.run.executor import Executor
from shortsgen.run.figures import MOST_BYTES
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Recording
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.load import load
from shortsgen.script.model import Day, Short
from shortsgen.store.folder import read

Outcomes = dict[str, Outcome]  # by the names of snippets


@dataclass(frozen=True, slots=True)
class Result:
    """What a command found, and the texts to draw the places from."""

    problems: tuple[Problem, ...]
    sources: Mapping[str, str]
    summary: Mapping[str, int]


@dataclass(slots=True)
class Execution:
    """What was found so far, and on what machine."""

    found: Outcomes = field(default_factory=dict)
    environment: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """A day, what is executed for it, and what was recorded."""

    project: Project
    day: Day
    snippets: tuple[Snippet, ...]
    recording: Recording
    sources: Mapping[str, str]
    voices: Mapping[str, Voice] = field(default_factory=dict)  # by the ids of shorts; who has none is said in silence

    def of(self, *shorts: Short) -> list[Snippet]:
        """The snippets of `shorts`, in order."""
        return [snippet for short in shorts for snippet in self._by_short[short.id]]

    @cached_property
    def _by_short(self) -> dict[str, list[Snippet]]:
        found: dict[str, list[Snippet]] = {}
        for snippet in self.snippets:
            found.setdefault(snippet.short.id, []).append(snippet)
        return found

    def outline(self, short: Short, outcomes: Mapping[str, Outcome]) -> Outline:
        return outline(self.day, short, outcomes[short.id], outcomes.get(short.mistake_name), self.voices.get(short.id))

    def timeline(self, short: Short, outcomes: Mapping[str, Outcome]) -> Timeline:
        return timed(self.outline(short, outcomes))


def load_day(project: Project, name: str) -> Loaded:
    """Read a day and its recording. Raises InputError with all that is wrong in the script."""
    return loaded_from(project, name, project.read_text(project.script(name)))


def load_text(project: Project, name: str, text: str) -> Day:
    """A day whose script reads so, with the settings of its project. Raises InputError."""
    settings, file = project.settings, project.shown(project.script(name))
    return load(text, file, name, settings.options, settings.labels, settings.say, settings.publish)


def loaded_from(project: Project, name: str, text: str) -> Loaded:
    """The same as `load_day`, of a script that reads so."""
    try:
        day = load_text(project, name, text)
    except InputError as error:
        from shortsgen.pipeline.mending import marked_unreadable  # only who cannot read a day waits for it

        raise InputError(marked_unreadable(project, name, text, error.problems), error.sources) from None
    recording, sources = read_recording(project, name)
    own = snippets(day, named_files(project, day), project.settings.theme.look)
    return Loaded(project, day, own, recording, {day.file: day.text, **sources})


def read_recording(project: Project, name: str) -> tuple[Recording, dict[str, str]]:
    """The recording of a day as it is now, and its text by the name of its file; empty ones where there is none."""
    path = project.recording(name)
    text, file = project.text_or_none(path), project.shown(path)
    if text is None:
        return Recording(), {}
    return recording_file.parse(text, file, lambda figure: _figure(project, name, figure)), {file: text}


def named_files(project: Project, day: Day) -> dict[str, bytes]:
    """What the files contain that the shorts of a day name. Raises InputError with all that cannot be read."""
    found: dict[str, bytes] = {}
    problems = []
    for short in day.shorts:
        for index, path in enumerate(short.files):
            try:
                found[path] = found.get(path) or project.read_named(path)
            except InputError as error:
                problem = error.problems[0]
                problems.append(replace(problem, span=short.spans.get(f"files.{index}")))
    if problems:
        raise InputError(problems, {day.file: day.text})
    return found


def _figure(project: Project, name: str, file: str) -> bytes | None:
    with contextlib.suppress(OSError):
        return read(project.figures(name) / file, project.root, MOST_BYTES)
    return None


def execute(session: Session, wanted: Sequence[Snippet], execution: Execution) -> None:
    """Execute `wanted` with progress; each outcome is in `execution` as soon as it is there."""
    with session.executing() as executor:
        _execute(session, executor, wanted, execution)


def _execute(session: Session, executor: Executor, wanted: Sequence[Snippet], execution: Execution) -> None:
    total = sum(not snippet.skip for snippet in wanted)
    executor.expect(wanted)
    execution.environment = executor.environment if total else {}
    with session.progress.steps(contained(executor) if total else "", total) as tick:

        def done(snippet: Snippet, outcome: Outcome) -> None:
            execution.found[snippet.name] = outcome
            execution.environment = executor.environment  # which may turn out to need torch only now
            if outcome.status is not Status.SKIPPED:  # as one is too that may not have the network, or a card
                tick(snippet.label)

        executor.run(wanted, done, session.stop)


def contained(executor: Executor) -> str:
    """What is said of an execution once the environment is known: how well it is contained is never left open."""
    return "executed without a sandbox" if executor.level == "none" else f"executed in a {executor.level} sandbox"


def at_hand(loaded: Loaded, snippets: Iterable[Snippet]) -> Outcomes:
    """The outcomes that need no execution: of what is skipped, and what is recorded and fresh."""
    outcomes: Outcomes = {}
    for snippet in snippets:
        if snippet.skip:
            outcomes[snippet.name] = Outcome(Status.SKIPPED, detail=snippet.skip)
        elif recorded := loaded.recording.fresh(snippet):
            outcomes[snippet.name] = recorded
    return outcomes


def failed(loaded: Loaded, outcomes: Mapping[str, Outcome]) -> dict[str, list[Problem]]:
    """The problems of snippets that did not do as their author said, by the id of their short."""
    found: dict[str, list[Problem]] = {}
    for snippet in loaded.snippets:
        outcome = outcomes.get(snippet.name)
        if outcome and not outcome.as_expected(snippet.raises):
            from shortsgen.rules.code import failures  # the rules are not needed where all is well
            from shortsgen.rules.known import Known

            known = Known(loaded.day, outcomes, loaded.project.has_named, why_hidden)
            found.setdefault(snippet.short.id, []).extend(failures(snippet, outcome, known))
    return found


def skipped(loaded: Loaded, outcomes: Mapping[str, Outcome]) -> Iterator[Problem]:
    """What is shown without its output, since this machine does not execute it and nothing is recorded."""
    for snippet in loaded.snippets:
        outcome = outcomes.get(snippet.name)
        if outcome and outcome.status is Status.SKIPPED:
            from shortsgen.rules.code import not_executed  # the rules are not needed where all is well

            yield from not_executed(snippet, outcome, strict=False)


def why_hidden(module: str) -> str:
    """Why the sandbox hides a module that is installed here; "" where it does not."""
    from shortsgen.run.outside.level import unseen  # asked for failures only

    return next(iter(unseen(module)), "")
