"""How the slide of a mistake is shared by its text, its code and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shortsgen.layout.fit import EASY, SMALLEST, fit_code, fit_output
from shortsgen.layout.prose import LINE, prose_lines
from shortsgen.layout.rows import lines_of
from shortsgen.layout.space import Space
from shortsgen.layout.windows import (
    BAR,
    DIVIDER,
    ENDLESS,
    GAP,
    SetPassage,
    Told,
    Windows,
    code_of_size,
    code_section,
    inside,
)
from shortsgen.plan.contents import MistakeContent, Printout, Program

HEADING = 96  # px: "Common mistake", with the gap below it
SIZES = (60, 52, 46, 40)  # px, of the text above the code


def mistake_windows(content: MistakeContent, space: Space, largest: int = EASY) -> Windows:
    """The mistake's code, at most `largest` px, and what came of it, in one window below its text, which is what must
    be read first. A text alone has no windows."""
    if content.code is None:
        return Windows()
    for windows in _tries(content, content.code, space, max(largest, EASY)):
        if windows.height <= space.height and not windows.sections[-1].fit.shortened:
            return windows
    return _smallest(content, content.code, space)


def _tries(content: MistakeContent, code: Program, space: Space, largest: int) -> Iterator[Windows]:
    """From the best to the worst: the text is large as long as all else is easily read."""
    told = [_told(content.mistake.text, size, space) for size in SIZES]
    for least in (EASY, SMALLEST):
        for text in told:
            size = largest
            while size >= least:
                yield (found := _of_size(text, code, content.printed, space, size, least))
                size = min(size, found.sections[0].fit.size) - 1


def _told(text: str, size: int, space: Space) -> Told:
    """The heading and the text; where it would get into the narrow part of the space, it is set as narrow."""
    for width in (space.width, space.lower):
        height = HEADING + prose_lines(text, size, width) * size * LINE
        if height <= space.high:
            break
    return Told(size, width, height)


def _of_size(told: Told, code: Program, printed: Printout | None, space: Space, size: int, least: int) -> Windows:
    """However high it is. What was printed is as large as the code, and at least `least` px where its lines allow."""
    rest = replace(space.below(told.height + GAP), height=space.height)
    above = code_section(code, replace(rest, height=ENDLESS), BAR, size)
    left = replace(rest.below(BAR + above.fit.height + DIVIDER), height=space.height)
    return Windows(
        above, _printed(printed, left, max(above.fit.size, least)) if printed else None, told=told, joined=True
    )


def _printed(printed: Printout, space: Space, largest: int) -> SetPassage[Printout]:
    return SetPassage(printed, fit_output(printed.text, space, largest))


def _smallest(content: MistakeContent, code: Program, space: Space) -> Windows:
    """Where not all can be shown: the output in half of the space, or in all that the code leaves; the code in the
    rest."""
    told = _told(content.mistake.text, SIZES[-1], space)
    rest = inside(space.below(told.height + GAP))
    output = None
    if content.printed:
        left = rest.height - code_of_size(code, rest, SMALLEST, 0).fit.height - DIVIDER
        taken = rest.height - max(rest.height / 2, left)
        output = _printed(content.printed, rest.below(taken), SMALLEST)
        rest = rest.above(output.fit.height + DIVIDER)
    return Windows(SetPassage(code, fit_code(lines_of(code.text), rest, SMALLEST)), output, told=told, joined=True)
