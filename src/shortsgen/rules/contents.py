"""The rules about what is on screen: whether all of a short can be read on its slides."""

from __future__ import annotations

from collections.abc import Iterator

from shortsgen.layout.area import UNION, Area, code_box
from shortsgen.layout.fit import Fit, fit_code
from shortsgen.layout.stage import mistake_windows, stage
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem, Severity, Span
from shortsgen.script.model import Code, Short

#: Characters that fit a slide in a legible size, whatever their widths.
LONGEST = {"title": 80, "hook": 160, "mistake": 240}


def legibility(timeline: Timeline, area: Area = UNION) -> Iterator[Problem]:
    """Findings about the slides of a short: what wraps, what does not fit, what is too long."""
    short = timeline.short
    yield from _code(short, "code", short.code, fit_code(short.code.text, code_box(area)))
    yield from _output(timeline, area)
    yield from _mistake(timeline, area)
    for key, text in _texts(short).items():
        yield from too_long(key, text, short.label, short.spans.get(key))


def too_long(key: str, text: str, label: str, span: Span | None) -> Iterator[Problem]:
    """The problem of a text that has more characters than its slide can show."""
    if len(text) > LONGEST[key]:
        message = f"{label}: the {key} has {len(text)} characters, expected at most {LONGEST[key]}"
        yield Problem("text-too-long", message, span, "shorten it")


def _texts(short: Short) -> dict[str, str]:
    return {"title": short.title, "hook": short.hook, "mistake": short.mistake.text if short.mistake else ""}


def _code(short: Short, what: str, code: Code, fit: Fit) -> Iterator[Problem]:
    for wrap in fit.wraps:
        span = Span(_file(short), code.line_in_file(wrap.line), code.indent + wrap.column)
        message = f"{short.label}: line {wrap.line} of the {what} wraps at column {wrap.column}"
        yield Problem("code-wraps", message, span, "break the line where it reads best", Severity.WARNING)
    if fit.overflow:
        message = f"{short.label}: the last {fit.overflow} rows of the {what} do not fit the slide at {fit.size} px"
        yield Problem(
            "code-overflow", message, Span(_file(short), code.first_line), "show less code, or split the short"
        )


def _output(timeline: Timeline, area: Area) -> Iterator[Problem]:
    short, outcome = timeline.short, timeline.outcome
    if outcome.output or outcome.error:
        fit = stage(short, outcome, 1, area).outputs[0].output
        yield from _left_out(short, "output", fit, short.code)


def _mistake(timeline: Timeline, area: Area) -> Iterator[Problem]:
    short, mistake = timeline.short, timeline.short.mistake
    if mistake and mistake.code:
        windows = mistake_windows(mistake, timeline.mistake, area)
        if windows.code:
            yield from _code(short, "mistake's code", mistake.code, windows.code)
        yield from _left_out(short, "mistake's output", windows.output, mistake.code)


def _left_out(short: Short, what: str, fit: Fit | None, code: Code) -> Iterator[Problem]:
    if fit and fit.left_out:
        message = f"{short.label}: {fit.left_out} lines of the {what} do not fit its slide, and are left out"
        span = Span(_file(short), code.first_line, code.indent + 1)
        yield Problem("output-shortened", message, span, "print less", Severity.WARNING)


def _file(short: Short) -> str:
    return short.spans["code"].file if "code" in short.spans else ""
