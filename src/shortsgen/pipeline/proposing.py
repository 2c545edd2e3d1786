"""What is proposed for the shorts of a day that lack something, proved by executing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from shortsgen.pipeline.session import Session
from shortsgen.propose.candidates import by_scope
from shortsgen.propose.proposal import Proposal, applied
from shortsgen.propose.search import Search
from shortsgen.run.executor import Executor
from shortsgen.run.outcome import Outcome
from shortsgen.run.packages import installed
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.model import Day

NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def proposals(
    session: Session, day: Day, files: Mapping[str, bytes] = NO_FILES, run: bool = True
) -> tuple[Proposal, ...]:
    """What the shorts of a day lack, in their order; without `run`, by what their code says alone, and not proved.

    `files` holds what the files of the project contain that the shorts name. Raises RunnerError.
    """
    if not run:
        return by_scope(day, installed)
    searches = [Search(short, installed) for short in day.shorts]
    with session.executing() as executor:
        _search(executor, searches, day, files)
    return tuple(one for search in searches for one in search.candidate)


def _search(executor: Executor, searches: Sequence[Search], day: Day, files: Mapping[str, bytes]) -> None:
    """In rounds: what all shorts try next is executed together, each when what it may need is settled."""
    waiting = list(searches)
    while waiting:
        over = [search for search in searches if search.over]
        found = applied(day, (one for search in over for one in search.candidate))
        fit = {search.short.id for search in over if search.runs}
        settled = {search.short.id for search in over}
        ready = [search for search in waiting if search.ready(found, settled)] or waiting[:1]  # they wait in a circle
        chosen = [search for search in ready if search.choose(found, fit)]
        _try(executor, chosen, found, files)
        waiting = [search for search in waiting if not search.over]


def _try(executor: Executor, searches: Sequence[Search], day: Day, files: Mapping[str, bytes]) -> None:
    trial = applied(day, (one for search in searches for one in search.candidate))
    wanted = _snippets(trial, {search.short.id for search in searches}, files)
    outcomes: dict[str, Outcome] = {}
    executor.expect(wanted)
    executor.run(wanted, lambda snippet, outcome: outcomes.update({snippet.name: outcome}))
    for search in searches:
        own = [snippet for snippet in wanted if snippet.short.id == search.short.id]
        search.hear([(outcomes[one.name], outcomes[one.name].as_expected(one.raises)) for one in own], day)


def _snippets(day: Day, shorts: Iterable[str], files: Mapping[str, bytes]) -> list[Snippet]:
    return [snippet for snippet in snippets(day, files) if snippet.short.id in shorts]
