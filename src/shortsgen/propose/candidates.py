"""What may cure a short that lacks names, in the order in which it is tried."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from shortsgen.propose.imports import import_line, imported
from shortsgen.propose.needed import missing, needs_of, shapes
from shortsgen.propose.proposal import Key, Proposal, applied
from shortsgen.run.packages import distribution
from shortsgen.script.model import Day, Short

_MOST = 2_000  # ways to choose who defines what that are looked at

Candidate = tuple[Proposal, ...]


def candidates(
    short: Short, names: Sequence[str], packages: Iterable[str], day: Day, fit: Container[str]
) -> Iterator[Candidate]:
    """The fewest needs first, then the nearest. `fit` has the ids of the shorts that run, whom others can need."""
    definers = {name: found for name in names if (found := _definers(name, short, day, fit))}
    others = [name for name in names if name not in definers]
    imports = tuple(_imports(short, others, day))
    required = tuple(_requirement(short, package) for package in packages)
    for needs in _sets(tuple(definers.values()), day):
        yield (*required, *(_need(short, need, names, day) for need in needs), *imports)


def definers(name: str, short: Short, day: Day) -> list[Short]:
    """The earlier shorts that decide what a name stands for, and can be needed; the nearest first."""
    before = [other for other in day.shorts if other.number < short.number and not (other.raises or other.skip)]
    found = [other for other in reversed(before) if shapes(name, other)]
    known = needs_of(short, day) if found else set()
    return [other for other in found if other.id not in known and short.id not in needs_of(other, day)]


def _definers(name: str, short: Short, day: Day, fit: Container[str]) -> list[Short]:
    return [other for other in definers(name, short, day) if other.id in fit]


def _sets(definers: Sequence[Sequence[Short]], day: Day) -> list[list[Short]]:
    """The ways to have all names, each in the order of the day."""
    before = {other.id: needs_of(other, day) for found in definers for other in found}
    chosen = {tuple(_minimal(one, before)) for one in islice(product(*definers), _MOST)}
    ordered = sorted(chosen, key=lambda numbers: (len(numbers), [-number for number in reversed(numbers)]))
    return [[day.shorts[number - 1] for number in numbers] for numbers in ordered]


def _minimal(shorts: Sequence[Short], before: Mapping[str, set[str]]) -> list[int]:
    """The numbers of those that no other of them needs."""
    return sorted({one.number for one in shorts if not any(one.id in before[other.id] for other in shorts)})


def _need(short: Short, need: Short, names: Sequence[str], day: Day) -> Proposal:
    shorts = day.by_id()
    chain = [need, *(shorts[name] for name in needs_of(need, day))]
    given = [name for name in names if any(shapes(name, one) for one in chain)]
    return Proposal(short.id, Key.NEEDS, need.id, ", ".join(f"`{name}`" for name in given))


def _imports(short: Short, names: Iterable[str], day: Day) -> Iterator[Proposal]:
    for name in names:
        line, other = import_line(name, short, day)
        if line:
            how = f"as {other.label} imports it" if other else "as it is usually imported"
            yield Proposal(short.id, Key.SETUP, line, f"`{name}`, {how}")


def _requirement(short: Short, package: str) -> Proposal:
    reason = f"not installed here; `pip install {distribution(package)}`"
    return Proposal(short.id, Key.REQUIRES, package, reason)


def by_scope(day: Day, installed: Callable[[str], bool]) -> Candidate:
    """What is proposed for a day of which nothing can be executed: the first choice for each of its shorts."""
    proposed: Candidate = ()
    for short in day.shorts:
        known = applied(day, proposed)
        names = missing(known.by_id()[short.id], known, later=True)
        packages = [package for package in imported(short) if not installed(package)]
        if names or packages:
            proposed += next(candidates(short, names, packages, known, known.by_id()))
    return proposed
