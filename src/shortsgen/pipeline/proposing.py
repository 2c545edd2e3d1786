"""What is proposed for the shorts of a day that lack something, proved by executing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from shortsgen.pipeline.day import contained, why_hidden
from shortsgen.pipeline.progress import Tick
from shortsgen.pipeline.session import Session
from shortsgen.problems import Problem, RunnerError, Severity
from shortsgen.project import Project
from shortsgen.propose.candidates import Found, by_scope, is_of_torch
from shortsgen.propose.proposal import Proposal, applied
from shortsgen.propose.search import Search, Tried
from shortsgen.run.executor import Executor
from shortsgen.run.outcome import Outcome
from shortsgen.run.packages import installed
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Day

Files = Mapping[str, bytes]  # what the files of the project contain that the shorts of a day name, by their paths
NO_FILES: Files = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed, in the order of the shorts, and how shorts fail for which nothing was found."""

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]


def proposals(session: Session, day: Day, files: Files = NO_FILES, run: bool = True) -> tuple[Proposal, ...]:
    """Only what is proposed."""
    return propose(session, day, files, run).proposals


def propose(session: Session, day: Day, files: Files = NO_FILES, run: bool = True) -> Proposed:
    """What the shorts of a day lack; without `run`, or where nothing can be executed, what their code says alone.

    Raises RunnerError where the sandbox that was asked for cannot be had.
    """
    if not run:
        return Proposed(by_scope(day, installed), ())
    if is_of_torch(day) and not installed("torch"):
        missing = Problem("runner", "torch is not installed, so nothing is executed", hint="`pip install torch`")
        return Proposed(by_scope(day, installed), (missing,))
    searches = [Search(short, installed) for short in day.shorts]
    try:
        with session.executing() as executor:
            _search_all(session, executor, searches, day, files)
    except RunnerError as error:
        return Proposed(by_scope(day, installed), _instead(error))
    found = tuple(one for search in searches for one in search.candidate)
    return Proposed(found, tuple(_unhelped(session, searches, day)))


def as_it_will_run(day: Day, project: Project) -> Day:
    """The day of a document with the options that the settings give to all shorts, such as their seed."""
    options = project.settings.options
    return replace(day, shorts=tuple(replace(short, options=options) for short in day.shorts))


def _instead(error: RunnerError) -> tuple[Problem, ...]:
    """Nobody waits for a machine where the scope alone says something; but a sandbox is never done without."""
    if any(problem.code != "runner" for problem in error.problems):
        raise error
    hint = "what is proposed is not proved: `check` it on a machine that executes"
    return tuple(replace(problem, severity=Severity.WARNING, hint=hint) for problem in error.problems)


def _search_all(session: Session, executor: Executor, searches: Sequence[Search], day: Day, files: Files) -> None:
    executor.expect(snippets(day, files))
    told = contained(executor) if executor.environment else ""  # which waits until that is known
    with session.progress.steps(told, len(searches)) as tick:
        _search(executor, searches, day, files, tick)


def _search(executor: Executor, searches: Sequence[Search], day: Day, files: Files, tick: Tick) -> None:
    """In rounds: what all shorts try next is executed together, each when what it may need is settled."""
    waiting = list(searches)
    while waiting:
        over = [search for search in searches if search.over]
        found = applied(day, (one for search in over for one in search.candidate))
        fit = {search.short.id for search in over if search.runs}
        settled = {search.short.id for search in over}
        ready = [search for search in waiting if search.ready(found, settled)] or waiting[:1]  # they wait in a circle
        _try(executor, [search for search in ready if search.choose(Found(day, found, fit))], found, files)
        for search in [search for search in waiting if search.over]:
            waiting.remove(search)
            tick(search.short.label)


def _try(executor: Executor, searches: Sequence[Search], day: Day, files: Files) -> None:
    trial = applied(day, (one for search in searches for one in search.candidate))
    tried: dict[str, list[Tried]] = {search.short.id: [] for search in searches}
    wanted = [snippet for snippet in snippets(trial, files) if snippet.short.id in tried]
    outcomes: dict[str, Outcome] = {}
    executor.expect(wanted)
    executor.run(wanted, lambda snippet, outcome: outcomes.update({snippet.name: outcome}))
    for snippet in wanted:
        tried[snippet.short.id].append((snippet, outcomes[snippet.name]))
    for search in searches:
        search.hear(tried[search.short.id], day)


def _unhelped(session: Session, searches: Iterable[Search], day: Day) -> Iterator[Problem]:
    """As `check` would tell it, but for what was tried already."""
    from shortsgen.rules.code import failures  # the rules are not needed where all is well
    from shortsgen.rules.known import Known

    wrong = [(search, *search.wrong) for search in searches if search.wrong]
    known = Known(day, {snippet.name: outcome for _, snippet, outcome in wrong}, session.project.has_named, why_hidden)
    for search, snippet, outcome in wrong:
        for problem in failures(snippet, outcome, known):
            yield replace(problem, hint=_in_vain(search)) if search.failed else problem


def _in_vain(search: Search) -> str:
    tried = [f"{what} failed: {error}" for what, error in search.failed.items()]
    return f"nothing that was tried makes it run: {'; '.join(tried)}"
