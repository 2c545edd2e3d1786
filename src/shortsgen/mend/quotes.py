"""Quotes around text that YAML takes for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shortsgen.mend.places import line_of, named_by, read, replaced
from shortsgen.problems import Problem

_NAME = re.compile(r"found `[*&](\w+)`")
_WORD = re.compile(r"[*&]\w+")


def in_quotes(text: str) -> str:
    """Letter by letter the same text: double quotes, or single ones where it holds signs that mean more in those."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def comment(text: str, problem: Problem) -> Iterator[str]:
    """A text with what follows it as a comment, in quotes; also where there is nothing before `#`."""
    source = read(text, problem)
    for place in named_by(source, problem):
        if place.node.comment and place.key != "code":
            start, end = source.start(place.node.span), source.line_end(source.start(place.node.comment))
            start = start if place.node.value is not None else source.start(place.node.comment)
            end = start + len(text[start:end].rstrip())
            yield replaced(text, start, end, in_quotes(text[start:end]))


def rest_of_line(text: str, problem: Problem) -> Iterator[str]:
    """What begins with a sign that means more in YAML, up to the end of its line; but not an alias that has its anchor,
    nor the other way round."""
    if problem.span and not _in_a_pair(text, problem):
        first, end = line_of(text, problem.span.line)
        start = first + problem.span.column - 1
        end = start + len(text[start:end].rstrip())
        yield replaced(text, start, end, in_quotes(text[start:end]))


def _in_a_pair(text: str, problem: Problem) -> bool:
    name = _NAME.search(problem.message)
    return name is not None and {f"*{name[1]}", f"&{name[1]}"} <= set(_WORD.findall(text))
