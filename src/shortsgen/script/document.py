"""What an import reads, whatever its form: blocks in order, and where their lines stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from shortsgen.problems import Problem, Span
from shortsgen.script.blocks import Block


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a document that counts lines of its own; `first` is its first line among those of the document."""

    name: str
    text: str
    first: int


@dataclass(frozen=True, slots=True)
class Document:
    """`lines` are those that blocks count. `cells` are given where they are not those of the file. `beginning` is how a
    short begins in such a document."""

    file: str
    text: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    cells: tuple[Cell, ...] = ()
    beginning: str = "`## Short 01 — Title`"

    def sources(self) -> dict[str, str]:
        """The texts that places of problems are drawn from, by the names that people know."""
        return {cell.name: cell.text for cell in self.cells} or {self.file: self.text}

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems where a person finds them: in a notebook, in the lines of a cell."""
        return tuple(replace(one, span=self._place(one.span)) if one.span else one for one in problems)

    def _place(self, span: Span) -> Span:
        if not self.cells:
            return span
        cell = self.cells[bisect_right([cell.first for cell in self.cells], span.line) - 1]
        above = cell.first - 1
        end_line = span.end_line - above if span.end_line else 0
        return Span(cell.name, span.line - above, span.column, end_line, span.end_column)
