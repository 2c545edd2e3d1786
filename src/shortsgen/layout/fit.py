"""How large code and output are set, and where their lines wrap.

Nothing is measured: every narrow character of the code font advances 0.6 em, so cells can be counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from shortsgen.layout.area import CODE_BOX, Box
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
    Line 0 is a remark of ours."""

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
    wraps: tuple[Wrap, ...] = ()
    overflow: int = 0
    left_out: int = 0
    line_height: float = LINE_HEIGHT  # em
    cost: float = 0  # how badly its lines break

    @property
    def visible(self) -> tuple[Row, ...]:
        return self.rows[: len(self.rows) - self.overflow]

    @property
    def height(self) -> float:
        """Of the visible rows, in px."""
        return len(self.visible) * self.size * self.line_height


def fit_code(text: str, box: Box = CODE_BOX, largest: int = LARGEST, smallest: int = SMALLEST) -> Fit:
    """Set `text` in the largest size at which no line wraps and all rows fit; else wrap about as well as `smallest`.

    The rows of a line joined are the line: nothing is lost or changed but tabs and blank lines at the end.
    """
    lines = expand(text).split("\n")
    fit = _largest(lines, box, range(largest, smallest - 1, -1), LINE_HEIGHT)
    return _largest(lines, box, range(largest, smallest - 1, -1), TIGHT) if fit.overflow else fit


def fit_output(text: str, box: Box = CODE_BOX, largest: int = LARGEST, smallest: int = SMALLEST) -> Fit:
    """Like `fit_code` for what a snippet printed; of a long output the head and the tail are kept."""
    text = expand(text)
    capacity = _capacity(box, smallest, TIGHT)
    if text.count("\n") < capacity and len(text) <= capacity * (_columns(box, smallest) + 1):
        fit = fit_code(text, box, largest, smallest)
        if not fit.overflow:
            return fit
    return _head_and_tail(text.split("\n"), box, min(READABLE, largest))


def _columns(box: Box, size: int) -> int:
    return max(1, int(box.width / (ADVANCE * size) + 1e-6))


def _capacity(box: Box, size: int, line_height: float) -> int:
    return max(1, int(box.height / (size * line_height) + 1e-6))


def _largest(lines: list[str], box: Box, sizes: range, line_height: float) -> Fit:
    """The fit in the first of the descending `sizes` that fits; the last where none does."""
    widest = max(map(cells, lines))
    for size in sizes:
        if widest <= _columns(box, size) and len(lines) <= _capacity(box, size, line_height):
            return Fit(size, tuple(Row(line, number) for number, line in enumerate(lines, 1)), line_height=line_height)
    least = _fit_at(lines, box, sizes[-1], line_height)
    for size in sizes[:-1]:
        fit = _fit_at(lines, box, size, line_height)
        if not fit.overflow and fit.cost <= least.cost + _NEARLY:
            return fit
    return least


def _fit_at(lines: list[str], box: Box, size: int, line_height: float) -> Fit:
    columns = _columns(box, size)
    rows: list[Row] = []
    wraps: list[Wrap] = []
    for number, line in enumerate(lines, 1):
        if cells(line) <= columns:
            rows.append(Row(line, number))
            continue
        first, *others = _wrap(line, number, columns)
        rows += (first, *others)
        if others:
            wraps.append(Wrap(number, others[0].start + 1))
    overflow = max(0, len(rows) - _capacity(box, size, line_height))
    price = sum(cost(line, columns, _following(line, columns)) for line in lines)
    return Fit(size, tuple(rows), tuple(wraps), overflow, line_height=line_height, cost=price)


def _wrap(line: str, number: int, columns: int) -> Iterator[Row]:
    """Break `line` into rows of at most `columns` cells; blanks at the end of a row may hang over."""
    following, start = _following(line, columns), 0
    for end in chain(breaks(line, columns, following), [len(line)]):
        yield Row(line[start:end], number, start, columns - following if start else 0)
        start = end


def _following(line: str, columns: int) -> int:
    """The cells of the rows that continue `line`, which are indented further than it is."""
    indent = len(line) - len(line.lstrip(" ")) + TAB
    return max(1, columns - min(indent, max(_MARK, columns // 2)))


def _head_and_tail(lines: list[str], box: Box, size: int) -> Fit:
    """Two thirds of the rows from the beginning and a third from the end; where there are few, the beginning."""
    columns, capacity = _columns(box, size), _capacity(box, size, LINE_HEIGHT)
    tail = _tail(lines, columns, (capacity - 1) // 3)
    head = tuple(islice(_rows_of(lines, columns), max(0, capacity - 1 - len(tail))))
    shown = {row.line for row in (*head, *tail)}
    left_out = len(lines) - len(shown)
    return Fit(size, (*head, Row(_remark(left_out), 0), *tail), left_out=left_out)


def _tail(lines: list[str], columns: int, count: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number in range(len(lines), max(0, len(lines) - count), -1):
        rows = [*_wrap(lines[number - 1], number, columns), *rows]
    return tuple(rows[-count:]) if count else ()


def _rows_of(lines: list[str], columns: int) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        yield from _wrap(line, number, columns)


def _remark(lines: int) -> str:
    return f"… {lines} line{'s' if lines > 1 else ''} left out …" if lines > 0 else "…"
