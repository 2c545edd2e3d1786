"""timeline -> the plain data that the template of the slides gets: texts, fitted rows and sizes in px."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from shortsgen.layout import stage as layout
from shortsgen.layout.area import BAR, FOOT, HEADER, HEIGHT, WIDTH, Area, Box, caption_area, slide_area
from shortsgen.layout.fit import ADVANCE, Fit, Row
from shortsgen.layout.prose import prose_width, shortened
from shortsgen.layout.stage import Stage
from shortsgen.plan.timeline import Kind, Slide, Timeline
from shortsgen.render.slides.highlight import Span, cut, highlight
from shortsgen.render.slides.prose import prose
from shortsgen.run.outcome import Outcome
from shortsgen.text.cells import cells, expand
from shortsgen.theme.tokens import BUILT_IN, Theme

BLEED = 36  # px that a window's ground reaches beyond its text on the left and the right
LOGO = "logo-of-theme.svg"

NUMBER, PLATE = 36, 36  # px: the size of a short's number, and the width of its plate beyond the digits
SERIES, ABOUT = (28, 26, 24), 24  # px
ROOM_OF_LOGO = 170  # px

_DAY = re.compile(r"day[-_]?(?P<number>[0-9]+)", re.IGNORECASE)

Data = dict[str, Any]
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How slides are drawn: the theme of their day, and what an editor asked for."""

    theme: Theme = BUILT_IN
    alpha: bool = False  # no ground, for laying over a video
    guides: bool = False  # the edges of the safe area and of the band for captions

    @property
    def area(self) -> Area:
        return slide_area(self.theme.safe_area)


def deck(timeline: Timeline, style: Style) -> Data:
    """All that a document of the short's slides says. Figures are named `figure-N.svg`, the logo as `LOGO` says."""
    area = style.area
    count = sum(slide.kind is Kind.OUTPUT for slide in timeline.slides)
    stage = layout.stage(timeline.short, timeline.outcome, count, area)
    return {
        "frame": _frame(style, stage),
        "tokens": _tokens(style),
        "title": prose(timeline.short.title),
        "document": f"{timeline.short.label}: {timeline.short.title}",
        "header": _header(timeline, style.theme),
        "slides": tuple(_slide(timeline, slide, stage, area) for slide in timeline.slides),
    }


def _frame(style: Style, stage: Stage) -> Data:
    area, band = style.area, caption_area(style.theme.safe_area)
    return {
        "width": WIDTH, "height": HEIGHT, "bleed": BLEED,
        "x": area.x, "y": area.y, "area-width": area.width, "area-height": area.height, "band": band.height,
        "header": HEADER, "bar": BAR, "foot": FOOT, "gap": layout.GAP,
        "divider": layout.DIVIDER, "heading": layout.HEADING, "mistake-gap": layout.MISTAKE_GAP,
        "title-gap": layout.TITLE_GAP, "stage": stage.height,
    }  # fmt: skip


def _tokens(style: Style) -> Data:
    theme = style.theme
    return {
        "colors": {color.name: getattr(theme.colors, color.name) for color in fields(theme.colors)},
        "sans": theme.text_font, "counted": theme.text_font == BUILT_IN.text_font, "mono": theme.code_font,
        "corner": theme.corner, "alpha": style.alpha, "guides": style.guides,
    }  # fmt: skip


def _header(timeline: Timeline, theme: Theme) -> Data:
    """What is small and the same on every slide."""
    number = f"{timeline.short.number:02d}"
    plate = PLATE + NUMBER * ADVANCE * len(number)
    room = slide_area(theme.safe_area).width - plate - (ROOM_OF_LOGO if theme.logo else 0)
    size = next((size for size in SERIES if prose_width(timeline.series) * size <= room), SERIES[-1])
    return {
        "number": number,
        "plate": plate,
        "series": shortened(timeline.series, room / size),
        "size": size,
        "about": shortened(" · ".join(part for part in (day_label(timeline.day), theme.handle) if part), room / ABOUT),
        "logo": LOGO if theme.logo else None,
    }


def day_label(name: str) -> str:
    """`day04` as people say it: Day 04. Any other name is its own label."""
    match = _DAY.fullmatch(name)
    return f"Day {match['number']}" if match else name


def _slide(timeline: Timeline, slide: Slide, stage: Stage, area: Area) -> Data:
    short = timeline.short
    common = {"kind": str(slide.kind)}
    match slide.kind:
        case Kind.HOOK:
            return common | {"hook": prose(short.hook)}
        case Kind.CODE:
            section = _section(stage.code, _coloured(short.code.text), slide.focus)
            return common | {"window": _window("python", section)}
        case Kind.LISTING:
            listing = short.listings[slide.index]
            section = _section(stage.listings[slide.index], _coloured(listing.text, listing.language), slide.focus)
            return common | {"window": _window(listing.language, section)}
        case Kind.OUTPUT:
            return common | _output(timeline, slide, stage)
        case Kind.MISTAKE:
            return common | _mistake(timeline, area)


def _output(timeline: Timeline, slide: Slide, stage: Stage) -> Data:
    windows = stage.outputs[slide.index]
    code = _section(windows.code, _coloured(timeline.short.code.text)) if windows.code else None
    terminal = _printed(windows.output, timeline.outcome) if windows.output else None
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
    return {"text": prose(mistake.text), "window": _window("really made", *sections) if sections else None}


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
