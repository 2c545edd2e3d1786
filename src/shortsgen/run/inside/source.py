"""The code of a snippet: each part of it is executed as if it stood in a file of its own."""

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
    """Let tracebacks and `inspect.getsource` find the lines of its parts."""
    for part in (*task.hidden, task.code):
        linecache.cache[part.name] = (len(part.text), None, part.text.splitlines(keepends=True), part.name)


def execute(part: Part, namespace: dict[str, Any]) -> None:
    """Execute a part that is not shown."""
    exec(compile(part.text, part.name, "exec", dont_inherit=True), namespace)


def execute_shown(task: Task, namespace: dict[str, Any]) -> bool:
    """Execute the part that is shown; False where it holds no statement."""
    tree = ast.parse(task.code.text, task.code.name)
    if not tree.body:
        return False
    last = tree.body[-1]
    echo = task.echo and isinstance(last, ast.Expr)
    if echo:
        tree.body.pop()
    exec(compile(tree, task.code.name, "exec"), namespace)
    if echo:
        value = eval(compile(ast.Expression(last.value), task.code.name, "eval"), namespace)  # type: ignore[attr-defined]
        if value is not None:
            print(repr(value))
    return True
