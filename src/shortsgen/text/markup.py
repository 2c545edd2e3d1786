"""The inline Markdown of a script: `code`, and *emphasis* or **emphasis**, and nothing else.

A subset by choice: underscores are part of names here (`__init__`), so they never mean emphasis, and a star that
is surrounded by blanks is a product (`a * b`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_TICKS = re.compile("`+|\n")  # code is closed on its line
_MARK = re.compile(r"`+|(?P<stars>\*\*?)(?P<emphasis>[^\s*`](?:[^*`]*[^\s*`])?)(?P=stars)")


class Style(StrEnum):
    PLAIN = "plain"
    CODE = "code"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    style: Style = Style.PLAIN


def parse(text: str) -> tuple[Run, ...]:
    """Split `text` into runs; their texts joined are `text` without its marks."""
    runs: list[Run] = []
    position = 0
    for start, end, run in _marked(text):
        if start > position:
            runs.append(Run(text[position:start]))
        runs.append(run)
        position = end
    if position < len(text):
        runs.append(Run(text[position:]))
    return tuple(runs)


def _marked(text: str) -> Iterator[tuple[int, int, Run]]:
    """From where to where each run in a style stands, with its marks. Ticks that nothing closes are text."""
    closing = _closing(text)
    position = 0
    while mark := _MARK.search(text, position):
        position = mark.end()
        if mark["stars"]:
            yield (*mark.span(), Run(mark["emphasis"], Style.EMPHASIS))
        elif last := closing.get(mark.start()):
            position = last.end()
            yield mark.start(), position, Run(text[mark.end() : last.start()], Style.CODE)


def _closing(text: str) -> dict[int, re.Match[str]]:
    """By where ticks stand, the next as many in a row. Found in one pass, since a search for each would be slow where
    nothing closes."""
    closing: dict[int, re.Match[str]] = {}
    opened: dict[str, int] = {}
    for ticks in _TICKS.finditer(text):
        if ticks[0] == "\n":
            opened.clear()
            continue
        if ticks[0] in opened:
            closing[opened[ticks[0]]] = ticks
        opened[ticks[0]] = ticks.start()
    return closing


def literal(text: str) -> str:
    """Text in which nothing is meant as a mark: what would be read as emphasis is written as code."""
    pieces, position = [], 0
    for start, end, run in _marked(text):
        tick = "`" if run.style is Style.EMPHASIS else ""
        pieces.append(f"{text[position:start]}{tick}{text[start:end]}{tick}")
        position = end
    return "".join((*pieces, text[position:]))


def plain(text: str) -> str:
    """`text` without its marks, as it is said and captioned."""
    return "".join(run.text for run in parse(text))
