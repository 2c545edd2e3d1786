"""How the parts of a slide share the safe area, in px: what is fitted into which box."""

from __future__ import annotations

from dataclasses import dataclass, replace
from struct import unpack

from shortsgen.layout.area import BAR, FOOT, HEADER, Area, Box
from shortsgen.layout.fit import LARGEST, READABLE, SMALLEST, Fit, fit_code, fit_output
from shortsgen.layout.prose import LINE, prose_lines
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Mistake, Short
from shortsgen.text.cells import expand

DIVIDER = 32  # between the code and the output in one window
GAP = 36  # between windows
MISTAKE_GAP = 26  # around the text of a mistake
HEADING = 64  # "Common mistake"

_EASY = 36  # px, of output below smaller code, where there is room
_LEAST_FIGURE = 300  # px of height below code
_ENDLESS = 1_000_000  # px
SMALLEST_TITLE = 40  # px
TITLE_GAP = 40  # below it
MISTAKE_SIZES = (52, 46, 40)  # px, of a mistake's text above its code
_LARGEST_MISTAKE = 36  # px, of its code
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

    @property
    def height(self) -> float:
        """From the top of the first to the bottom of the last, in px."""
        parts = [window_height(fit) for fit in (self.code, self.output) if fit]
        parts += [self.figure.height + FOOT] if self.figure else []
        return sum(parts) + GAP * (len(parts) - 1)


@dataclass(frozen=True, slots=True)
class Stage:
    """The windows of all slides of a short that show code or output. The code has one size on all of them, and
    `height` is that of the highest, so that each line keeps its place while slides change."""

    code: Fit
    listings: tuple[Fit, ...]
    outputs: tuple[Windows, ...]

    @property
    def height(self) -> float:
        windows = [window_height(fit) for fit in (self.code, *self.listings)]
        return max(*windows, *(output.height for output in self.outputs), 0)


def room(area: Area) -> Box:
    """The area below the header, and the last foot."""
    return Box(area.width, area.height - HEADER + FOOT)


def window_height(fit: Fit) -> float:
    return BAR + fit.height + FOOT


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


def stage(short: Short, outcome: Outcome, outputs: int, area: Area) -> Stage:
    """Fit what the slides show. The first of the `outputs` shows what was printed, and each one a figure.

    Where the code and all that it gave can be read together, outputs stand below the code; else they have slides of
    their own. The title stays above them unless that makes code small.
    """
    whole = _stage(short, outcome, outputs, room(area))
    title = TITLE_GAP + prose_lines(short.title, SMALLEST_TITLE, area.width) * SMALLEST_TITLE * LINE
    titled = _stage(short, outcome, outputs, Box(area.width, room(area).height - title))
    return titled if _as_good(titled, whole) else whole


def _as_good(one: Stage, other: Stage) -> bool:
    """Whether `one`, which has less room than `other`, can be read as well."""
    pairs = [(one.code, other.code), *zip(one.listings, other.listings, strict=True)]
    pairs += [(a.output, b.output) for a, b in zip(one.outputs, other.outputs, strict=True) if a.output and b.output]
    same = [bool(a.code) == bool(b.code) for a, b in zip(one.outputs, other.outputs, strict=True)]
    return all(same) and all(a.size >= min(READABLE, b.size) and _shows(a) >= _shows(b) for a, b in pairs)


def _shows(fit: Fit) -> int:
    return -fit.overflow - fit.left_out


def _stage(short: Short, outcome: Outcome, outputs: int, space: Box) -> Stage:
    rows = Box(space.width, space.height - BAR - FOOT)
    code = fit_code(short.code.text, rows)
    listings = tuple(fit_code(listing.text, rows) for listing in short.listings)
    apart = tuple(_output(outcome, index, space) for index in range(outputs))
    together = _together(code, short.code.text, outcome, apart, space) if outputs and short.code.text.strip() else None
    return Stage(together[0].code or code, listings, together) if together else Stage(code, listings, apart)


def _together(
    alone: Fit, code: str, outcome: Outcome, apart: tuple[Windows, ...], space: Box
) -> tuple[Windows, ...] | None:
    """The outputs below the code, both in the largest size at which nothing more wraps or is left out than apart. A
    short output need not be as small as code that is small only because a line of it is long."""
    least = _LEAST_FIGURE + GAP if outcome.figures else 0
    for size in range(alone.size, SMALLEST - 1, -1):
        fit = fit_code(code, Box(space.width, _ENDLESS), size)
        rest = Box(space.width, space.height - window_height(fit) - GAP)
        first = _output(replace(outcome, figures=()), 0, Box(rest.width, rest.height - least), size)
        if first.height + least > rest.height or _loses(first, apart[0]):
            continue
        largest = max(size, _EASY)
        return tuple(replace(_output(outcome, index, rest, largest), code=fit) for index in range(len(apart)))
    return None


def _loses(one: Windows, other: Windows) -> bool:
    return bool(one.output and other.output and one.output.left_out > other.output.left_out)


def _output(outcome: Outcome, index: int, space: Box, largest: int = LARGEST) -> Windows:
    """The figure `index`, and with the first one what was printed, in at most half of the space if there are both."""
    figure = outcome.figures[index] if index < len(outcome.figures) else None
    text = printed(outcome).text if index == 0 or figure is None else ""
    if figure is None:
        return Windows(output=_terminal(text or NOTHING, space, largest))
    output = _terminal(text, Box(space.width, space.height / 2), largest) if text else None
    left = space.height - FOOT - (window_height(output) + GAP if output else 0)
    return Windows(output=output, figure=_scaled(figure, Box(space.width, left)))


def _terminal(text: str, space: Box, largest: int) -> Fit:
    return fit_output(text, Box(space.width, max(0, space.height - BAR - FOOT)), largest)


def mistake_windows(mistake: Mistake, outcome: Outcome | None, area: Area) -> Windows:
    """The mistake's code and what came of it, in one window below its text, which is what must be read first."""
    if mistake.code is None:
        return Windows()
    code, text = mistake.code.text, printed(outcome).text if outcome else ""
    space = Box(area.width, 0)
    for prose in MISTAKE_SIZES:
        lines = prose_lines(mistake.text, prose, area.width)
        taken = HEADING + 2 * MISTAKE_GAP + lines * prose * LINE + BAR + FOOT
        space = Box(area.width, room(area).height - taken)
        for size in range(_LARGEST_MISTAKE, SMALLEST - 1, -1):
            fits = _below(code, text, space, size)
            if fits.code and fits.code.height + _below_height(fits) <= space.height and not _left_out(fits):
                return fits
    output = fit_output(text, Box(area.width, space.height / 2), SMALLEST) if text else None
    rest = space.height - (output.height + DIVIDER if output else 0)
    return Windows(fit_code(code, Box(area.width, rest), SMALLEST), output)


def _below(code: str, text: str, space: Box, size: int) -> Windows:
    fit = fit_code(code, Box(space.width, _ENDLESS), size)
    return Windows(fit, fit_output(text, Box(space.width, space.height - fit.height - DIVIDER), size) if text else None)


def _below_height(windows: Windows) -> float:
    return windows.output.height + DIVIDER if windows.output else 0


def _left_out(windows: Windows) -> bool:
    return bool(windows.output and windows.output.left_out)


def _scaled(png: bytes, box: Box) -> Box:
    """The size of a PNG file's picture when it is as large as `box` allows."""
    width, height = unpack(">II", png[16:24])
    scale = min(box.width / width, box.height / height)
    return Box(width * scale, height * scale)
