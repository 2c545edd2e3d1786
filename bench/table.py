"""The table of results, as plain text or as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.measure import Spread

_HEAD = ("row", "what", "seconds: median (min-max)", "ratio", "bound", "kept", "remarks")


@dataclass(frozen=True, slots=True)
class Line:
    """One result. `kept` is None where there is no bound to keep."""

    row: str
    what: str
    seconds: Spread | None = None
    ratio: Spread | None = None
    bound: str = ""
    kept: bool | None = None
    remarks: str = ""

    def cells(self) -> tuple[str, ...]:
        kept = {None: "", True: "ok", False: "over"}[self.kept]
        return (self.row, self.what, _spread(self.seconds), _spread(self.ratio), self.bound, kept, self.remarks)


def bounded(row: str, what: str, seconds: Spread | None, ratio: Spread, bound: float, remarks: str = "") -> Line:
    """A line whose ratio should keep a bound."""
    return Line(row, what, seconds, ratio, f"{bound:g}", ratio.median <= bound, remarks)


def plain(lines: Sequence[Line]) -> str:
    rows = [_HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    padded = (zip(row, widths, strict=True) for row in rows)
    return "".join("  ".join(cell.ljust(width) for cell, width in row).rstrip() + "\n" for row in padded)


def markdown(lines: Sequence[Line]) -> str:
    rows = [_HEAD, ("---",) * len(_HEAD), *(line.cells() for line in lines)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _spread(spread: Spread | None) -> str:
    if spread is None:
        return ""
    if len(spread.values) == 1:
        return _number(spread.median)
    return f"{_number(spread.median)} ({_number(spread.low)}-{_number(spread.high)})"


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 20 else f"{value:.0f}"
