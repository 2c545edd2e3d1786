"""What shorts give to those that need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shortsgen.propose.scope import Scope, scope
from shortsgen.script.model import Code, Day, Short


def needs_of(short: Short, shorts: Mapping[str, Short]) -> set[str]:
    """The ids of all shorts that run before a short, because it needs them or one of those does."""
    found: set[str] = set()
    waiting = list(short.needs)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += shorts[name].needs
    return found


def gives(short: Short, day: Day) -> set[str]:
    """The names that are bound when the code of a short begins."""
    shorts = day.by_id()
    before = [shorts[name] for name in needs_of(short, shorts)]
    codes = [*(code for one in before for code in (one.setup, one.code)), short.setup]
    return {name for code in codes if code for name in scope(code.text).binds}


def shapes(name: str, short: Short) -> bool:
    """Whether the code of a short decides what a name stands for: it defines it, or changes it in place."""
    own = scope(short.code.text)
    return own.binds.get(name) == "" or (name in own.changes and name not in own.binds)


def missing(short: Short, day: Day, later: bool = False) -> tuple[str, ...]:
    """The names that a short uses and nothing before it binds; with those that only its functions use, if `later`."""
    given = gives(short, day)
    found: dict[str, None] = {}
    for part in _parts(short):
        wanted = (*part.uses, *part.later) if later else part.uses
        found |= dict.fromkeys(name for name in wanted if name not in given)
        given |= part.binds.keys()
    return tuple(found)


def _parts(short: Short) -> Iterator[Scope]:
    """In the order in which they run."""
    mistake: Code | None = short.mistake.code if short.mistake else None
    for code in (short.setup, short.code, mistake):
        if code:
            yield scope(code.text)
