"""Ids, keys and needs that are almost right. What refers to an id follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from shortsgen.mend.places import Edit, Place, changed, named_by, places, read, replaced
from shortsgen.problems import Problem
from shortsgen.script.slug import slug
from shortsgen.script.values import MAX_ID
from shortsgen.text.source import Source

_ALIKE = 0.8  # of 1; hints name words from 0.6 on
_MEANT = re.compile(r"did you mean `(?P<word>[^`]+)`\?")


def new_id(text: str, problem: Problem) -> Iterator[str]:
    """An id with other characters as the nearest one that may be, wherever it is named."""
    source = read(text, problem)
    for place in named_by(source, problem):
        if place.key == "id" and (name := _free(slug(str(place.node.value), MAX_ID), source)):
            yield _renamed(source, _mentions(source, place), name)


def another_id(text: str, problem: Problem) -> Iterator[str]:
    """The second of two equal ids with a number behind it; what needs it means the first."""
    source = read(text, problem)
    for place in named_by(source, problem):
        if place.key == "id":
            yield _renamed(source, [place], _free(slug(str(place.node.value), MAX_ID), source))


def missing_id(text: str, problem: Problem) -> Iterator[str]:
    """The id of a short that has none, made of its title."""
    source = read(text, problem)
    for place in named_by(source, problem):
        short = place.node
        lacks = place.key == "shorts" and isinstance(short.value, dict) and "id" not in short.value
        if lacks and "title" in short.value and not short.closing:
            name = _free(slug(str(short.value["title"].value)), source)
            start = source.start(short.span)
            yield replaced(text, start, start, f"id: {name}{source.newline}{' ' * (short.span.column - 1)}")


def need(text: str, problem: Problem) -> Iterator[str]:
    """A need as the id that it is, but for case and signs."""
    source = read(text, problem)
    for place in named_by(source, problem):
        name = slug(str(place.node.value), MAX_ID)
        if name in _ids(source):
            yield _renamed(source, [place], name)


def key(text: str, problem: Problem) -> Iterator[str]:
    """A mistyped key as the one that the hint names, where it is hardly another word."""
    meant = _MEANT.match(problem.hint)
    if meant is None or problem.span is None:
        return
    source = read(text, problem)
    start = source.start(problem.span)
    end = source.lines[problem.span.end_line - 1] + problem.span.end_column - 1
    if get_close_matches(text[start:end], [meant["word"]], cutoff=_ALIKE):
        yield replaced(text, start, end, meant["word"])


def _ids(source: Source) -> set[str]:
    return {str(place.node.value) for place in places(source.root) if place.key == "id"}


def _free(name: str, source: Source) -> str:
    """The name, with a number where another short has it; "" stays."""
    taken, number, free = _ids(source), 2, name
    while free and free in taken:
        free, number = f"{name[: MAX_ID - 4]}-{number}", number + 1
    return free


def _mentions(source: Source, named: Place) -> list[Place]:
    """Where an id stands: on its short, and in what needs it."""
    needs = (place for place in places(source.root) if place.key == "needs" and place.node.value == named.node.value)
    return [named, *needs]


def _renamed(source: Source, mentions: list[Place], name: str) -> str:
    return changed(source.text, (Edit(source.start(one.node.span), source.end(one.node), name) for one in mentions))
