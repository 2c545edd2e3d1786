"""Lines that YAML joins: items that stand too far right, and code that is no block."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from textwrap import dedent, indent

from shortsgen.mend.places import Place, line_of, named_by, read, replaced
from shortsgen.problems import Problem
from shortsgen.text.source import Source

_ITEM = re.compile(r"(?P<margin>[ ]*)- ")


def item(text: str, problem: Problem) -> Iterator[str]:
    """The item in the column of the one above it."""
    if problem.span is None or problem.span.column == 1:
        return
    start, end = line_of(text, problem.span.line)
    for number in range(problem.span.line - 1, 0, -1):
        above = _ITEM.match(text[slice(*line_of(text, number))])
        if above and len(above["margin"]) < problem.span.column - 1:
            yield replaced(text, start, end, above["margin"] + text[start:end].lstrip())
            return


def code(text: str, problem: Problem) -> Iterator[str]:
    """The code below a bar, with the comment behind its last line."""
    source = read(text, problem)
    for place in named_by(source, problem):
        if place.key == "code" and place.at and place.node.plain:
            yield from _block(source, place)


def _block(source: Source, place: Place) -> Iterator[str]:
    assert place.at is not None
    start, last = source.start(place.node.span), source.end(place.node)
    end = source.line_end(last) if place.node.comment else last
    first, *rest = source.text[start:end].rstrip().splitlines()
    lines = "\n".join([first, *dedent("\n".join(rest)).split("\n")] if rest else [first])
    if _is_python(lines):
        written = "|\n" + indent(lines, " " * (place.at.column + 1))
        kept = start + len(source.text[start:end].rstrip())
        yield replaced(source.text, start, kept, written.replace("\n", source.newline))


def _is_python(lines: str) -> bool:
    try:
        ast.parse(lines)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
