"""The code of a snippet, executed under the name and the line numbers of the script that it stands in."""

from __future__ import annotations

import ast
import linecache
import sys
import types
from typing import Any

from shortsgen.run.frames import Part, Task


def fresh_main() -> dict[str, Any]:
    """The namespace of a new `__main__`, which pickle and workers of a DataLoader look into."""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    return main.__dict__


def remember(task: Task) -> None:
    """Let tracebacks and `inspect.getsource` find the script's lines, under its name and numbers."""
    lines: list[str] = []
    for part in (*task.hidden, task.code):
        text = part.text.splitlines(keepends=True)
        first = part.first_line - 1
        lines += ["\n"] * (first + len(text) - len(lines))
        lines[first : first + len(text)] = text
    linecache.cache[task.file] = (sum(map(len, lines)), None, lines, task.file)


def _parsed(part: Part, file: str) -> ast.Module:
    """The syntax tree of a part, with the line numbers of the script."""
    try:
        tree: ast.Module = ast.parse(part.text, file)
    except SyntaxError as error:
        error.lineno = (error.lineno or 1) + part.first_line - 1
        error.end_lineno = (error.end_lineno or 0) + part.first_line - 1
        raise
    ast.increment_lineno(tree, part.first_line - 1)
    return tree


def execute(part: Part, file: str, namespace: dict[str, Any]) -> None:
    """Execute a part that is not shown."""
    exec(compile(_parsed(part, file), file, "exec"), namespace)


def execute_shown(task: Task, namespace: dict[str, Any]) -> bool:
    """Execute the part that is shown; False where it holds no statement."""
    tree = _parsed(task.code, task.file)
    if not tree.body:
        return False
    last = tree.body[-1]
    echo = task.echo and isinstance(last, ast.Expr)
    if echo:
        tree.body.pop()
    exec(compile(tree, task.file, "exec"), namespace)
    if echo:
        value = eval(compile(ast.Expression(last.value), task.file, "eval"), namespace)  # type: ignore[attr-defined]
        if value is not None:
            print(repr(value))
    return True
