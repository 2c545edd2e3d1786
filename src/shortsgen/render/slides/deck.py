"""timeline -> the plain data that the template of the slides gets: texts, fitted rows and places in px."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import assert_never

from shortsgen.labels.labels import Labels, SlideLabels
from shortsgen.layout.area import HEIGHT, WIDTH, Area, caption_area, slide_area
from shortsgen.layout.mistake import HEADING
from shortsgen.layout.prose import HEAVIEST, shortened
from shortsgen.layout.space import Box
from shortsgen.layout.stage import HEADER_GAP, PLATE, PLATE_GAP, TITLE, Stage, stage, title_width
from shortsgen.layout.windows import BAR, DIVIDER, FOOT, GAP, INSET, OPTICAL, Windows
from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    Output,
    OutputContent,
)
from shortsgen.plan.timeline import Timeline
from shortsgen.render.slides.prose import Pairs, Prose, pairs, prose, prose_of, stripped
from shortsgen.render.slides.sections import Data, coloured, printed, window
from shortsgen.text.markup import Run, Style, parse, plain
from shortsgen.theme.tokens import BUILT_IN, Theme

BLEED = 27  # px that a window's ground reaches beyond its text on the left and the right
LOGO = "logo-of-theme.svg"
HUGE = range(2, 6)  # words of a hook that its poster sets in letters of their own size
SMALL = 32  # px; of what is no code and no sentence
WARNING, ROOM_OF_SIGN = 52, 100  # px: the heading of a mistake, and the sign before it
ROOM_OF_PROMPT = 60  # px, before the label of a window

_DAY = re.compile(r"day[-_]?(?P<number>[0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SlideStyle:
    """How slides are drawn: the theme of their day, and what an editor asked for."""

    theme: Theme = BUILT_IN
    alpha: bool = False  # no ground, for laying over a video
    guides: bool = False  # the edges of the safe area and of the band for captions

    @property
    def area(self) -> Area:
        return slide_area(self.theme.safe_area, bool(self.theme.logo))


def deck(timeline: Timeline, style: SlideStyle) -> Data:
    """All that a document of the short's slides says. Figures are called as `figure_file` says, the logo as `LOGO`."""
    contents = [slide.content for slide in timeline.slides]
    staged, labels = stage(contents, style.area), _drawn(timeline.labels.slides, style.area)
    return {
        "frame": _frame(style, staged),
        "tokens": _tokens(style),
        "title": prose(timeline.short.title),
        "document": f"{timeline.short.label}: {plain(timeline.short.title)}",
        "header": {"number": f"{timeline.short.number:02d}", "logo": LOGO if style.theme.logo else None},
        "about": _about(timeline, style),
        "labels": _labels(timeline.labels) | {"mistake": labels.mistake},
        "slides": tuple(_slide(*shown, labels) for shown in zip(contents, staged.windows, strict=True)),
    }


def _frame(style: SlideStyle, staged: Stage) -> Data:
    """Lengths in px. `rail` is from the top of the picture, below which only `lower` px of the width are free."""
    area, band = style.area, caption_area(style.theme.safe_area)
    return {
        "width": WIDTH, "height": HEIGHT, "bleed": BLEED,
        "x": area.x, "y": area.y, "area-width": area.width, "area-height": area.height,
        "rail": area.rail, "lower": area.lower, "band-x": band.x, "band-width": band.width, "band": band.height,
        "header": staged.header, "header-gap": HEADER_GAP, "plate": PLATE, "plate-gap": PLATE_GAP,
        "title": TITLE, "title-width": title_width(area),
        "bar": BAR, "inset": INSET, "foot": FOOT, "gap": GAP, "divider": DIVIDER, "heading": HEADING, "small": SMALL,
        "warning": WARNING, "optical": OPTICAL,
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
    beside = (area.lower - ROOM_OF_PROMPT) / SMALL
    return labels._replace(
        mistake=_cut(labels.mistake, (area.lower - ROOM_OF_SIGN) / WARNING / HEAVIEST),
        made=_cut(labels.made, beside),
        output=_cut(labels.output, beside),
    )


def _cut(label: str, width: float) -> str:
    """As much of a label as has `width` em."""
    return "".join(run.text for run in shortened((Run(label),), width))


def _about(timeline: Timeline, style: SlideStyle) -> tuple[Pairs, Pairs]:
    """What a poster says of where it belongs: the series, and the day with the channel, each on a line."""
    room = style.area.lower / SMALL
    parts = (day_label(timeline.day, timeline.labels.slides), style.theme.handle)
    day = " · ".join(part for part in parts if part)
    return pairs(shortened(parse(timeline.series), room)), pairs(shortened((Run(day),), room))


def day_label(name: str, labels: SlideLabels) -> str:
    """`day04` as people say it: Day 04. Any other name is its own label."""
    match = _DAY.fullmatch(name)
    return labels.day.format(number=match["number"]) if match else name


def _slide(content: Content, windows: Windows, labels: SlideLabels) -> Data:
    return {"kind": content.kind, "top": windows.top} | _shown(content, windows, labels)


def _shown(content: Content, windows: Windows, labels: SlideLabels) -> Data:
    match content:
        case HookContent():
            return {"hook": prose(content.hook.text), "huge": _huge(content.hook.text)}
        case CodeContent(focus=focus):
            return {"window": window("", coloured(windows.code, labels, focus)) if windows.code else None}
        case ListingContent(listing=listing):
            return {"window": window(listing.language, coloured(windows.code, labels)) if windows.code else None}
        case OutputContent() | FigureContent():
            return _output(content, windows, labels)
        case MistakeContent():
            text = prose(content.mistake.text)
            return {"text": text, "told": _told(windows), "window": _mistake(windows, labels)}
        case _:
            assert_never(content)


def _huge(hook: str) -> tuple[Prose | None, Prose, Prose | None] | None:
    """What stands before the emphasised words of a hook, these, and what stands after them: where they are a few in a
    row, which a poster can set huge."""
    runs = parse(hook)
    places = [place for place, run in enumerate(runs) if run.style is Style.EMPHASIS]
    if len(places) != 1 or len(runs[places[0]].text.split()) not in HUGE:
        return None
    before, after = runs[: places[0]], runs[places[0] + 1 :]
    return _part(before), prose_of([Run(runs[places[0]].text)]), _part(after)


def _part(runs: tuple[Run, ...]) -> Prose | None:
    """A sign that would stand alone on its line, such as a full stop, is left out."""
    said = any(sign.isalnum() for run in runs for sign in run.text)
    return prose_of(stripped(runs)) if said else None


def _output(content: Output, windows: Windows, labels: SlideLabels) -> Data:
    figure = content.index if isinstance(content, FigureContent) else 0
    return {
        "window": window("", coloured(windows.code, labels)) if windows.code else None,
        "terminal": window(labels.output, printed(windows.output, labels)) if windows.output else None,
        "figure": _figure(windows.figure, figure) if windows.figure else None,
    }


def _figure(size: Box, index: int) -> Data:
    return {"file": figure_file(index), "width": size.width, "height": size.height}


def figure_file(index: int) -> str:
    """The name by which a document calls a short's figure `index`, from 0."""
    return f"figure-{index}.svg"


def _told(windows: Windows) -> Data | None:
    told = windows.told
    return {"size": told.size, "width": told.width, "height": told.height} if told else None


def _mistake(windows: Windows, labels: SlideLabels) -> Data | None:
    code = [coloured(windows.code, labels)] if windows.code else []
    output = [printed(windows.output, labels)] if windows.output else []
    return window(labels.made, *code, *output) if code or output else None
