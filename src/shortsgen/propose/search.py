"""The search for what one short lacks: what is tried next, and what an outcome changes about that."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from shortsgen.propose.candidates import Candidate, Found, Lack, candidates, definers, is_hopeless
from shortsgen.propose.needed import missing, needs_of
from shortsgen.propose.proposal import Key, Proposal
from shortsgen.propose.verdict import absent_module, undefined_name, widths
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.packages import meant
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Day, Short

_MOST_TRIES = 24

Installed = Callable[[str], bool]
Tried = tuple[Snippet, Outcome]


class Search:
    """Of a short. `candidate` is what is tried, at first nothing; `over` says that it is what there is to propose.

    `runs` says whether others can need the short, `wrong` how it failed when last something was learned from that,
    `failed` what was tried in vain since the beginning, and how that failed.
    """

    def __init__(self, short: Short, installed: Installed) -> None:
        self.short = short
        self.candidate: Candidate = ()
        self.over = False
        self.runs = False
        self.wrong: Tried | None = None
        self.failed: dict[str, str] = {}
        self._installed = installed
        self._names: dict[str, None] = {}  # of `_undefined` and others that its code uses
        self._undefined: set[str] = set()  # the names of which errors spoke
        self._packages: dict[str, None] = {}
        self._widths: dict[int, None] = {}
        self._tried: list[Candidate] = []

    def ready(self, day: Day, settled: Container[str]) -> bool:
        """Whether nothing that it may need is still searched for."""
        shorts = day.by_id()
        short = shorts[self.short.id]
        may = {other.id for name in self._names for other in definers(name, short, day)}
        return all(name in settled for name in needs_of(short, shorts) | may)

    def choose(self, known: Found) -> bool:
        """Take the next candidate, False where there is none."""
        if not self._tried:
            return True
        if any(is_hopeless(name, self.short, known) for name in self._undefined):
            self.candidate, self.over = (), True
            return False
        lack = Lack(tuple(self._names), tuple(self._packages), tuple(self._widths))
        found = candidates(self.short, lack, known)
        fresh = (one for one in found if _values(one) not in map(_values, self._tried))
        chosen = next(fresh, None) if len(self._tried) < _MOST_TRIES else None
        self.candidate = chosen or ()
        self.over = chosen is None
        return not self.over

    def hear(self, tried: Sequence[Tried], day: Day) -> None:
        """How the candidate went: the snippets of the short, with their outcomes."""
        wrong = next(((one, outcome) for one, outcome in tried if not outcome.as_expected(one.raises)), None)
        if wrong is None:
            self._accept([outcome.status for _, outcome in tried])
        elif self._learns(wrong[1]):
            self.wrong = wrong
            self._names |= dict.fromkeys(missing(self.short, day))
        elif self.candidate:
            self._widths |= dict.fromkeys(widths(wrong[1].error))
            self.failed[_told(self.candidate, day)] = _ending(wrong[1])
        else:
            self.wrong = wrong
        self._tried.append(self.candidate)

    def _learns(self, outcome: Outcome) -> bool:
        """Whether the outcome tells of something that is missing too."""
        name, module = undefined_name(outcome.error), absent_module(outcome.error)
        names = {name} - {"", *self._undefined}
        known = {"", "torch", *self._packages}  # a short without torch is no short that could do without
        packages = {one for one in {module} - known if not (self._installed(one) or meant(one))}
        self._names |= dict.fromkeys(names)
        self._undefined |= names
        self._packages |= dict.fromkeys(packages)
        return bool(names or packages)

    def _accept(self, statuses: Sequence[Status]) -> None:
        """What is skipped for a package that is missing proves that package, and nothing else."""
        self.over, self.wrong = True, None
        self.runs = statuses[0] in (Status.OK, Status.COMMENT_ONLY)
        skipped = Status.SKIPPED in statuses
        proved = (replace(one, proved=one.key is Key.REQUIRES or not skipped) for one in self.candidate)
        self.candidate = tuple(_with_failures(proved, self.failed))


def _with_failures(candidate: Iterable[Proposal], failed: Mapping[str, str]) -> Iterator[Proposal]:
    """What was tried in vain stands at the first of the needs."""
    told = tuple(
        f"{what} {'were' if ' and ' in what else 'was'} tried first and failed: {error}"
        for what, error in failed.items()
    )
    for one in candidate:
        of_need = one.key is Key.NEEDS
        yield replace(one, reason="; ".join((one.reason, *(told if of_need else ()))))
        told = () if of_need else told


def _values(candidate: Candidate) -> frozenset[tuple[Key, str]]:
    return frozenset((one.key, one.value) for one in candidate)


def _told(candidate: Candidate, day: Day) -> str:
    """The numbers of the shorts that were tried."""
    shorts = day.by_id()
    needs = [f"{shorts[one.value].number:02d}" for one in candidate if one.key is Key.NEEDS]
    stand_in = ["a placeholder"] if any(one.placeholder for one in candidate) else []
    return " with ".join([" and ".join(needs)] * bool(needs) + stand_in) or "an import"


def _ending(outcome: Outcome) -> str:
    return str(outcome.error).splitlines()[0] if outcome.error else outcome.status.value.replace("_", " ")
