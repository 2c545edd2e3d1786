"""Code -> the names that it takes from what ran before it, and those that it leaves to what runs after it."""

from __future__ import annotations

import ast
import builtins
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from shortsgen.propose.events import Act, events

# What every module has beside what is built in.
_KNOWN = frozenset([*dir(builtins), "__name__", "__doc__", "__package__", "__loader__", "__spec__", "__builtins__"])
_STAR = "*"


@dataclass(frozen=True, slots=True)
class Scope:
    """`binds` has each name with the line that imports it, "" where it is defined.

    Who can tell: a name that one branch binds counts as bound, and behind `from … import *` no name is missing.
    """

    uses: tuple[str, ...] = ()  # what is looked up before it is bound
    later: tuple[str, ...] = ()  # what only functions look up, and nothing binds
    binds: Mapping[str, str] = field(default_factory=dict)
    changes: frozenset[str] = frozenset()  # what stands for another thing afterwards, though under the same name


@lru_cache(maxsize=4096)
def scope(code: str) -> Scope:
    """The scope of a module; an empty one for code that cannot be read."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return _scope(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Scope()


def bindings(code: str) -> Mapping[str, str]:
    """The names that code binds for what runs after it, as in `Scope`."""
    return scope(code).binds


def _scope(module: ast.Module) -> Scope:
    binds: dict[str, str] = {}
    found: dict[Act, dict[str, None]] = {Act.USE: {}, Act.LATER: {}, Act.CHANGE: {}}
    for act, name, line in (event for statement in module.body for event in events(statement)):
        if act is Act.BIND:
            binds[name] = line
        elif act is Act.DELETE:
            binds.pop(name, None)
        elif act in (Act.LATER, Act.CHANGE) or (act is Act.USE and name not in binds and _STAR not in binds):
            found[act][name] = None
    uses = tuple(name for name in found[Act.USE] if name not in _KNOWN)
    missing = (name for name in found[Act.LATER] if name not in (*binds, *uses, *_KNOWN))
    return Scope(uses, () if _STAR in binds else tuple(missing), binds, frozenset(found[Act.CHANGE]))
