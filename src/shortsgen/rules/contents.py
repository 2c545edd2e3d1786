"""The rules about what is on screen: whether all that the slides of a short show can be read.

They judge the very rows that are drawn, of all contents alike, so that none can be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator

from shortsgen.layout.area import UNION, Area
from shortsgen.layout.fit import Fit
from shortsgen.layout.stage import stage
from shortsgen.layout.windows import Windows
from shortsgen.plan.contents import Content, Passage, passages
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem, Severity, counted

#: Characters that fit a slide in a legible size, whatever their widths, by the names of passages.
LONGEST = {"day's title": 80, "title": 80, "hook": 160, "mistake": 240}


def content_problems(timeline: Timeline, area: Area = UNION) -> Iterator[Problem]:
    """Findings about the slides of a short: what wraps, what does not fit, what is too long. What several slides show
    is told once."""
    contents = [slide.content for slide in timeline.slides]
    found: dict[Problem, None] = {}
    for content, windows in zip(contents, stage(contents, area).windows, strict=True):
        found |= dict.fromkeys(_of_slide(timeline.short.label, content, windows))
    yield from found


def _of_slide(label: str, content: Content, windows: Windows) -> Iterator[Problem]:
    if windows.code:
        yield from _code(label, windows.code.passage, windows.code.fit)
    if windows.output:
        yield from _output(label, windows.output.passage, windows.output.fit)
    for passage in passages(content):
        yield from too_long(label, passage)


def too_long(label: str, passage: Passage) -> Iterator[Problem]:
    """The problem of a text that has more characters than its slide can show."""
    longest = LONGEST.get(passage.name)
    if longest and len(passage.text) > longest:
        message = f"{label}: the {passage.name} has {len(passage.text)} characters, expected at most {longest}"
        yield Problem("text-too-long", message, passage.span, "shorten it")


def _code(label: str, passage: Passage, fit: Fit) -> Iterator[Problem]:
    for wrap in fit.wraps:
        message = f"{label}: line {wrap.line} of the {passage.name} wraps at column {wrap.column}"
        place = passage.at(wrap.line, wrap.column)
        yield Problem("code-wraps", message, place, "break the line where it reads best", Severity.WARNING)
    if fit.overflow:
        rows = counted(fit.overflow, "row")
        message = f"{label}: the {passage.name} has {rows} too many for its slide, at {fit.size} px"
        yield Problem("code-overflow", message, passage.span, "show less code, or split the short")


def _output(label: str, passage: Passage, fit: Fit) -> Iterator[Problem]:
    if fit.left_out:
        lines = counted(fit.left_out, "line")
        message = f"{label}: the {passage.name} has {lines} too many for its slide, and its middle is left out"
        yield Problem("output-shortened", message, passage.span, "print less", Severity.WARNING)
