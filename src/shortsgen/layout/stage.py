"""contents of a short's slides -> how their parts share the safe area: what is fitted into which space, in px."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from shortsgen.layout.area import Area
from shortsgen.layout.excerpt import excerpt_windows
from shortsgen.layout.fit import EASY, LARGEST, SMALLEST
from shortsgen.layout.mistake import mistake_windows
from shortsgen.layout.prose import prose_lines
from shortsgen.layout.space import Space
from shortsgen.layout.windows import (
    BAR,
    FOOT,
    GAP,
    SetPassage,
    Windows,
    code_of_size,
    code_section,
    least_figure,
    legible,
    output_section,
    scaled,
    settled,
)
from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    Output,
    OutputContent,
    Program,
)

TITLE = 40  # px; the same on all slides of all days
TITLE_LINE = 1.22  # em from a line of it to the next
PLATE, PLATE_GAP = 84, 20  # px: the width of a short's number at the left of its title, and from there to that
HEADER_GAP = 18  # px below both

_BELOW = 48  # px, of output below smaller code, where there is room


@dataclass(frozen=True, slots=True)
class Stage:
    """The header, which is `header` px high with the gap below it, and the windows of each slide of a short, in order.
    The code has one size and one place on all of them."""

    header: float
    space: Space
    windows: tuple[Windows, ...]


def stage(contents: Sequence[Content], area: Area) -> Stage:
    """Fit what the slides of a short show.

    Where the code stays easily read above all that it gave, outputs stand below it; else they have slides of their own.
    """
    header = title_lines(contents, area) * TITLE * TITLE_LINE + HEADER_GAP
    space = area.space.below(header).above(-FOOT)
    return Stage(header, space, _windows(contents, space))


def title_lines(contents: Sequence[Content], area: Area) -> int:
    """How many lines the title takes beside the number."""
    title = next((one.title.text for one in contents if not isinstance(one, MistakeContent)), "")
    return prose_lines(title, TITLE, title_width(area))


def title_width(area: Area) -> float:
    return area.width - PLATE - PLATE_GAP - area.logo


def _windows(contents: Sequence[Content], space: Space) -> tuple[Windows, ...]:
    code = _code(contents, space)
    apart = [_output(content, space) for content in contents if isinstance(content, Output)]
    together = _together(code, contents, apart, space) if code and apart else None
    if together:
        code = together[0].code
    outputs, excerpts = iter(together or apart), excerpt_windows(contents, code, space)
    found = [excerpts.get(content) or _of_slide(content, code, outputs, space) for content in contents]
    return tuple(_placed(found, code, space))


def _placed(found: Sequence[Windows], code: SetPassage[Program] | None, space: Space) -> Iterator[Windows]:
    """All that show the code at one place, the others each at its own."""
    shared = [one for one in found if code and one.code is code]
    places = iter(settled(space, *shared) if shared else ())
    for one in found:
        yield next(places) if one in shared else settled(space, one)[0]


def _code(contents: Sequence[Content], space: Space) -> SetPassage[Program] | None:
    """The code of the short, alone in the space."""
    programs = (one.code for one in contents if isinstance(one, CodeContent | OutputContent | FigureContent))
    return next((code_section(program, space) for program in programs if program.text.strip()), None)


def _of_slide(content: Content, code: SetPassage[Program] | None, outputs: Iterator[Windows], space: Space) -> Windows:
    match content:
        case HookContent():
            return Windows()
        case CodeContent():
            return Windows(code)
        case ListingContent():
            return Windows(code_section(content.listing, space, BAR))
        case OutputContent() | FigureContent():
            return next(outputs)
        case MistakeContent():
            return mistake_windows(content, space, code.fit.size if code else LARGEST)
        case _:
            assert_never(content)


def _together(
    alone: SetPassage[Program], contents: Sequence[Content], apart: Sequence[Windows], space: Space
) -> tuple[Windows, ...] | None:
    """The outputs below the code, in the largest size of the code that is easily read, as are they, and at which
    nothing more wraps or is left out than apart; where there is none, with outputs as small as they must be."""
    outputs = [content for content in contents if isinstance(content, Output)]
    for least in (EASY, SMALLEST):
        for size in range(alone.fit.size, min(alone.fit.size, EASY) - 1, -1):
            code = code_of_size(alone.passage, space, size)
            found = [_below(code, content, space) for content in outputs]
            windows = tuple(one for one in found if one and one.height <= space.height)
            if len(windows) == len(found) and not _loses(windows[0], apart[0], least):
                return windows
    return None


def _below(code: SetPassage[Program], content: Output, space: Space) -> Windows | None:
    """An output below the code, if there is room to see its figure. A short one need not be as small as code that is
    small only because a line of it is long."""
    rest, largest = space.below(code.height + GAP), max(code.fit.size, _BELOW)
    if content.figure is None:
        return replace(_text(content, rest, largest), code=code)
    least = least_figure(content.figure, space)
    text = _text(content, rest.above(least + GAP + FOOT), largest)
    left = _beside(text, rest)
    figure = scaled(content.figure, left)
    seen = left.height >= least and legible(content.figure, figure, scaled(content.figure, space))
    return replace(text, code=code, figure=figure) if seen else None


def _loses(one: Windows, other: Windows, least: int) -> bool:
    """Whether what was printed is better read apart, or smaller than `least` px, which it need not be there."""
    if not one.output or not other.output:
        return False
    mine, others = one.output.fit, other.output.fit
    worse = (mine.shortened, mine.left_out, mine.cost) > (others.shortened, others.left_out, others.cost)
    return worse or mine.size < min(least, others.size)


def _output(content: Output, space: Space) -> Windows:
    """What was printed and the figure, the text in at most half of the space if there are both, and in less where it
    fits there as well and the figure is easily read."""
    if content.figure is None:
        return _text(content, space)
    half, least = space.height / 2, least_figure(content.figure, space) + GAP + FOOT
    text, less = (_text(content, space.above(kept)) for kept in (half, max(half, least)))
    text = text if _loses(less, text, SMALLEST) else less
    return replace(text, figure=scaled(content.figure, _beside(text, space)))


def _beside(text: Windows, space: Space) -> Space:
    """What a text leaves to a figure below it."""
    return space.below(text.height + GAP if text.output else 0).above(FOOT)


def _text(content: Output, space: Space, largest: int = LARGEST) -> Windows:
    """What was printed, without any figure."""
    if isinstance(content, FigureContent):
        return Windows()
    return Windows(output=output_section(content.printed, space, largest))
