"""Whether snippets need nothing but Python's own library: then nobody waits for torch.

What imports by other ways than `import` is not found here. A child tells of that, and is executed again with torch.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from shortsgen.run.snippet import Snippet

SEEDED = frozenset({"numpy", "torch"})  # what a server has, and seeds, unless all is plain


class NotPlain(Exception):  # noqa: N818 - an event in the life of a server
    """A snippet that was taken for plain imports torch all the same."""


def is_plain(snippet: Snippet) -> bool:
    """Whether it imports modules of Python's own library only, with all that runs before it."""
    return all(_imports(code.text) <= sys.stdlib_module_names for code in (*snippet.hidden, snippet.code))


def _imports(code: str) -> set[str]:
    """The top packages that it imports; none where it cannot be parsed, and so not executed."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {name.partition(".")[0] for node in ast.walk(tree) for name in _names(node)}


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""
