"""Code in a script, found by a line of it, and put back changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import indent

from shortsgen.mend.places import Edit, Place, line_of, places, read
from shortsgen.problems import Problem
from shortsgen.text.source import Source

_CODE = ("code", "setup")


@dataclass(frozen=True, slots=True)
class Block:
    """Code below a bar: `first` and `last` are its lines in the file, `margin` the blanks before each."""

    text: str
    first: int
    last: int
    margin: int
    short: int  # the number of its short
    own: bool  # the short's own code, and neither its setup nor that of its mistake

    def line(self, problem: Problem) -> int:
        """The line of the code, from 1, at which a problem is."""
        return problem.span.line - self.first + 1 if problem.span else 1


def literal_code(text: str, problem: Problem) -> Block | None:
    """The code that holds the line of a problem; None where it is not written below a bar."""
    source = read(text, problem)
    line = problem.span.line if problem.span else 0
    found = (_block(source, place, number, own) for place, number, own in _codes(source))
    return next((block for block in found if block and block.first <= line <= block.last), None)


def with_code(text: str, block: Block, code: str) -> Edit:
    """Other code in this place."""
    start, _ = line_of(text, block.first)
    _, end = line_of(text, block.last)
    newline = "\r\n" if "\r\n" in text else "\n"
    return Edit(start, end, indent(code.rstrip("\n"), " " * block.margin).replace("\n", newline))


def _codes(source: Source) -> Iterator[tuple[Place, int, bool]]:
    for number, short in enumerate(source.root.value["shorts"].value, 1):
        for place in places(short):
            if place.key in _CODE and place.node.literal:
                yield place, number, place.node is short.value.get("code")


def _block(source: Source, place: Place, number: int, own: bool) -> Block | None:
    """None for an empty one."""
    lines = place.node.value.rstrip("\n").split("\n")
    first = place.node.span.line + 1
    drawn = source.text[slice(*line_of(source.text, first))]
    margin = len(drawn) - len(lines[0]) if lines[0] else 0
    if not lines[0] or drawn[margin:] != lines[0]:
        return None  # it begins with blank lines, or is indented by a number of its own
    return Block(place.node.value, first, first + len(lines) - 1, margin, number, own)
