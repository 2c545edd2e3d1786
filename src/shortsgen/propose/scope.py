"""Code -> the names that it binds for the code that runs after it.

`symtable` would know them, but since Python 3.12 it takes the variables of comprehensions for names of the module.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache

_Bound = tuple[str, str | None]  # a name; the line that imports it, "" where it is defined, None where it is deleted


@lru_cache(maxsize=4096)
def bindings(code: str) -> Mapping[str, str]:
    """Each name with the line that imports it, "" where it is defined; nothing for code that cannot be read."""
    try:
        with warnings.catch_warnings(action="ignore"):
            bound = dict(_bound(ast.parse(code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return {name: line for name, line in bound.items() if line is not None}


def _bound(node: ast.AST) -> Iterator[_Bound]:
    """In order, and never out of bodies that have names of their own."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name, ""
        case ast.Name(id=name, ctx=ast.Del()):
            yield name, None
        case ast.Import() | ast.ImportFrom():
            yield from _imported(node)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, ""
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            walruses = (inner for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr))
            yield from ((inner.target.id, "") for inner in walruses)  # these bind outside of it
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name, ""
            yield from _inside(node)
        case ast.Lambda():
            pass
        case _:
            yield from _inside(node)


def _inside(node: ast.AST) -> Iterator[_Bound]:
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[_Bound]:
    source = f"from {node.module} " if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        bound = alias.asname or (alias.name if source else alias.name.partition(".")[0])
        spelled = f"{alias.name} as {alias.asname}" if alias.asname else alias.name
        yield bound, f"{source}import {spelled}"
