"""timeline -> the plain data that the template of the slides gets: texts, fitted rows and sizes in px."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shortsgen.plan import layout
from shortsgen.plan.area import BAR, HEADER, Area, Box, code_box
from shortsgen.plan.fit import Fit, Row, cells, expand, fit_code
from shortsgen.plan.timeline import Kind, Slide, Timeline
from shortsgen.render.highlight import Span, cut, highlight
from shortsgen.render.prose import prose
from shortsgen.run.outcome import Outcome

WIDTH, HEIGHT = 1080, 1920
BLEED = 36  # px that a window's ground reaches beyond its text on the left and the right

Data = dict[str, Any]
Line = tuple[Span, ...]


def deck(timeline: Timeline, area: Area) -> Data:
    """All that a document of the short's slides says. Figures are named `figure-N.svg`."""
    return {
        "frame": _frame(area),
        "title": timeline.short.title,
        "series": prose(timeline.series, marked=False),
        "number": f"{timeline.short.number:02d}",
        "slides": tuple(_slide(timeline, slide, area) for slide in timeline.slides),
    }


def _frame(area: Area) -> Data:
    return {
        "width": WIDTH, "height": HEIGHT, "bleed": BLEED,
        "x": area.x, "y": area.y, "area-width": area.width, "area-height": area.height,
        "header": HEADER, "bar": BAR, "foot": layout.FOOT, "gap": layout.GAP,
        "divider": layout.DIVIDER, "heading": layout.HEADING,
    }  # fmt: skip


def _slide(timeline: Timeline, slide: Slide, area: Area) -> Data:
    common = {"kind": str(slide.kind), "title": prose(timeline.short.title, marked=False)}
    match slide.kind:
        case Kind.HOOK:
            return common | {"hook": prose(timeline.short.hook)}
        case Kind.CODE:
            return common | {"window": _code(timeline.short.code.text, code_box(area), slide.focus)}
        case Kind.LISTING:
            listing = timeline.short.listings[slide.index]
            return common | {"window": _code(listing.text, code_box(area), slide.focus, listing.language)}
        case Kind.OUTPUT:
            return common | _output(timeline, slide, area)
        case Kind.MISTAKE:
            return common | _mistake(timeline, area)


def _code(text: str, box: Box, focus: Sequence[int], language: str = "python") -> Data:
    fit = fit_code(text, box)
    return _window(language, _section(fit, _coloured(text, language), focus))


def _output(timeline: Timeline, slide: Slide, area: Area) -> Data:
    short, outcome = timeline.short, timeline.outcome
    windows = layout.output_windows(short, outcome, slide.index, area)
    code = _section(windows.code, _coloured(short.code.text)) if windows.code else None
    terminal = _printed(windows.output, outcome) if windows.output else None
    return {
        "window": _window("python", code) if code else None,
        "terminal": _window("output", terminal) if terminal else None,
        "figure": _figure(windows.figure, slide.index) if windows.figure else None,
    }


def _figure(size: Box, index: int) -> Data:
    return {"file": f"figure-{index}.svg", "width": size.width, "height": size.height}


def _mistake(timeline: Timeline, area: Area) -> Data:
    mistake = timeline.short.mistake
    if mistake is None:
        return {"text": prose(""), "window": None}
    windows = layout.mistake_windows(mistake, timeline.mistake, area)
    sections = []
    if windows.code and mistake.code:
        sections.append(_section(windows.code, _coloured(mistake.code.text)))
    if windows.output and timeline.mistake:
        sections.append(_printed(windows.output, timeline.mistake))
    return {"text": prose(mistake.text), "window": _window("tried for real", *sections) if sections else None}


def _window(label: str, *sections: Data) -> Data:
    return {"label": label, "sections": sections}


def _coloured(text: str, language: str = "python") -> tuple[Line, ...]:
    return highlight(expand(text), language)


def _printed(fit: Fit, outcome: Outcome) -> Data:
    shown = layout.printed(outcome)
    if not shown.text:
        return _section(fit, ((("remark", layout.NOTHING),),))
    lines = enumerate(shown.text.split("\n"), 1)
    return _section(fit, tuple((("error" if line >= shown.error_line else "output", words),) for line, words in lines))


def _section(fit: Fit, lines: tuple[Line, ...], focus: Sequence[int] = ()) -> Data:
    """Rows for a theme. `lit` is whether a row is in focus, None where no row is."""
    rows = [_row(row, lines, row.line in focus if focus else None) for row in fit.rows]
    return {"size": fit.size, "line-height": fit.line_height, "rows": _in_view(fit, rows)}


def _row(row: Row, lines: tuple[Line, ...], lit: bool | None) -> Data:
    text = row.text.rstrip(" ")
    spans = cut(lines[row.line - 1], row.start, row.start + len(text)) if row.line else (("remark", text),)
    return {"spans": spans, "lit": lit, "indent": row.indent, "cells": cells(text)}


def _in_view(fit: Fit, rows: list[Data]) -> tuple[Data, ...]:
    """The rows that fit, moved down to the focus where that is below; a remark stands for those that do not."""
    if not fit.overflow:
        return tuple(rows)
    count = len(fit.visible)
    lit = [index for index, row in enumerate(rows) if row["lit"]]
    first = min(max(0, lit[0] - 2), fit.overflow) if lit and lit[-1] >= count - 1 else 0
    view = rows[first : first + count]
    if first:
        view[0] = _remark(first + 1)
    if first < fit.overflow:
        view[-1] = _remark(fit.overflow - first + 1)
    return tuple(view)


def _remark(rows: int) -> Data:
    text = f"… {rows} more rows …"
    return {"spans": (("remark", text),), "lit": None, "indent": 0, "cells": len(text)}
