"""timeline -> the plain data that the template of the slides gets: texts, fitted rows and sizes in px."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, assert_never

from shortsgen.labels.labels import Labels, SlideLabels
from shortsgen.layout import mistake
from shortsgen.layout.area import BAR, FOOT, HEADER, HEIGHT, WIDTH, Area, Box, caption_area, slide_area
from shortsgen.layout.fit import ADVANCE, Fit, Row
from shortsgen.layout.prose import HEAVIEST, shortened, word_width
from shortsgen.layout.stage import TITLE_GAP, Stage, stage
from shortsgen.layout.windows import DIVIDER, GAP, SetPassage, Windows
from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    Output,
    OutputContent,
    Printout,
    Program,
)
from shortsgen.plan.timeline import Timeline
from shortsgen.render.slides.highlight import Token, cut, highlight
from shortsgen.render.slides.prose import pairs, prose
from shortsgen.render.wording import left_out
from shortsgen.text.cells import cells, expand
from shortsgen.text.markup import Run, parse, plain
from shortsgen.theme.tokens import BUILT_IN, Theme

BLEED = 36  # px that a window's ground reaches beyond its text on the left and the right
LOGO = "logo-of-theme.svg"

NUMBER, PLATE = 36, 36  # px: the size of a short's number, and the width of its plate beyond the digits
SERIES, ABOUT = (28, 26, 24), 24  # px
ROOM_OF_LOGO = 170  # px
HEADING, ROOM_OF_SIGN = 52, 100  # px: the heading of a mistake, and the sign before it
LABEL, ROOM_OF_DOTS = 28, 110  # px: the label of a window, and what stands before it

_DAY = re.compile(r"day[-_]?(?P<number>[0-9]+)", re.IGNORECASE)

Data = dict[str, Any]
Line = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class SlideStyle:
    """How slides are drawn: the theme of their day, and what an editor asked for."""

    theme: Theme = BUILT_IN
    alpha: bool = False  # no ground, for laying over a video
    guides: bool = False  # the edges of the safe area and of the band for captions

    @property
    def area(self) -> Area:
        return slide_area(self.theme.safe_area)


def deck(timeline: Timeline, style: SlideStyle) -> Data:
    """All that a document of the short's slides says. Figures are called as `figure_file` says, the logo as `LOGO`."""
    contents = [slide.content for slide in timeline.slides]
    staged, labels = stage(contents, style.area), _drawn(timeline.labels.slides, style.area)
    return {
        "frame": _frame(style, staged),
        "tokens": _tokens(style),
        "title": prose(timeline.short.title),
        "document": f"{timeline.short.label}: {plain(timeline.short.title)}",
        "header": _header(timeline, style.theme),
        "labels": _labels(timeline.labels) | {"mistake": labels.mistake},
        "slides": tuple(_slide(*shown, labels) for shown in zip(contents, staged.windows, strict=True)),
    }


def _frame(style: SlideStyle, staged: Stage) -> Data:
    area, band = style.area, caption_area(style.theme.safe_area)
    return {
        "width": WIDTH, "height": HEIGHT, "bleed": BLEED,
        "x": area.x, "y": area.y, "area-width": area.width, "area-height": area.height, "band": band.height,
        "header": HEADER, "bar": BAR, "foot": FOOT, "gap": GAP, "divider": DIVIDER,
        "heading": mistake.HEADING, "mistake-gap": mistake.GAP, "title-gap": TITLE_GAP, "stage": staged.height,
    }  # fmt: skip


def _tokens(style: SlideStyle) -> Data:
    theme = style.theme
    return {
        "colors": {color.name: getattr(theme.colors, color.name) for color in fields(theme.colors)},
        "sans": theme.text_font, "counted": theme.text_font == BUILT_IN.text_font, "mono": theme.code_font,
        "corner": theme.corner, "alpha": style.alpha, "guides": style.guides,
    }  # fmt: skip


def _labels(labels: Labels) -> Data:
    """The language of what is read, and what is told to those who cannot see."""
    return {"language": labels.language, "figure": labels.screen.drawing, "logo": labels.screen.logo}


def _drawn(labels: SlideLabels, area: Area) -> SlideLabels:
    """The labels, as much of each as there is room for."""
    beside = (area.width - ROOM_OF_DOTS) / LABEL
    return labels._replace(
        mistake=_cut(labels.mistake, (area.width - ROOM_OF_SIGN) / HEADING / HEAVIEST),
        made=_cut(labels.made, beside),
        output=_cut(labels.output, beside),
    )


