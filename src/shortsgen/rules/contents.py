"""The rules about what is on screen: whether all that the slides of a short show can be read.

They judge the very rows that are drawn, of all contents alike, so that none can be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator

from shortsgen.layout.area import DEFAULT, Area
from shortsgen.layout.fit import READABLE, SMALLEST
from shortsgen.layout.rows import Fit, Wrap, columns_at
from shortsgen.layout.stage import stage
from shortsgen.layout.windows import Windows, figure_text
from shortsgen.plan.contents import Content, FigureContent, Output, Passage, Printout, Program, passages
from shortsgen.plan.timeline import Outline
from shortsgen.problems import Problem, Severity, counted
from shortsgen.text.cells import cells, expand

#: Characters that fit a slide in a legible size, whatever their widths, by the names of passages.
LONGEST = {"day's title": 80, "title": 80, "hook": 160, "mistake": 240}

SMALLEST_IN_FIGURE = 24  # px


def content_problems(outline: Outline, area: Area = DEFAULT) -> Iterator[Problem]:
    """Findings about the slides of a short: what wraps, what does not fit, what is too long. What several slides show
    is told once."""
    contents = [slide.content for slide in outline.slides]
    found: dict[Problem, None] = {}
    for content, windows in zip(contents, stage(contents, area).windows, strict=True):
        found |= dict.fromkeys(_of_slide(outline.short.label, content, windows))
    yield from found


def _of_slide(label: str, content: Content, windows: Windows) -> Iterator[Problem]:
    if windows.code:
        yield from _code(label, windows.code.passage, windows.code.fit)
    if windows.output:
        yield from _output(label, windows.output.passage, windows.output.fit)
    if isinstance(content, Output):
        yield from _figure(label, content, windows)
    for passage in passages(content):
        yield from too_long(label, passage)


def too_long(label: str, passage: Passage) -> Iterator[Problem]:
    """The problem of a text that has more characters than its slide can show."""
    longest = LONGEST.get(passage.name)
    if longest and len(passage.text) > longest:
        message = f"{label}: the {passage.name} has {len(passage.text)} characters, expected at most {longest}"
        yield Problem("text-too-long", message, passage.span, "shorten it")


def _code(label: str, code: Program, fit: Fit) -> Iterator[Problem]:
    for wrap in fit.wraps:
        message = f"{label}: {_width(code, wrap, READABLE)}; it wraps at column {wrap.column}"
        place = code.at(wrap.line, wrap.column)
        yield Problem("code-wraps", message, place, "break the line where it reads best", Severity.WARNING)
    if fit.overflow:
        rows = counted(fit.overflow, "row")
        message = f"{label}: the {code.name} has {rows} too many for its slide, at {fit.size} px"
        yield Problem("code-overflow", message, code.span, "show less code, or split the short")


def _output(label: str, printed: Printout, fit: Fit) -> Iterator[Problem]:
    """An error's lines may wrap: no author can shorten what a library says of one."""
    if wraps := [wrap for wrap in fit.wraps if wrap.line < printed.error_line]:
        rest = len(wraps) - 1
        others = f", as {'does' if rest == 1 else 'do'} {rest} more" if rest else ""
        message = f"{label}: {_width(printed, wraps[0], SMALLEST)}, so it wraps{others}"
        yield Problem("output-wraps", message, printed.span, "print shorter lines", Severity.WARNING)
    if fit.shortened:
        what = f"{counted(fit.left_out, 'line')} too many" if fit.left_out else "a line that is too long"
        message = f"{label}: the {printed.name} has {what} for its slide, and its middle is left out"
        yield Problem("output-shortened", message, printed.span, "print less", Severity.WARNING)


def _figure(label: str, content: Output, windows: Windows) -> Iterator[Problem]:
    found = figure_text(content.figure, windows.figure) if content.figure and windows.figure else None
    if found is not None and found < SMALLEST_IN_FIGURE:
        number = 1 + (content.index if isinstance(content, FigureContent) else 0)
        name = f"the smallest text of figure {number}"
        message = f"{label}: {name} has {int(found)} px on its slide, expected at least {SMALLEST_IN_FIGURE}"
        sizes = "leave `figsize` and `fontsize` to the style of figures, or set larger letters and fewer of them"
        hint = "print less beside it, or set larger letters" if windows.output else sizes
        yield Problem("figure-small", message, content.code.span, hint, Severity.WARNING)


def _width(passage: Passage, wrap: Wrap, size: int) -> str:
    """What is told of a line that is only whole in letters smaller than `size` px."""
    columns, most = cells(expand(passage.text).split("\n")[wrap.line - 1]), columns_at(size, wrap.width)
    return f"line {wrap.line} of the {passage.name} has {columns} columns, {most} fit at {size} px"
