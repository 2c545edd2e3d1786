"""What a slide shows below its header: text and windows, how large they are and where they stand, in px."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from shortsgen.layout.fit import LARGEST, fit_code, fit_output
from shortsgen.layout.fit import code_of_size as fit_code_of_size
from shortsgen.layout.rows import ADVANCE, Fit, Lines, lines_of
from shortsgen.layout.space import Box, Space
from shortsgen.plan.contents import Passage, Printout, Program
from shortsgen.store.png import size, smallest_text

INSET = 16  # above the rows of a window that says nothing else
BAR = 60  # above those of one that says what it is
FOOT = 28  # below the rows of a window; it holds no text, so the last may leave the area
DIVIDER = 32  # between the code and the output in one window
GAP = 36  # between windows

ENDLESS = 1_000_000  # px
OPTICAL = 0.42  # of the room that is left stands above: what is in the very middle seems to sink

_LEAST_FIGURE = 300  # px of height below code
_FIGURE_TEXT = 28  # px, of the smallest text of a figure, where there is room
_NEARLY = 0.9  # of the size of letters: more is not worth a slide without the code


P = TypeVar("P", bound=Passage, covariant=True)


@dataclass(frozen=True, slots=True)
class SetPassage(Generic[P]):
    """A text, and the rows that it is set in. `bar` is what its window has above them."""

    passage: P
    fit: Fit
    bar: int = BAR

    @property
    def height(self) -> float:
        """Of the window that holds it alone."""
        return self.bar + self.fit.height + FOOT


@dataclass(frozen=True, slots=True)
class Told:
    """Prose of `size` px in a room of its own."""

    size: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Windows:
    """What a slide shows, from top to bottom; None for what it does not. They begin `top` px below the header.

    `told` is prose above the windows, `joined` whether code and output share one.
    """

    code: SetPassage[Program] | None = None
    output: SetPassage[Printout] | None = None
    figure: Box | None = None
    told: Told | None = None
    joined: bool = False
    top: float = 0

    @property
    def sections(self) -> tuple[SetPassage[Passage], ...]:
        return tuple(section for section in (self.code, self.output) if section)

    @property
    def height(self) -> float:
        """From the top of the first to the bottom of the last."""
        return max((end for _, end, _ in self._parts()), default=0.0)

    def slack(self, space: Space) -> float:
        """How far all may go down from the top of a space, before text is where that is too narrow, or ends."""
        below = [space.high - end for _, end, width in self._parts() if width > space.lower]
        return max(0.0, min([space.height - self.height, *below]))

    def _parts(self) -> Iterator[tuple[float, float, float]]:
        """The top, the bottom and the width of all that must stay in a space; windows are as wide as they like."""
        place = 0.0
        if self.told:
            yield place, self.told.height, self.told.width
            place = self.told.height + GAP
        for number, section in enumerate(self.sections):
            place += DIVIDER if self.joined and number else section.bar
            for row in section.fit.visible:
                yield place, place + section.fit.row_height, row.cells * ADVANCE * section.fit.size
                place += section.fit.row_height
            last = not self.joined or section is self.sections[-1]
            yield place, place + (FOOT if last else 0), 0
            place += FOOT + GAP if last else 0
        if self.figure:
            yield place, place + self.figure.height, self.figure.width
            yield place, place + self.figure.height + FOOT, 0


def settled(space: Space, *windows: Windows) -> tuple[Windows, ...]:
    """Windows that keep their place while slides change, on the optical centre of a space, or as near as the rows
    that need its wide part let them."""
    free = space.height - max(one.height for one in windows)
    top = max(0.0, min(free * OPTICAL, *(one.slack(space) for one in windows)))
    return tuple(replace(one, top=top) for one in windows)


def inside(space: Space, bar: int = BAR) -> Space:
    """The room for rows in a window that fills a space."""
    return space.below(bar).above(FOOT)


def code_section(program: Program, space: Space, bar: int = INSET, largest: int = LARGEST) -> SetPassage[Program]:
    """Code in a window of its own."""
    return SetPassage(program, fit_code(lines_of(program.text), inside(space, bar), largest), bar)


def excerpt_section(program: Program, lines: Lines, space: Space, largest: int = LARGEST) -> SetPassage[Program]:
    """Some lines of code in a window of its own."""
    return SetPassage(program, fit_code(lines, inside(space, INSET), largest), INSET)


def code_of_size(program: Program, space: Space, size: int, bar: int = INSET) -> SetPassage[Program]:
    """Code in as many rows as it needs, however high they are, in `size` px."""
    endless = replace(inside(space, bar), height=ENDLESS)
    return SetPassage(program, fit_code_of_size(lines_of(program.text), endless, size), bar)


def output_section(printed: Printout, space: Space, largest: int = LARGEST, bar: int = BAR) -> SetPassage[Printout]:
    """What was printed in a window of its own."""
    return SetPassage(printed, fit_output(printed.text, inside(space, bar), largest), bar)


def scaled(png: bytes, space: Space) -> Box:
    """The size of a PNG file's picture when it is as large as a space allows."""
    width, height = size(png)
    scale = max(min(box.width / width, box.height / height) for box in space.boxes)
    return Box(width * scale, height * scale)


def least_figure(png: bytes, space: Space) -> float:
    """The height below which a figure has a slide of its own: the one at which its text is easily read, or it is as
    large as a space allows."""
    readable = size(png)[1] * _FIGURE_TEXT / (smallest_text(png) or ENDLESS)
    return min(max(_LEAST_FIGURE, readable), scaled(png, space).height)


def legible(png: bytes, shown: Box, alone: Box) -> bool:
    """Whether the text of a figure is easily read where it is `shown` so large, or hardly smaller than `alone`."""
    text, most = figure_text(png, shown), figure_text(png, alone)
    return text is None or most is None or text >= min(_FIGURE_TEXT, _NEARLY * most)


def figure_text(png: bytes, shown: Box) -> float | None:
    """How many px the smallest text of a figure has that is `shown` so large; None where it does not say."""
    smallest = smallest_text(png)
    return smallest and smallest * shown.width / size(png)[0]
