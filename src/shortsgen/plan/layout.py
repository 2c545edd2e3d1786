"""How the parts of a slide share the safe area, in px: what is fitted into which box."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from struct import unpack

from shortsgen.plan.area import BAR, HEADER, Area, Box
from shortsgen.plan.fit import Fit, expand, fit_code, fit_output
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Mistake, Short

FOOT = 28  # below the rows of a window; the last window's may leave the area
DIVIDER = 44  # between the code and the output in one window
GAP = 36  # between windows
HEADING = 72  # "Common mistake"

_PROSE = 40  # the smallest size of a mistake's text
_PROSE_ADVANCE = 0.6  # em; more than Inter's mean of 0.55 for English at its weight 600, inline code included
_PROSE_LINE = 1.35  # em
NOTHING = "(nothing was printed)"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a terminal shows of an outcome. Lines from `error_line` on (from 1) are the error."""

    text: str
    error_line: int


@dataclass(frozen=True, slots=True)
class Windows:
    """What a slide shows in windows; None for what it does not."""

    code: Fit | None = None
    output: Fit | None = None
    figure: Box | None = None


def room(area: Area) -> Box:
    """The safe area below the header."""
    return Box(area.width, area.height - HEADER)


def printed(outcome: Outcome) -> Printed:
    """What was printed, then the error, or how else it ended."""
    text = expand(outcome.output) if outcome.output.strip() else ""
    lines = text.count("\n") + 1 if text else 0
    return Printed("\n".join(part for part in (text, _ending(outcome)) if part), lines + 1)


def _ending(outcome: Outcome) -> str:
    if outcome.error is not None:
        return str(outcome.error)
    if outcome.status in (Status.OK, Status.COMMENT_ONLY):
        return ""
    return f"{outcome.status.replace('_', ' ')}: {outcome.detail}".removesuffix(": ")


def output_windows(short: Short, outcome: Outcome, index: int, area: Area) -> Windows:
    """The figure `index`, with the first what was printed, and the code that gave it where there is room."""
    figure = outcome.figures[index] if index < len(outcome.figures) else None
    text = printed(outcome).text if index == 0 or figure is None else ""
    left = room(area).height
    output = None
    if text or figure is None:
        share = left if figure is None else left * 0.4
        output = fit_output(text or NOTHING, Box(area.width, share - BAR))
        left -= BAR + output.height + FOOT + (GAP if figure else 0)
    size = _scaled(figure, Box(area.width, left)) if figure else None
    left -= size.height + GAP if size else 0
    return Windows(_beside(short.code.text, Box(area.width, left)), output, size)


def mistake_windows(mistake: Mistake, outcome: Outcome | None, area: Area) -> Windows:
    """The mistake's code and what came of it, in one window below its text."""
    if mistake.code is None:
        return Windows()
    lines = ceil(len(mistake.text) * _PROSE * _PROSE_ADVANCE / area.width) + 1
    left = room(area).height - HEADING - 2 * GAP - BAR - lines * _PROSE * _PROSE_LINE
    text = printed(outcome).text if outcome else ""
    output = fit_output(text, Box(area.width, left * 0.45), largest=44) if text else None
    left -= output.height + DIVIDER if output else 0
    return Windows(fit_code(mistake.code.text, Box(area.width, left)), output)


def _beside(code: str, box: Box) -> Fit | None:
    """The code in a window above other things, if all of it fits `box`."""
    fit = fit_code(code, Box(box.width, box.height - BAR - FOOT - GAP), largest=36) if code.strip() else None
    return fit if fit and not fit.overflow else None


def _scaled(png: bytes, box: Box) -> Box:
    """The size of a PNG file's picture when it is as large as `box` allows."""
    width, height = unpack(">II", png[16:24])
    scale = min(box.width / width, box.height / height)
    return Box(width * scale, height * scale)
