"""Where the values of a script stand, found by the place that a problem names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from shortsgen.problems import Problem, Span
from shortsgen.text.lines import BREAK
from shortsgen.text.source import Source
from shortsgen.text.yaml import Node


@dataclass(frozen=True, slots=True)
class Place:
    """A value, the nearest key above it, and where that stands; items of a list have the key of the list."""

    node: Node
    key: str
    at: Span | None


def places(node: Node, key: str = "", at: Span | None = None) -> Iterator[Place]:
    """All values of a script, the outer ones first."""
    yield Place(node, key, at)
    if isinstance(node.value, dict):
        for name, child in node.value.items():
            yield from places(child, name, node.keys[name])
    elif isinstance(node.value, list):
        for child in node.value:
            yield from places(child, key, at)


def named_by(source: Source, problem: Problem) -> Iterator[Place]:
    """The values that a problem is about, the innermost first: they begin there, or the comment behind them does."""
    there = [one for one in places(source.root) if problem.span in (one.node.span, one.node.comment)]
    yield from reversed(there)


class Edit(NamedTuple):
    """Other text from one character to another."""

    start: int
    end: int
    new: str


@lru_cache(maxsize=2)
def _source(text: str, file: str) -> Source:
    return Source(text, file)


def read(text: str, problem: Problem) -> Source:
    """The text with its places, called as those of the problem are."""
    return _source(text, problem.span.file if problem.span else "")


def changed(text: str, edits: Iterable[Edit]) -> str:
    """The text with all of the edits, which do not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def replaced(text: str, start: int, end: int, new: str) -> str:
    """The text with one edit."""
    return changed(text, [Edit(start, end, new)])


def line_of(text: str, number: int) -> tuple[int, int]:
    """From where to where line `number` goes, without its break; the empty end of the text where it has fewer."""
    start = 0
    for count, match in enumerate(BREAK.finditer(text), 1):
        if count == number:
            return start, match.start()
        start = match.end()
    return start, len(text)
