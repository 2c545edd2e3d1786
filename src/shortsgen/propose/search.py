"""The search for what one short needs: what is tried next, and what an outcome changes about that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container
from dataclasses import replace

from shortsgen.propose.candidates import Candidate, candidates, definers
from shortsgen.propose.needed import missing, needs_of
from shortsgen.propose.proposal import Key, Proposal
from shortsgen.propose.verdict import absent_module, undefined_name
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Day, Short

_MOST_TRIES = 24

Installed = Callable[[str], bool]


class Search:
    """Of a short. `candidate` is what is tried, at first nothing; `over` says that it is what there is to propose."""

    def __init__(self, short: Short, installed: Installed) -> None:
        self.short = short
        self.candidate: Candidate = ()
        self.over = False
        self.runs = False
        self._installed = installed
        self._names: dict[str, None] = {}
        self._packages: dict[str, None] = {}
        self._tried: list[Candidate] = []
        self._failed: list[str] = []  # what was tried, and how it failed

    def ready(self, day: Day, settled: Container[str]) -> bool:
        """Whether nothing that it may need is still searched for."""
        short = day.by_id()[self.short.id]
        may = {other.id for name in self._names for other in definers(name, short, day)}
        return all(name in settled for name in needs_of(short, day) | may)

    def choose(self, day: Day, fit: Container[str]) -> bool:
        """Take the next candidate, False where there is none."""
        if not self._tried:
            return True
        found = candidates(self.short, tuple(self._names), self._packages, day, fit)
        fresh = (one for one in found if _values(one) not in map(_values, self._tried))
        chosen = next(fresh, None) if len(self._tried) < _MOST_TRIES else None
        self.candidate = chosen or ()
        self.over = chosen is None
        return not self.over

    def hear(self, outcomes: Collection[tuple[Outcome, bool]], day: Day) -> None:
        """How the candidate went: the outcomes of the snippets of the short, and whether each is as expected."""
        self._tried.append(self.candidate)
        wrong = [outcome for outcome, expected in outcomes if not expected]
        if not wrong:
            self._accept([outcome for outcome, _ in outcomes])
        elif self._learns(wrong[0]):
            self._names |= dict.fromkeys(missing(self.short, day))
        elif self.candidate:
            self._failed.append(_told(self.candidate, wrong[0], day))

    def _learns(self, outcome: Outcome) -> bool:
        """Whether the outcome tells of something that is missing too."""
        name, module = undefined_name(outcome.error), absent_module(outcome.error)
        module = "" if module and self._installed(module) else module
        fresh = (name and name not in self._names) or (module and module not in self._packages)
        self._names |= {name: None} if name else {}
        self._packages |= {module: None} if module else {}
        return bool(fresh)

    def _accept(self, outcomes: list[Outcome]) -> None:
        self.over = True
        self.runs = all(outcome.status in (Status.OK, Status.COMMENT_ONLY) for outcome in outcomes[:1])
        skipped = any(outcome.status is Status.SKIPPED for outcome in outcomes)
        proved = [replace(one, proved=one.key is Key.REQUIRES or not skipped) for one in self.candidate]
        self.candidate = tuple(self._with_failures(one) for one in proved)

    def _with_failures(self, proposal: Proposal) -> Proposal:
        """What was tried before, at the first of the needs."""
        first = next((one for one in self.candidate if one.key is Key.NEEDS), None)
        if first is None or proposal.value != first.value or not self._failed:
            return proposal
        return replace(proposal, reason="; ".join((proposal.reason, *self._failed)))


def _values(candidate: Candidate) -> frozenset[tuple[Key, str]]:
    return frozenset((one.key, one.value) for one in candidate)


def _told(candidate: Candidate, outcome: Outcome, day: Day) -> str:
    shorts = day.by_id()
    tried = " and ".join(f"{shorts[one.value].number:02d}" for one in candidate if one.key is Key.NEEDS)
    error = str(outcome.error).splitlines()[0] if outcome.error else outcome.status.value.replace("_", " ")
    return f"{tried or 'this'} was tried first and failed: {error}"
