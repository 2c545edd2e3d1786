"""What code of a notebook holds that is no Python: `%time`, `%%bash`, `!pip install`, `help?`."""

from __future__ import annotations

import ast
import re
import warnings

from shortsgen.problems import excerpt
from shortsgen.script.inline import Dropped

_CELL = re.compile(r"%%(?P<name>\w+)")
_LINE = re.compile(r"[ \t]*(?:[\w., \t]+=[ \t]*)?[%!]|[ \t]*\?|.*\?[ \t]*\Z")
_PYTHON = frozenset(["time", "timeit", "capture", "prun"])  # what stands below these is executed as Python
_LANGUAGES = {"sh": "bash", "cmd": "bash", "js": "javascript", "svg": "html"}
_KNOWN = frozenset(["bash", "html", "javascript", "latex", "perl", "ruby", "sql", "markdown"])


def without_magics(code: str, language: str = "python") -> tuple[str, str, tuple[Dropped, ...]]:
    """The language of a cell, its code, and the lines that are left out of it. Python that is valid stays whole."""
    lines = code.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    cell = _CELL.match(lines[first])
    if cell:
        name = cell["name"]
        language = language if name in _PYTHON else _LANGUAGES.get(name, name if name in _KNOWN else "text")
    found = [first] if cell else []
    if language in ("python", "python3", "ipython") and not _is_python("\n".join(lines[first + len(found) :])):
        found += [number for number, line in enumerate(lines) if number not in found and _LINE.match(line)]
    kept = [line for number, line in enumerate(lines) if number not in found]
    return language, "\n".join(kept), tuple(_dropped(number, lines[number].strip()) for number in found)


def _dropped(number: int, line: str) -> Dropped:
    installs = "pip install" in line or "conda install" in line
    hint = "a package that has to be there is named in `requires`" if installs else "a short is plain Python"
    return Dropped(number, f"`{excerpt(line)}`, which only notebooks know", hint)


def _is_python(code: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
