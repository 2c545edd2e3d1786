"""The inline Markdown of a document -> that of a script, which has code and emphasis only.

Escapes and entities become the characters that they stand for. What a script cannot hold is told: addresses of links,
and pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it.token import Token

from shortsgen.text.markup import Run, Style, literal

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
BY_HAND = "add it to the YAML by hand where it belongs"


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a text or a code cannot hold, on which of its lines it stood, from 0, and what to do about it."""

    line: int
    what: str
    hint: str = BY_HAND


def inline(token: Token) -> tuple[str, tuple[Dropped, ...]]:
    """The text of a paragraph or a heading with the same number of lines, and what is not in it."""
    reader = _Reader(token.content)
    for child in token.children or ():
        reader.take(child)
    return "".join(_written(reader.runs)), tuple(reader.dropped)


class _Reader:
    """`source` is the text as it was written, of which `position` says how far it was read."""

    def __init__(self, source: str) -> None:
        self.source, self.position = source, 0
        self.runs: list[tuple[Run, str]] = []  # with the signs of its emphasis
        self.dropped: list[Dropped] = []
        self.marks: list[tuple[str, int]] = []  # that are open, each with the number of runs before it
        self.line = 0

    def take(self, token: Token) -> None:
        match token.type:
            case "code_inline":
                self._code(token)
            case "softbreak" | "hardbreak":
                self._add("\n")
            case "em_open" | "strong_open":
                self.marks.append((token.markup, len(self.runs)))
            case "em_close" | "strong_close":
                self._close()
            case "link_open" if token.info != "auto":
                self.dropped.append(Dropped(self.line, f"the address of a link, `{token.attrGet('href')}`"))
            case "image":
                self.dropped.append(Dropped(self.line, f"a picture, `{token.attrGet('src')}`"))
            case "html_inline" if _BREAK.fullmatch(token.content):
                self._add(" ")
            case _:
                self._add(token.content)

    def _add(self, text: str, style: Style = Style.PLAIN) -> None:
        self.line += text.count("\n")
        if self.marks and style is Style.PLAIN:
            self.runs.append((Run(text, Style.EMPHASIS), self.marks[0][0]))
        else:
            self.runs.append((Run(text, style), ""))

    def _code(self, token: Token) -> None:
        """Its lines are joined; the breaks are kept before it, so that the lines of the text stay as many."""
        start = self.source.find(token.markup, self.position)
        end = self.source.find(token.markup, start + len(token.markup))
        self.position = end + len(token.markup)
        self._add("\n" * self.source.count("\n", start, end))
        self._add(token.content, Style.CODE)

    def _close(self) -> None:
        """A name such as `__init__` is one word between two underscores on each side, and no emphasis."""
        mark, first = self.marks.pop()
        if mark == "__" and len(self.runs) == first + 1 and self.runs[first][0].text.isidentifier():
            self.runs[first] = (Run(f"__{self.runs[first][0].text}__"), "")


def _written(runs: Sequence[tuple[Run, str]]) -> Iterator[str]:
    for (style, marks), group in groupby(runs, key=lambda run: (run[0].style, run[1])):
        text = "".join(run.text for run, _ in group)
        if style is Style.CODE:
            fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
            yield f"{fence}{text}{fence}"
        elif style is Style.EMPHASIS and not re.search(r"[*`]", text):
            stars = "*" * len(marks)
            yield re.sub(r"(?s)\S(?:.*\S)?", rf"{stars}\g<0>{stars}", text)
        else:
            yield literal(text)