def _cut(label: str, width: float) -> str:
    """As much of a label as has `width` em."""
    return "".join(run.text for run in shortened((Run(label),), width))


def _header(timeline: Timeline, theme: Theme) -> Data:
    """What is small and the same on every slide."""
    number = f"{timeline.short.number:02d}"
    plate = PLATE + NUMBER * ADVANCE * len(number)
    room = slide_area(theme.safe_area).width - plate - (ROOM_OF_LOGO if theme.logo else 0)
    series = parse(timeline.series)
    size = next((size for size in SERIES if word_width(series) * size <= room), SERIES[-1])
    about = " · ".join(part for part in (day_label(timeline.day, timeline.labels.slides), theme.handle) if part)
    return {
        "number": number,
        "plate": plate,
        "series": pairs(shortened(series, room / size)),
        "size": size,
        "about": pairs(shortened((Run(about),), room / ABOUT)),
        "logo": LOGO if theme.logo else None,
    }


def day_label(name: str, labels: SlideLabels) -> str:
    """`day04` as people say it: Day 04. Any other name is its own label."""
    match = _DAY.fullmatch(name)
    return labels.day.format(number=match["number"]) if match else name


def _slide(content: Content, windows: Windows, labels: SlideLabels) -> Data:
    return {"kind": content.kind} | _shown(content, windows, labels)


def _shown(content: Content, windows: Windows, labels: SlideLabels) -> Data:
    match content:
        case HookContent():
            return {"hook": prose(content.hook.text)}
        case CodeContent():
            return {"window": _code(windows, labels, content.focus)}
        case ListingContent():
            return {"window": _code(windows, labels)}
        case OutputContent() | FigureContent():
            return _output(content, windows, labels)
        case MistakeContent():
            return {"text": prose(content.mistake.text), "window": _mistake(windows, labels)}
        case _:
            assert_never(content)


def _code(windows: Windows, labels: SlideLabels, focus: Sequence[int] = ()) -> Data | None:
    return _window(windows.code.passage.language, _coloured(windows.code, labels, focus)) if windows.code else None


def _output(content: Output, windows: Windows, labels: SlideLabels) -> Data:
    figure = content.index if isinstance(content, FigureContent) else 0
    return {
        "window": _code(windows, labels),
        "terminal": _window(labels.output, _printed(windows.output, labels)) if windows.output else None,
        "figure": _figure(windows.figure, figure) if windows.figure else None,
    }


def _figure(size: Box, index: int) -> Data:
    return {"file": figure_file(index), "width": size.width, "height": size.height}


def figure_file(index: int) -> str:
    """The name by which a document calls a short's figure `index`, from 0."""
    return f"figure-{index}.svg"


def _mistake(windows: Windows, labels: SlideLabels) -> Data | None:
    code = [_coloured(windows.code, labels)] if windows.code else []
    output = [_printed(windows.output, labels)] if windows.output else []
    return _window(labels.made, *code, *output) if code or output else None


def _window(label: str, *sections: Data) -> Data:
    return {"label": label, "sections": sections}


def _coloured(section: SetPassage[Program], labels: SlideLabels, focus: Sequence[int] = ()) -> Data:
    program = section.passage
    return _section(section.fit, highlight(expand(program.text), program.language), labels, focus)


def _printed(section: SetPassage[Printout], labels: SlideLabels) -> Data:
    printout = section.passage
    lines = enumerate(printout.text.split("\n"), 1)
    kinds = ((("error" if line >= printout.error_line else "output"), words) for line, words in lines)
    return _section(section.fit, tuple(((kind, words),) for kind, words in kinds), labels)


def _section(fit: Fit, lines: tuple[Line, ...], labels: SlideLabels, focus: Sequence[int] = ()) -> Data:
    """Rows for a theme. `lit` is whether a row is in focus, None where no row is."""
    remark = _remark(left_out(fit.left_out, labels))
    rows = [_row(row, lines, row.line in focus if focus else None) if row.line else remark for row in fit.rows]
    return {"size": fit.size, "line-height": fit.line_height, "rows": _in_view(fit, rows, labels)}


def _row(row: Row, lines: tuple[Line, ...], lit: bool | None) -> Data:
    text = row.text.rstrip(" ")
    spans = cut(lines[row.line - 1], row.start, row.start + len(text))
    return {"spans": spans, "lit": lit, "indent": row.indent, "cells": cells(text)}


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
    return {"spans": (("remark", text),), "lit": None, "indent": 0, "cells": len(text)}
