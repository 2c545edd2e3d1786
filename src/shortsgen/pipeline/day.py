"""What all commands share: a day with its recording, and the outcomes of its snippets."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import Timeline, plan
from shortsgen.problems import InputError, Problem
from shortsgen.project import Project, read_text
from shortsgen.run import recording as recordings
from shortsgen.run.executor import Executor
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Recording
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.load import load
from shortsgen.script.model import Day, Short
from shortsgen.store import files

Outcomes = dict[str, Outcome]  # by the names of snippets


@dataclass(frozen=True, slots=True)
class Result:
    """What a command found, and the texts to draw the places from."""

    problems: tuple[Problem, ...]
    sources: Mapping[str, str]
    summary: Mapping[str, int]


@dataclass(frozen=True)
class Loaded:
    """A day, what is executed for it, and what was recorded."""

    project: Project
    day: Day
    snippets: tuple[Snippet, ...]
    recording: Recording
    sources: Mapping[str, str]

    def of(self, *shorts: Short) -> list[Snippet]:
        """The snippets of `shorts`, in order."""
        return [snippet for short in shorts for snippet in self._by_short[short.id]]

    @cached_property
    def _by_short(self) -> dict[str, list[Snippet]]:
        found: dict[str, list[Snippet]] = {}
        for snippet in self.snippets:
            found.setdefault(snippet.short.id, []).append(snippet)
        return found

    def timeline(self, short: Short, outcomes: Mapping[str, Outcome]) -> Timeline:
        return plan(self.day, short, outcomes[short.id], outcomes.get(short.mistake_name))


def load_day(project: Project, name: str) -> Loaded:
    """Read a day and its recording. Raises InputError with all that is wrong in the script."""
    script, recorded = project.script(name), project.recording(name)
    day = load(read_text(script, project.shown(script)), project.shown(script), name, project.settings.options)
    sources = {day.file: day.text}
    recording = Recording()
    if recorded.exists():
        text = read_text(recorded, project.shown(recorded))
        recording = recordings.parse(text, project.shown(recorded), lambda file: _figure(project, name, file))
        sources[project.shown(recorded)] = text
    return Loaded(project, day, snippets(day, _named_files(project, day)), recording, sources)


def _named_files(project: Project, day: Day) -> dict[str, bytes]:
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
        return (project.figures(name) / file).read_bytes()
    return None


def save(loaded: Loaded, recording: Recording) -> bool:
    """Write a recording, its figures first, so that it never names what is not there; False where nothing changed."""
    project, name = loaded.project, loaded.day.name
    folder = project.figures(name)
    pngs = recordings.figures(recording)
    changed = [files.write(folder / file, png) for file, png in pngs.items()]
    changed.append(files.write(project.recording(name), recordings.dump(recording).encode()))
    for stray in [path for path in folder.glob("*.png") if path.name not in pngs]:
        stray.unlink()
    files.sweep(project.recording(name).parent)
    return any(changed)


def execute(session: Session, wanted: Sequence[Snippet]) -> Outcomes:
    """The outcomes of `wanted`, with progress."""
    try:
        return _executed(session, session.executor(), wanted)
    except BaseException:
        session.end_executor()
        raise


def _executed(session: Session, executor: Executor, wanted: Sequence[Snippet]) -> Outcomes:
    found: Outcomes = {}
    total = sum(not snippet.skip for snippet in wanted)
    with session.progress.steps(_told(executor) if total else "", total) as tick:

        def done(snippet: Snippet, outcome: Outcome) -> None:
            found[snippet.name] = outcome
            if not snippet.skip:
                tick(snippet.label)

        executor.run(wanted, done)
    return found


def _told(executor: Executor) -> str:
    """What is said of an execution: how well it is contained is never left open."""
    _ = executor.environment  # only once that is known, the level is
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


def up_to_date(session: Session, loaded: Loaded, shorts: Collection[Short]) -> tuple[Loaded, Outcomes]:
    """The outcomes of `shorts`: recorded where they are fresh, else found now, and recorded; and the day with that
    recording."""
    wanted = loaded.of(*shorts)
    outcomes = at_hand(loaded, wanted)
    stale = [snippet for snippet in wanted if snippet.name not in outcomes]
    if not stale:
        return loaded, outcomes
    found = execute(session, stale)
    recording = recordings.recorded(loaded.recording, loaded.snippets, found, session.executor().environment)
    save(loaded, recording)
    return replace(loaded, recording=recording), outcomes | found


def failed(loaded: Loaded, outcomes: Mapping[str, Outcome]) -> dict[str, list[Problem]]:
    """The problems of snippets that did not do as their author said, by the id of their short."""
    found: dict[str, list[Problem]] = {}
    for snippet in loaded.snippets:
        outcome = outcomes.get(snippet.name)
        if outcome and not outcome.as_expected(snippet.raises):
            from shortsgen.rules.code import failures  # the rules are not needed where all is well
            from shortsgen.rules.known import Known

            known = Known(loaded.day, outcomes, loaded.project.has_named)
            found.setdefault(snippet.short.id, []).extend(failures(snippet, outcome, known))
    return found
