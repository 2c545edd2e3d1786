"""Lines -> the rows that they are set in, in a given size.

Nothing is measured: every narrow character of the code font advances 0.6 em, so cells can be counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from shortsgen.layout.breaks import breaks, cost
from shortsgen.layout.space import Space
from shortsgen.text.cells import TAB, cells, expand

ADVANCE = 0.6  # em; JetBrains Mono's, as of any monospaced font that may replace it
LINE_HEIGHT = 1.45  # em

_MARK = 2  # cells that the mark of a continuation takes


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one row: line `line` (from 1) from its character `start` (from 0) on, `indent` cells in.
    A remark of ours has a line of 0 or below, by as many as the lines that it stands for."""

    text: str
    line: int
    start: int = 0
    indent: int = 0

    @property
    def continuation(self) -> bool:
        return self.start > 0

    @property
    def cells(self) -> int:
        """How far it reaches; blanks at its end may hang over."""
        return self.indent + cells(self.text.rstrip(" "))


@dataclass(frozen=True, slots=True)
class Wrap:
    """Line `line` does not fit its row, which has a `width` in px; `column` is its first character, from 1, that goes
    to the next."""

    line: int
    column: int
    width: float


@dataclass(frozen=True, slots=True)
class Fit:
    """`size` in px. `overflow` counts the rows at the end of `rows` that do not fit the height, `left_out` the lines
    that a remark among the rows stands for."""

    size: int
    space: Space
    rows: tuple[Row, ...]
    overflow: int = 0
    left_out: int = 0
    line_height: float = LINE_HEIGHT  # em
    cost: float = 0  # how badly its lines break

    @property
    def wraps(self) -> tuple[Wrap, ...]:
        """Where the lines break that do, each once."""
        places = range(len(self.rows) - 1, 0, -1)
        second = {self.rows[place].line: place for place in places if self.rows[place].continuation}
        return tuple(self._wrap(place) for _, place in sorted(second.items()))

    def _wrap(self, place: int) -> Wrap:
        row = self.rows[place]
        return Wrap(row.line, row.start + 1, self.space.width_at(place * self.row_height))

    @property
    def shortened(self) -> bool:
        """Whether a remark stands for lines, or for the middle of one."""
        return any(row.line <= 0 for row in self.rows)

    @property
    def visible(self) -> tuple[Row, ...]:
        return self.rows[: len(self.rows) - self.overflow]

    @property
    def row_height(self) -> float:
        """In px."""
        return self.size * self.line_height

    @property
    def height(self) -> float:
        """Of the visible rows, in px."""
        return len(self.visible) * self.row_height


@dataclass(frozen=True)  # without slots, which have no room for what is counted once
class Lines:
    """What is set: code, or what was printed, whose lines break as those of prose do."""

    lines: tuple[str, ...]
    code: bool
    numbers: tuple[int, ...]  # by which rows know their line

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """Of the lines, in cells."""
        return tuple(map(cells, self.lines))


def lines_of(text: str, code: bool = True) -> Lines:
    lines = tuple(expand(text).split("\n"))
    return Lines(lines, code, tuple(range(1, len(lines) + 1)))


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a space in letters of `size` px."""

    space: Space
    size: int
    line_height: float = LINE_HEIGHT

    @property
    def capacity(self) -> int:
        """How many rows there are, at least one."""
        return max(1, int(self.space.height / (self.size * self.line_height) + 1e-6))

    def columns(self, row: int) -> int:
        """The cells of a row, from 0."""
        return columns_at(self.size, self.space.width_at((row + 1) * self.size * self.line_height))

    def holds(self, lines: Lines) -> bool:
        """Whether each line fits a row, and all rows fit."""
        if len(lines.lines) > self.capacity:
            return False
        return all(width <= self.columns(row) for row, width in enumerate(lines.widths))

    def set(self, lines: Lines) -> Fit:
        """All lines, in as many rows as they need."""
        rows: list[Row] = []
        paid = 0.0
        for place, width in enumerate(lines.widths):
            if width <= self.columns(len(rows)):
                rows.append(Row(lines.lines[place], lines.numbers[place]))
            else:
                taken, price = self._wrap(lines, place, len(rows))
                rows += taken
                paid += price
        overflow = max(0, len(rows) - self.capacity)
        return Fit(self.size, self.space, tuple(rows), overflow, line_height=self.line_height, cost=paid)

    def _wrap(self, lines: Lines, place: int, row: int) -> tuple[tuple[Row, ...], float]:
        """A line from a row on, and how badly it breaks. Its continuations are as narrow as the last of them."""
        line, first, columns = lines.lines[place], self.columns(row), self.columns(row + 1)
        rows = tuple(wrapped(lines, place, first, columns))
        if (narrower := self.columns(row + len(rows) - 1)) < columns:
            columns = narrower
            rows = tuple(wrapped(lines, place, first, columns))
        return rows, cost(line, first, following(line, columns), lines.code)


def wrapped(lines: Lines, place: int, columns: int, others: int) -> Iterator[Row]:
    """The line at a `place`, from 0, in a row of at most `columns` cells and more of `others`; blanks at the end of a
    row may hang over. The rows joined are the line."""
    line, start = lines.lines[place], 0
    room = following(line, others)
    for end in chain(breaks(line, columns, room, lines.code), [len(line)]):
        yield Row(line[start:end], lines.numbers[place], start, others - room if start else 0)
        start = end


def following(line: str, columns: int) -> int:
    """The cells of the rows that continue a line, which are indented further than it is."""
    indent = len(line) - len(line.lstrip(" ")) + TAB
    return max(1, columns - min(indent, max(_MARK, columns // 2)))


def columns_at(size: int, width: float) -> int:
    """How many narrow characters a row of `width` px has in `size` px, at least one."""
    return max(1, int(width / (ADVANCE * size) + 1e-6))
