"""A snippet's failure -> what its author can do about it."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache

from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Day

_NAME = re.compile(r"name '([^']+)' is not defined")
_MODULE = re.compile(r"No module named '([^'.]+)")


def hint(snippet: Snippet, outcome: Outcome, day: Day) -> str:
    """One sentence, or "" where nothing better than the error itself can be said."""
    options = snippet.options
    if outcome.status is Status.TIMED_OUT:
        return f"make it faster, or set `timeout` on the short (now {options.timeout:g} s)"
    if outcome.status is Status.OUT_OF_MEMORY:
        return f"use smaller tensors, or set `memory` on the short (now {options.memory} MiB)"
    if outcome.status is Status.EXITED:
        return "leave `sys.exit` out, or add `raises: SystemExit` where it is meant to exit"
    if outcome.status is Status.RAISED and outcome.error:
        return _of_error(snippet, outcome.error.type, outcome.error.message, day)
    return ""


def _of_error(snippet: Snippet, error: str, message: str, day: Day) -> str:
    if error == "NameError" and (match := _NAME.search(message)):
        return _where_defined(match[1], snippet, day)
    if error == "ModuleNotFoundError" and (match := _MODULE.search(message)):
        return f"install {match[1]}, and add `requires: [{match[1]}]` so that it is skipped where that is missing"
    if snippet.raises is None and not snippet.of_mistake:
        return f"add `raises: {error}` where it is meant to fail"
    return ""


def _where_defined(name: str, snippet: Snippet, day: Day) -> str:
    before = [short for short in day.shorts if short.number != snippet.short.number and name in _names(short.code.text)]
    if not before:
        return f"define `{name}` in the short's `setup`"
    # the nearest earlier one, as a viewer would take it; else the first later one
    earlier = [short for short in before if short.number < snippet.short.number]
    best = earlier[-1] if earlier else before[0]
    return f"`{name}` is defined in {best.label}: add `needs: [{best.id}]`"


@lru_cache(maxsize=4096)
def _names(code: str) -> frozenset[str]:
    """What code binds at its top level."""
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return frozenset(name for statement in tree.body for name in _bound(statement))


def _bound(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            yield (alias.asname or alias.name).partition(".")[0]
    else:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
