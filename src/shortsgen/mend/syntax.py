"""What keeps a text from being YAML, where its author's meaning is plain. Nothing can be read yet but lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shortsgen.mend.places import line_of, replaced
from shortsgen.mend.quotes import in_quotes
from shortsgen.problems import Problem
from shortsgen.script.schema import KEYS
from shortsgen.text.broken.shapes import KEY, NO_BLANK, NO_DASH_BLANK

_KNOWN = frozenset(key for keys in KEYS.values() for key in keys)
_DASHES = re.compile(r"[ \t]*(?:-[ \t]+)*")
#: As `text.broken.told` says of keys and items, and not of the lines of a block, whose columns mean something.
_COLUMN = re.compile(r"expected (?P<blanks>\d+) blanks? before (?:an item|`)")
_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}


def syntax(text: str, problem: Problem) -> Iterator[str]:
    """The line with the sign that closes it, with its text in quotes, or with the blank or the bar that it lacks."""
    if problem.span is None:
        return
    start, end = line_of(text, problem.span.line)
    line = text[start:end].rstrip()
    for mended in (*_closed(line), *_quoted(line), *_parted(line), *_barred(line)):
        yield replaced(text, start, end, mended)
    yield from _in_line(text, problem)
    yield from _without_tabs(text)


def _quoted(line: str) -> Iterator[str]:
    """What stands behind a key of scripts, or else all of an item."""
    head = _head(line)
    if value := line[len(head) :]:
        yield head + in_quotes(value)


def _head(line: str) -> str:
    dashes = _DASHES.match(line)
    at = dashes.end() if dashes else 0
    key = KEY.match(line, at)
    return line[: key.end()] if key and key["key"] in _KNOWN else line[:at]


def _parted(line: str) -> Iterator[str]:
    """`title:Shapes` and `-Shapes`, with their blank; so is a colon of another width."""
    dashes = _DASHES.match(line)
    head = line[: dashes.end()] if dashes else ""
    rest = line[len(head) :]
    if (match := NO_BLANK.fullmatch(rest)) and match["key"] in _KNOWN:
        yield f"{head}{match['key']}: {match['rest'].strip()}"
    if NO_DASH_BLANK.match(rest):
        yield f"{head}- {rest[1:]}"


def _closed(line: str) -> Iterator[str]:
    head = _head(line)
    if closing := _CLOSING.get(line[len(head) : len(head) + 1]):
        yield line + closing


def _barred(line: str) -> Iterator[str]:
    if re.search(r"\b(?:code|setup|text):\Z", line):
        yield f"{line} |"


def _in_line(text: str, problem: Problem) -> Iterator[str]:
    """A key or an item in the column that the problem names, with all that stands below it further right."""
    wanted = _COLUMN.match(problem.message)
    if wanted is None or problem.span is None:
        return
    lines = text.splitlines(keepends=True)
    first, found = problem.span.line - 1, problem.span.column - 1
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or _margin(lines[last]) > found):
        last += 1
    shift = int(wanted["blanks"]) - found
    moved = [_shifted(line, shift) for line in lines[first:last]]
    yield "".join([*lines[:first], *moved, *lines[last:]])


def _shifted(line: str, columns: int) -> str:
    return " " * max(0, _margin(line) + columns) + line.lstrip(" ") if line.strip() else line


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _without_tabs(text: str) -> Iterator[str]:
    """Every line that begins with tabs, indented with blanks."""
    lines = text.splitlines(keepends=True)
    for width in (2, 4):
        blanks = "".join(_untabbed(line, width) for line in lines)
        if blanks != text:
            yield blanks


def _untabbed(line: str, width: int) -> str:
    start = len(line) - len(line.lstrip(" \t"))
    return line[:start].expandtabs(width) + line[start:]
