"""What may cure a short that lacks names, in the order in which it is tried."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from shortsgen.propose.imports import import_line, imported
from shortsgen.propose.needed import missing, needs_of, shapes
from shortsgen.propose.placeholders import has_layers, is_data, is_plain, placeholders
from shortsgen.propose.proposal import Key, Proposal, applied
from shortsgen.run.packages import distribution, meant
from shortsgen.script.model import Day, Short

_MOST = 200  # ways to choose who defines what that are looked at

Candidate = tuple[Proposal, ...]
_Definers = Mapping[str, Sequence[Short]]


@dataclass(frozen=True, slots=True)
class Lack:
    """What a short is known to lack: names, packages; and the widths of tensors of which errors spoke."""

    names: tuple[str, ...]
    packages: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The day as it was written and as it is by now, and the ids of its shorts that run, whom others can need."""

    written: Day
    day: Day
    fit: Container[str]


def candidates(short: Short, lack: Lack, found: Found) -> Iterator[Candidate]:
    """The fewest needs first, then the nearest; placeholders where nothing defines a name, or what does never fits."""
    day = found.day
    defined = {name: known for name in lack.names if (known := _definers(name, short, found))}
    required = tuple(_requirement(short, package) for package in lack.packages)
    for definers in _ways(defined, day):
        others = [name for name in lack.names if name not in definers]
        imports = tuple(_imports(short, others, found.written))
        plain = [name for name in others if _can_stand_in(name, short, found.written)]
        for needs in _sets(tuple(definers.values()), day):
            firm = (*required, *(_need(short, need, lack.names, day) for need in needs), *imports)
            for kit in placeholders(plain, lack.names, _layers(short, needs, day), lack.widths):
                yield (*firm, *_stand_ins(short, kit, defined))


def _ways(defined: _Definers, day: Day) -> list[_Definers]:
    """With all that is defined, and then without the data, for which a placeholder does as well."""
    firm = {name: found for name, found in defined.items() if not is_data(name)}
    return [defined, firm] if len(firm) < len(defined) and is_of_torch(day) else [defined]


def _can_stand_in(name: str, short: Short, day: Day) -> bool:
    return is_plain(name) and is_of_torch(day) and not import_line(name, short, day)[0]


def is_of_torch(day: Day) -> bool:
    """Whether its code speaks of torch."""
    return any("torch" in short.code.text for short in day.shorts)


def _layers(short: Short, needs: Iterable[Short], day: Day) -> str:
    """The code that says which shapes fit: of the short, or else of what it needs."""
    shorts = day.by_id()
    chain = [name for need in needs for name in (need.id, *needs_of(need, shorts))]
    return short.code.text if has_layers(short.code.text) else "\n".join(shorts[name].code.text for name in chain)


def _stand_ins(short: Short, kit: Mapping[str, str], defined: Container[str]) -> Iterator[Proposal]:
    for name, lines in kit.items():
        why = f"no short that defines `{name}` fits" if name in defined else f"nothing defines `{name}`"
        yield Proposal(short.id, Key.SETUP, lines, f"{why}: put in what you mean", placeholder=True)


def is_hopeless(name: str, short: Short, found: Found) -> bool:
    """Whether nothing can be tried for a name."""
    plain = is_plain(name) and is_of_torch(found.written)
    return not (plain or _definers(name, short, found) or import_line(name, short, found.written)[0])


def definers(name: str, short: Short, day: Day) -> list[Short]:
    """The earlier shorts that decide what a name stands for, and can be needed; the nearest first."""
    before = reversed(day.shorts[: short.number - 1])
    found = [other for other in before if shapes(name, other) and not (other.raises or other.skip)]
    shorts = day.by_id() if found else {}
    known = needs_of(short, shorts) if found else set()
    return [other for other in found if other.id not in known and short.id not in needs_of(other, shorts)]


def _definers(name: str, short: Short, found: Found) -> list[Short]:
    return [other for other in definers(name, short, found.day) if other.id in found.fit]


def _sets(definers: Sequence[Sequence[Short]], day: Day) -> list[list[Short]]:
    """The ways to have all names, each in the order of the day."""
    shorts = day.by_id()
    before = {other.id: needs_of(other, shorts) for found in definers for other in found}
    chosen = {tuple(_minimal(one, before)) for one in islice(product(*definers), _MOST)}
    ordered = sorted(chosen, key=lambda numbers: (len(numbers), [-number for number in reversed(numbers)]))
    return [[day.shorts[number - 1] for number in numbers] for numbers in ordered]


def _minimal(shorts: Sequence[Short], before: Mapping[str, set[str]]) -> list[int]:
    """The numbers of those that no other of them needs."""
    return sorted({one.number for one in shorts if not any(one.id in before[other.id] for other in shorts)})


def _need(short: Short, need: Short, names: Sequence[str], day: Day) -> Proposal:
    shorts = day.by_id()
    chain = [need, *(shorts[name] for name in needs_of(need, shorts))]
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
        packages = tuple(package for package in imported(short) if not (installed(package) or meant(package)))
        proposed += next(candidates(short, Lack(names, packages), Found(day, known, known.by_id())))
    return proposed
