"""A document that is imported again against the day that exists, key by key: nothing that somebody wrote is lost.

What the document said at the last import is known by its `Memory`. A key of which only the document changed since is
taken. Where the day changed too, or nobody knows, it stays, and is told. What only the day has is the author's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from shortsgen.script.memory import Memory, digest
from shortsgen.script.model import Day, Short


class _Fate(Enum):
    TAKEN = auto()  # only the document changed
    OPEN = auto()  # both did, or nobody knows
    SETTLED = auto()  # only the day did


HEAD = ""  # what stands for an id where a key is the day's own


@dataclass(frozen=True, slots=True)
class Change:
    """A key of a short of the day, or of the day itself, where `short` is None. None is no value."""

    short: Short | None
    key: str
    mine: Any
    theirs: Any

    @property
    def name(self) -> str:
        """As a person chooses it: `one.hook`, or `title` of the day."""
        return f"{self.short.id}.{self.key}" if self.short else self.key


@dataclass(frozen=True, slots=True)
class Merge:
    """What the day takes, what differs and stays, which shorts are new, each with the number of the one before it in
    the day, which are in the day no more and were not missed, and which are gone from the document."""

    taken: tuple[Change, ...]
    kept: tuple[Change, ...]
    new: tuple[tuple[int, Short], ...]
    removed: tuple[Short, ...]
    gone: tuple[Short, ...]


def merge(day: Day, document: Day, memory: Memory, take: Collection[str] = ()) -> Merge:
    """`take` are the names of changes, or ids of shorts, that are taken from the document whatever the day says."""
    pairs = matched(day.shorts, document.shorts)
    changes = [*_changes(None, {"title": day.title}, {"title": document.title}, memory.get(HEAD))]
    for short in day.shorts:
        if short.id in pairs:
            changes += _changes(short, given(short), given(pairs[short.id]), memory.get(short.id))
    named = [change for change, _ in changes if {change.name, _id(change)} & set(take) and change.theirs is not None]
    taken = [change for change, fate in changes if fate is _Fate.TAKEN or change in named]
    kept = [change for change, fate in changes if fate is _Fate.OPEN and change not in named]
    new, removed = _unmatched(day, document, pairs, memory, take)
    gone = [short for short in day.shorts if short.id not in pairs and (short.id in memory or not memory)]
    return Merge(tuple(taken), tuple(kept), tuple(new), tuple(removed), tuple(gone))


def given(short: Short) -> dict[str, Any]:
    """What a document says of a short, key by key, as YAML has it."""
    values = {
        "title": short.title,
        "hook": short.hook,
        "talk_track": [line.say for line in short.talk_track],
        "code": short.code.text,
        "listings": [{"language": one.language, "text": one.code.text} for one in short.listings],
        "mistake": short.mistake.text if short.mistake else "",
    }
    return {key: value for key, value in values.items() if value}


def remembered(day: Day, document: Day) -> Memory:
    """What the document says now, by the ids that its shorts have in the day."""
    pairs = matched(day.shorts, document.shorts)
    names = {short.id: name for name, short in pairs.items()}
    shorts = {names.get(short.id, short.id): given(short) for short in document.shorts}
    heads: dict[str, dict[str, Any]] = {HEAD: {"title": document.title}}
    return {name: {key: digest(value) for key, value in keys.items()} for name, keys in (heads | shorts).items()}


def matched(mine: Sequence[Short], theirs: Sequence[Short]) -> dict[str, Short]:
    """The short of the document for each id of the day: by its id, else by its title, else by its code."""
    traits: tuple[Callable[[Short], str], ...] = (
        lambda short: short.id,
        lambda short: short.title,
        lambda short: short.code.text,
    )
    pairs: dict[str, Short] = {}
    for trait in traits:
        found = {short.id for short in pairs.values()}
        free = {trait(short): short for short in reversed(theirs) if short.id not in found and trait(short)}
        for short in mine:
            if short.id not in pairs and trait(short) in free:
                pairs[short.id] = free.pop(trait(short))
    return pairs


def _id(change: Change) -> str:
    return change.short.id if change.short else ""


def _changes(
    short: Short | None, mine: Mapping[str, Any], theirs: Mapping[str, Any], known: Mapping[str, str] | None
) -> Iterator[tuple[Change, _Fate]]:
    """What differs, and what comes of it unless it is named."""
    known = known or {}
    for key, said in theirs.items():
        if said != mine.get(key):
            yield Change(short, key, mine.get(key), said), _fate(digest(said), known.get(key), mine.get(key))
    for key in mine.keys() & known.keys() - theirs.keys():
        yield Change(short, key, mine[key], None), _Fate.OPEN


def _fate(said: str, known: str | None, mine: Any) -> _Fate:
    if said == known:
        return _Fate.SETTLED
    untouched = known is None if mine is None else digest(mine) == known
    return _Fate.TAKEN if untouched else _Fate.OPEN


def _unmatched(
    day: Day, document: Day, pairs: Mapping[str, Short], memory: Memory, take: Collection[str]
) -> tuple[list[tuple[int, Short]], list[Short]]:
    """Shorts of the document that the day has not: new ones, and those that the author removed."""
    places = {short.id: mine.number for mine in day.shorts if (short := pairs.get(mine.id))}
    names = {short.id: name for name, short in pairs.items()}
    new, removed, place = [], [], 0
    for short in document.shorts:
        if short.id in places:
            place = places[short.id]
        elif short.id in memory and short.id not in take:
            removed.append(short)
        else:
            needs = tuple(names.get(need, need) for need in short.needs)
            new.append((place, replace(short, needs=needs)))
    return new, removed
