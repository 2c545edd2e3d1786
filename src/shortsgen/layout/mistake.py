"""How the slide of a mistake is shared by its text, its code and what came of it."""

from __future__ import annotations

from shortsgen.layout.area import BAR, FOOT, Area, Box
from shortsgen.layout.fit import SMALLEST, fit_code, fit_output
from shortsgen.layout.prose import LINE, prose_lines
from shortsgen.layout.windows import DIVIDER, SetPassage, Windows, code_of_size, room
from shortsgen.plan.contents import MistakeContent, Printout, Program

GAP = 26  # px around the text of a mistake
HEADING = 64  # px, above that text
SIZES = (52, 46, 40)  # px, of a mistake's text above its code

_LARGEST = 36  # px, of its code


def mistake_windows(content: MistakeContent, area: Area) -> Windows:
    """The mistake's code and what came of it, in one window below its text, which is what must be read first."""
    if content.code is None:
        return Windows()
    spaces = [_below_text(content.mistake.text, size, area) for size in SIZES]
    for space in spaces:
        for size in range(_LARGEST, SMALLEST - 1, -1):
            windows = _of_size(content.code, content.printed, space, size)
            if _fits(windows, space):
                return windows
    return _smallest(content.code, content.printed, spaces[-1])


def _below_text(text: str, size: int, area: Area) -> Box:
    """What a text of `size` px leaves for rows."""
    taken = HEADING + 2 * GAP + prose_lines(text, size, area.width) * size * LINE + BAR + FOOT
    return Box(area.width, room(area).height - taken)


def _of_size(code: Program, printed: Printout | None, space: Box, size: int) -> Windows:
    above = code_of_size(code, space.width, size)
    rest = Box(space.width, space.height - above.fit.height - DIVIDER)
    return Windows(above, SetPassage(printed, fit_output(printed.text, rest, size)) if printed else None)


def _fits(windows: Windows, space: Box) -> bool:
    fits = [section.fit for section in (windows.code, windows.output) if section]
    used = sum(fit.height for fit in fits) + DIVIDER * (len(fits) - 1)
    return used <= space.height and not fits[-1].shortened


def _smallest(code: Program, printed: Printout | None, space: Box) -> Windows:
    """Where not all can be shown: the output in half of the space, or in all that the code leaves; the code in the
    rest."""
    output = None
    if printed:
        left = space.height - code_of_size(code, space.width, SMALLEST).fit.height - DIVIDER
        output = SetPassage(printed, fit_output(printed.text, Box(space.width, max(space.height / 2, left)), SMALLEST))
    rest = space.height - (output.fit.height + DIVIDER if output else 0)
    return Windows(SetPassage(code, fit_code(code.text, Box(space.width, rest), SMALLEST)), output)
