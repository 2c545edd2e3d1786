"""How large code and output are set, and where their lines wrap.

The sizes follow from a phone that is 65 mm wide and held at 30 cm, where 1 px of the picture is 0.06 mm: letters of
40 px are 2.4 mm high, 0.46 degrees, and their x-height has 0.25; at 32 px that has 0.2, the least that is read with
ease, by the research in Legge and Bigelow, "Does print size matter for reading?" (2011).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from shortsgen.layout.rows import LINE_HEIGHT, Fit, Grid, Lines, Row, lines_of, wrapped
from shortsgen.layout.space import Space, rectangle

TIGHT = 1.24  # em from row to row, where they would not fit otherwise
LARGEST = 64  # px
EASY = 40  # px; what code and output have where they can
READABLE = 36  # px; a line of code that fits in it is not broken
SMALLEST = 32  # px

_NEARLY = 0.5  # of the cost of breaks, which is not worth smaller letters
_TEXT_BREAKS = 20.0  # of the cost of breaks: less than any inside of a text, which letters of `EASY` size are not worth


def fit_code(lines: Lines, space: Space, largest: int = LARGEST) -> Fit:
    """Set code in the largest size at which no line wraps and all rows fit, as long as that can be read; else where
    its lines break about as well as in smaller ones.

    The rows of a line joined are the line: nothing is lost or changed but tabs and blank lines at the end.
    """
    return _fit(lines, space, largest, READABLE)


def fit_output(text: str, space: Space, largest: int = LARGEST, smallest: int = SMALLEST) -> Fit:
    """Like `fit_code` for what a snippet printed, whose lines stay whole down to the smallest size; of a long output
    the head and the tail are kept."""
    lines = lines_of(text, code=False)
    least = Grid(space, smallest, TIGHT)
    if len(lines.lines) <= least.capacity and len(text) <= least.capacity * (least.columns(0) + 1):
        fit = _fit(lines, space, largest, smallest)
        if not fit.overflow:
            return fit
    sizes = range(max(smallest, min(READABLE, largest)), smallest - 1, -1)
    fits = (_head_and_tail(lines, Grid(_narrow(space), size)) for size in sizes)
    return min(fits, key=lambda fit: len(fit.wraps))


def code_of_size(lines: Lines, space: Space, size: int) -> Fit:
    """Set code in `size` px, in rows that stand as near as they must."""
    fits = (Grid(space, size, height).set(lines) for height in (LINE_HEIGHT, TIGHT))
    return min(fits, key=lambda fit: fit.overflow)


@lru_cache(maxsize=2048)  # a slide is drawn, and what is on it judged
def _fit(lines: Lines, space: Space, largest: int, whole: int) -> Fit:
    """In the first grid that holds the lines whole, or a smaller one before a text breaks; else in the first whose
    breaks are no worse than they must be."""
    for grid in _grids(space, largest, whole):
        if grid.holds(lines):
            return grid.set(lines)
    smallest = [grid.set(lines) for grid in _grids(space, min(whole, largest), whole)]
    most = min((fit.cost for fit in smallest if not fit.overflow), default=_TEXT_BREAKS)
    if most >= _TEXT_BREAKS:
        for grid in _grids(space, min(whole, largest), SMALLEST):
            if grid.holds(lines):
                return grid.set(lines)
    for grid in _grids(space, largest, whole):
        fit = grid.set(lines)
        if not fit.overflow and fit.cost <= most + (_TEXT_BREAKS if grid.size <= EASY else _NEARLY):
            return fit
    fits = [grid.set(lines) for grid in _grids(space, min(whole, largest), SMALLEST)]
    return next((fit for fit in fits if not fit.overflow), fits[-1])


def _grids(space: Space, largest: int, smallest: int) -> Iterator[Grid]:
    """From the best to the worst: large letters first, with room between the rows, and near each other."""
    for sizes in (range(largest, max(EASY, smallest) - 1, -1), range(min(EASY - 1, largest), smallest - 1, -1)):
        for line_height in (LINE_HEIGHT, TIGHT):
            yield from (Grid(space, size, line_height) for size in sizes)


def _narrow(space: Space) -> Space:
    return rectangle(space.width_at(space.height), space.height)


def _head_and_tail(lines: Lines, grid: Grid) -> Fit:
    """Two thirds of the rows from the beginning and a third from the end; where there are few, the beginning."""
    columns, capacity = grid.columns(0), grid.capacity
    tail = _last_rows(lines, columns, (capacity - 1) // 3)
    head = _first_rows(lines, columns, max(0, capacity - 1 - len(tail)))
    shown = {row.line for row in (*head, *tail)}
    left_out = len(lines.lines) - len(shown)
    return Fit(grid.size, grid.space, (*head, Row("…", -left_out), *tail), left_out=left_out)


def _first_rows(lines: Lines, columns: int, count: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    for place in range(min(len(lines.lines), count)):
        rows += wrapped(lines, place, columns, columns)
    return tuple(rows[:count])


def _last_rows(lines: Lines, columns: int, count: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    for place in range(len(lines.lines) - 1, max(0, len(lines.lines) - count) - 1, -1):
        rows = [*wrapped(lines, place, columns, columns), *rows]
    return tuple(rows[-count:]) if count else ()
