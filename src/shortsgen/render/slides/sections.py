"""Fitted rows -> windows as a theme gets them: words in their kinds, lit or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shortsgen.labels.labels import SlideLabels
from shortsgen.layout.rows import Fit, Row
from shortsgen.layout.windows import SetPassage
from shortsgen.plan.contents import Printout, Program
from shortsgen.render.slides.highlight import Token, cut, highlight
from shortsgen.render.wording import left_out
from shortsgen.text.cells import cells, expand

Data = dict[str, Any]
Line = tuple[Token, ...]


def window(label: str, *sections: Data) -> Data:
    """Sections below each other in one window, which says what it is unless the label is ""."""
    return {"label": label, "sections": sections}


def coloured(section: SetPassage[Program], labels: SlideLabels, focus: Sequence[int] = ()) -> Data:
    program = section.passage
    return _section(section.fit, highlight(expand(program.text), program.language), labels, focus)


def printed(section: SetPassage[Printout], labels: SlideLabels) -> Data:
    printout = section.passage
    lines = enumerate(printout.text.split("\n"), 1)
    kinds = ((("error" if line >= printout.error_line else "output"), words) for line, words in lines)
    return _section(section.fit, tuple(((kind, words),) for kind, words in kinds), labels)


def _section(fit: Fit, lines: tuple[Line, ...], labels: SlideLabels, focus: Sequence[int] = ()) -> Data:
    """Rows for a theme. `lit` is whether a row is in focus, None where no row is."""
    rows = [_row(row, lines, focus) if row.line > 0 else _left_out(row, labels) for row in fit.rows]
    return {"size": fit.size, "line-height": fit.line_height, "rows": _in_view(fit, rows, labels)}


def _row(row: Row, lines: tuple[Line, ...], focus: Sequence[int]) -> Data:
    spans = cut(lines[row.line - 1], row.start, row.start + len(row.text.rstrip(" ")))
    lit = row.line in focus if focus else None
    return {"spans": spans, "lit": lit, "indent": row.indent, "cells": row.cells}


def _left_out(row: Row, labels: SlideLabels) -> Data:
    blanks = " " * (len(row.text) - len(row.text.lstrip(" ")))
    return _remark(blanks + left_out(-row.line, labels))


def _in_view(fit: Fit, rows: list[Data], labels: SlideLabels) -> tuple[Data, ...]:
    """The rows that fit, moved down to the focus where that is below; a remark stands for those that do not."""
    if not fit.overflow:
        return tuple(rows)
    count = len(fit.visible)
    lit = [index for index, row in enumerate(rows) if row["lit"]]
    first = min(max(0, lit[0] - 2), fit.overflow) if lit and lit[-1] >= count - 1 else 0
    view = rows[first : first + count]
    if first:
        view[0] = _remark(labels.more_rows.format(count=first + 1))
    if first < fit.overflow:
        view[-1] = _remark(labels.more_rows.format(count=fit.overflow - first + 1))
    return tuple(view)


def _remark(text: str) -> Data:
    return {"spans": (("remark", text),), "lit": None, "indent": 0, "cells": cells(text)}
