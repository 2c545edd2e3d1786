"""How large code and output are set, and where their lines wrap.

Nothing is measured: every narrow character of the code font advances 0.6 em, so cells can be counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from shortsgen.layout.area import CODE_BOX, Area, Box
from shortsgen.layout.breaks import breaks, cost
from shortsgen.text.cells import TAB, cells, expand

ADVANCE = 0.6  # em; JetBrains Mono's, as of any monospaced font that may replace it
LINE_HEIGHT = 1.45  # em
TIGHT = 1.24  # em; where the rows would not fit otherwise
LARGEST = 44  # px
SMALLEST = 28  # px
READABLE = 32  # px; of an output that is too long anyway

_NEARLY = 0.5  # of the cost of breaks, which is not worth smaller letters
_MARK = 2  # cells that the mark of a continuation takes


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one row: line `line` (from 1) from its character `start` (from 0) on, `indent` cells in.
    Line 0 is a remark of ours, which says how many lines are left out."""

    text: str
    line: int
    start: int = 0
    indent: int = 0

    @property
    def continuation(self) -> bool:
        return self.start > 0


@dataclass(frozen=True, slots=True)
class Wrap:
    """Line `line` does not fit one row; `column` is its first character, from 1, that goes to the next."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fit:
    """`size` in px. `overflow` counts the rows at the end of `rows` that do not fit the height, `left_out` the lines
    that a remark among the rows stands for."""

    size: int
    rows: tuple[Row, ...]
    overflow: int = 0
    left_out: int = 0
    line_height: float = LINE_HEIGHT  # em
    cost: float = 0  # how badly its lines break

    @property
    def wraps(self) -> tuple[Wrap, ...]:
        """Where the lines break that do, each once."""
        second = {row.line: row for row in reversed(self.rows) if row.continuation}
        return tuple(Wrap(line, row.start + 1) for line, row in sorted(second.items()))

    @property
    def shortened(self) -> bool:
        """Whether a remark stands for lines, or for the middle of one."""
        return any(row.line == 0 for row in self.rows)

    @property
    def visible(self) -> tuple[Row, ...]:
        return self.rows[: len(self.rows) - self.overflow]

    @property
    def height(self) -> float:
        """Of the visible rows, in px."""
        return len(self.visible) * self.size * self.line_height


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is set: code, or what was printed, whose lines break as those of prose do."""

    lines: tuple[str, ...]
    code: bool

    def wrap(self, number: int, columns: int) -> Iterator[Row]:
        """Line `number` in rows of at most `columns` cells; blanks at the end of a row may hang over."""
        line, following, start = self.lines[number - 1], self._following(number, columns), 0
        for end in chain(breaks(line, columns, following, self.code), [len(line)]):
            yield Row(line[start:end], number, start, columns - following if start else 0)
            start = end

    def cost(self, columns: int) -> float:
        numbers = (number for number, line in enumerate(self.lines, 1) if cells(line) > columns)
        return sum(cost(self.lines[one - 1], columns, self._following(one, columns), self.code) for one in numbers)

    def _following(self, number: int, columns: int) -> int:
        """The cells of the rows that continue a line, which are indented further than it is."""
        line = self.lines[number - 1]
        indent = len(line) - len(line.lstrip(" ")) + TAB
        return max(1, columns - min(indent, max(_MARK, columns // 2)))

    def rows(self, columns: int) -> Iterator[Row]:
        for number, line in enumerate(self.lines, 1):
            yield from [Row(line, number)] if cells(line) <= columns else self.wrap(number, columns)

    def last_rows(self, columns: int, count: int) -> tuple[Row, ...]:
        rows: list[Row] = []
        for number in range(len(self.lines), max(0, len(self.lines) - count), -1):
            rows = [*self.wrap(number, columns), *rows]
        return tuple(rows[-count:]) if count else ()


def fit_code(text: str, box: Box = CODE_BOX, largest: int = LARGEST, smallest: int = SMALLEST) -> Fit:
    """Set `text` in the largest size at which no line wraps and all rows fit; else wrap about as well as `smallest`.

    The rows of a line joined are the line: nothing is lost or changed but tabs and blank lines at the end.
    """
    return _fit(_Lines(tuple(expand(text).split("\n")), code=True), box, range(largest, smallest - 1, -1))


def fit_output(text: str, box: Box = CODE_BOX, largest: int = LARGEST, smallest: int = SMALLEST) -> Fit:
    """Like `fit_code` for what a snippet printed; of a long output the head and the tail are kept."""
    text = expand(text)
    lines = _Lines(tuple(text.split("\n")), code=False)
    capacity = _capacity(box, smallest, TIGHT)
    if len(lines.lines) <= capacity and len(text) <= capacity * (columns_at(smallest, box) + 1):
        fit = _fit(lines, box, range(largest, smallest - 1, -1))
        if not fit.overflow:
            return fit
    fits = (_head_and_tail(lines, box, size) for size in range(max(smallest, min(READABLE, largest)), smallest - 1, -1))
    return min(fits, key=lambda fit: len(fit.wraps))


def columns_at(size: int, box: Box | Area = CODE_BOX) -> int:
    """How many narrow characters a row has in `size` px."""
    return max(1, int(box.width / (ADVANCE * size) + 1e-6))


def _capacity(box: Box, size: int, line_height: float) -> int:
    return max(1, int(box.height / (size * line_height) + 1e-6))


@lru_cache(maxsize=2048)  # a slide is drawn, and what is on it judged
def _fit(lines: _Lines, box: Box, sizes: range) -> Fit:
    fit = _largest(lines, box, sizes, LINE_HEIGHT)
    return _largest(lines, box, sizes, TIGHT) if fit.overflow else fit


def _largest(lines: _Lines, box: Box, sizes: range, line_height: float) -> Fit:
    """The fit in the first of the descending `sizes` that fits; the last where none does."""
    widest, count = max(map(cells, lines.lines)), len(lines.lines)
    for size in sizes:
        if widest <= columns_at(size, box) and count <= _capacity(box, size, line_height):
            return _fit_at(lines, box, size, line_height)
    least = _fit_at(lines, box, sizes[-1], line_height)
    most = least.cost + _NEARLY if least.wraps else 0
    for size in sizes[:-1]:
        fit = _fit_at(lines, box, size, line_height)
        if not fit.overflow and fit.cost <= most:
            return fit
    return least


def _fit_at(lines: _Lines, box: Box, size: int, line_height: float) -> Fit:
    columns = columns_at(size, box)
    rows = tuple(lines.rows(columns))
    overflow = max(0, len(rows) - _capacity(box, size, line_height))
    return Fit(size, rows, overflow, line_height=line_height, cost=lines.cost(columns))


def _head_and_tail(lines: _Lines, box: Box, size: int) -> Fit:
    """Two thirds of the rows from the beginning and a third from the end; where there are few, the beginning."""
    columns, capacity = columns_at(size, box), _capacity(box, size, LINE_HEIGHT)
    tail = lines.last_rows(columns, (capacity - 1) // 3)
    head = tuple(islice(lines.rows(columns), max(0, capacity - 1 - len(tail))))
    shown = {row.line for row in (*head, *tail)}
    left_out = len(lines.lines) - len(shown)
    return Fit(size, (*head, Row("…", 0), *tail), left_out=left_out)
