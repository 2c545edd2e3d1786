"""A YAML text, and from which character to which the things in it go."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import reduce
from itertools import pairwise
from typing import Any

from shortsgen.problems import Span
from shortsgen.text import yaml as yamltext
from shortsgen.text.lines import BREAK
from shortsgen.text.yaml import Node

Path = tuple[str | int, ...]  # keys, and places in lists from 0

_HEADER = re.compile(r"[|>](?P<chomping>[-+0-9]*)(?:[ \t]+#[^\r\n]*)?")
_COMMENT = re.compile(r"#[^\r\n]*")


class Source:
    """Offsets count characters from 0; the end is the one after the last. Raises InputError as the parser does."""

    def __init__(self, text: str, file: str = "") -> None:
        self.text = text
        self.root = yamltext.parse(text, file)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines = [0, *(match.end() for match in BREAK.finditer(text))]

    def at(self, path: Path) -> Node:
        def child(node: Node, step: str | int) -> Node:
            found: Node = node.value[step]
            return found

        return reduce(child, path, self.root)

    def start(self, span: Span) -> int:
        return self.lines[span.line - 1] + span.column - 1

    def end(self, node: Node) -> int:
        """The exact end: behind a closing sign, or behind what is last in it. A block of text ends with its lines."""
        last = innermost(node)
        return self._end(last.closing or last.span)

    def line_start(self, offset: int) -> int:
        return self.lines[bisect_right(self.lines, offset) - 1]

    def line_end(self, offset: int) -> int:
        """The beginning of the next line."""
        line = bisect_right(self.lines, offset)
        return self.lines[line] if line < len(self.lines) else len(self.text)

    def after(self, node: Node, column: int) -> int:
        """The beginning of the line after a thing whose key, or dash, stands in `column`.

        Comments below it that stand further right belong to it: a block of text put before them would take them in.
        Blank lines do not, unless the text in them keeps them.
        """
        end = self.end(node)
        if not self.header(innermost(node)):
            end = self.line_end(end)
        elif not self.keeps_blank(node):
            end = self._without_blank(end, column)
        deeper = re.compile(rf"(?:[ \t]*(?:\r\n|\r|\n))* {{{column},}}#[^\r\n]*(?:\r\n|\r|\n|\Z)")
        while match := deeper.match(self.text, end):
            end = match.end()
        return end

    def header(self, node: Node) -> re.Match[str] | None:
        """The sign with which a block of text begins, with the comment behind it."""
        if isinstance(node.value, str) and not node.plain:
            return _HEADER.match(self.text, self.start(node.span))
        return None

    def keeps_blank(self, node: Node) -> bool:
        """Whether it ends with a block of text to which blank lines below it belong."""
        header = self.header(innermost(node))
        return header is not None and "+" in header["chomping"]

    def comments(self, start: int, end: int) -> list[tuple[int, str]]:
        """The comments there, each with its offset."""
        reach = ((max(first, start), min(last, end)) for first, last in self._texts(self.root))
        gaps = pairwise([(start, start), *((first, last) for first, last in reach if first < last), (end, end)])
        found = (_COMMENT.finditer(self.text, gap, until) for (_, gap), (until, _) in gaps)
        return [(match.start(), match.group()) for matches in found for match in matches]

    def _texts(self, node: Node) -> Iterator[tuple[int, int]]:
        """From where to where the keys and the values go, in which no comment can be."""
        if isinstance(node.value, dict):
            for key, child in node.value.items():
                yield self.start(node.keys[key]), self._end(node.keys[key])
                yield from self._texts(child)
        elif isinstance(node.value, list):
            for child in node.value:
                yield from self._texts(child)
        else:
            header = self.header(node)
            yield header.end() if header else self.start(node.span), self._end(node.span)

    def _without_blank(self, end: int, column: int) -> int:
        line = bisect_right(self.lines, end) - 1
        while line and re.fullmatch(rf" {{0,{column - 1}}}(?:\r\n|\r|\n)", self.text[self.lines[line - 1] : end]):
            line -= 1
            end = self.lines[line]
        return end

    def _end(self, span: Span) -> int:
        return self.lines[span.end_line - 1] + span.end_column - 1


def innermost(node: Node) -> Node:
    """What is last in a thing that has no closing sign."""
    while node.value and isinstance(node.value, dict | list) and not node.closing:
        node = children(node)[-1]
    return node


def children(node: Node) -> list[Any]:
    return list(node.value.values() if isinstance(node.value, dict) else node.value)
