"""What a slide shows in windows, and how large it is, in px."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from shortsgen.layout.area import BAR, FOOT, HEADER, Area, Box
from shortsgen.layout.fit import LARGEST, Fit, fit_code, fit_output
from shortsgen.plan.contents import Passage, Printout, Program
from shortsgen.store.png import size

DIVIDER = 32  # between the code and the output in one window
GAP = 36  # between windows

_ENDLESS = 1_000_000  # px


P = TypeVar("P", bound=Passage, covariant=True)


@dataclass(frozen=True, slots=True)
class SetPassage(Generic[P]):
    """A text, and the rows that it is set in."""

    passage: P
    fit: Fit

    @property
    def height(self) -> float:
        """Of the window that holds it alone."""
        return BAR + self.fit.height + FOOT


@dataclass(frozen=True, slots=True)
class Windows:
    """What a slide shows in windows; None for what it does not."""

    code: SetPassage[Program] | None = None
    output: SetPassage[Printout] | None = None
    figure: Box | None = None

    @property
    def height(self) -> float:
        """From the top of the first to the bottom of the last."""
        parts = [section.height for section in (self.code, self.output) if section]
        parts += [self.figure.height + FOOT] if self.figure else []
        return sum(parts) + GAP * max(0, len(parts) - 1)


def room(area: Area) -> Box:
    """The area below the header, and the last foot."""
    return Box(area.width, area.height - HEADER + FOOT)


def inside(space: Box) -> Box:
    """The room for rows in a window that fills `space`."""
    return Box(space.width, max(0, space.height - BAR - FOOT))


def code_section(program: Program, space: Box) -> SetPassage[Program]:
    """Code in a window of its own."""
    return SetPassage(program, fit_code(program.text, inside(space)))


def code_of_size(program: Program, width: float, size: int) -> SetPassage[Program]:
    """Code in as many rows as it needs, at most `size` px large."""
    return SetPassage(program, fit_code(program.text, Box(width, _ENDLESS), size))


def output_section(printed: Printout, space: Box, largest: int = LARGEST) -> SetPassage[Printout]:
    """What was printed in a window of its own."""
    return SetPassage(printed, fit_output(printed.text, inside(space), largest))


def scaled(png: bytes, box: Box) -> Box:
    """The size of a PNG file's picture when it is as large as `box` allows."""
    width, height = size(png)
    scale = min(box.width / width, box.height / height)
    return Box(width * scale, height * scale)
