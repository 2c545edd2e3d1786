"""The inline Markdown of a script: `code`, and *emphasis* or **emphasis**, and nothing else.

A subset by choice: underscores are part of names here (`__init__`), so they never mean emphasis, and a star that
is surrounded by blanks is a product (`a * b`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_INLINE = re.compile(
    r"(`+)(?P<code>.+?)(?<!`)\1(?!`)|(?P<stars>\*\*?)(?P<emphasis>[^\s*`](?:[^*`]*[^\s*`])?)(?P=stars)"
)


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
    for match in _INLINE.finditer(text):
        if match.start() > position:
            runs.append(Run(text[position : match.start()]))
        style = Style.CODE if match["code"] is not None else Style.EMPHASIS
        runs.append(Run(match["code"] or match["emphasis"], style))
        position = match.end()
    if position < len(text):
        runs.append(Run(text[position:]))
    return tuple(runs)


def literal(text: str) -> str:
    """Text in which nothing is meant as a mark: what would be read as emphasis is written as code."""
    return _INLINE.sub(lambda match: match[0] if match["code"] else f"`{match[0]}`", text)


def plain(text: str) -> str:
    """`text` without its marks, as it is said and captioned."""
    return "".join(run.text for run in parse(text))
