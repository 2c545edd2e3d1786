"""contents of a short's slides -> how their parts share the safe area: what is fitted into which box, in px."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from shortsgen.layout.area import FOOT, Area, Box
from shortsgen.layout.fit import LARGEST, READABLE, SMALLEST, Fit
from shortsgen.layout.mistake import mistake_windows
from shortsgen.layout.prose import LINE, prose_lines
from shortsgen.layout.windows import GAP, SetPassage, Windows, code_of_size, code_section, output_section, room, scaled
from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    Output,
    OutputContent,
    Passage,
    Program,
)

SMALLEST_TITLE = 40  # px
TITLE_GAP = 40  # px below it

_EASY = 36  # px, of output below smaller code, where there is room
_LEAST_FIGURE = 300  # px of height below code


@dataclass(frozen=True, slots=True)
class Stage:
    """The windows of each slide of a short, in order. The code has one size on all of them, and `height` is that of
    the highest that show code or output, so that each line keeps its place while slides change."""

    windows: tuple[Windows, ...]
    height: float


def stage(contents: Sequence[Content], area: Area) -> Stage:
    """Fit what the slides of a short show.

    Where the code and all that it gave can be read together, outputs stand below the code; else they have slides of
    their own. The title stays above them unless that makes code small.
    """
    whole = _stage(contents, area, room(area))
    titled = _stage(contents, area, Box(area.width, room(area).height - _title_height(contents, area)))
    return titled if _as_good(titled, whole) else whole


def _title_height(contents: Sequence[Content], area: Area) -> float:
    title = next((one.title.text for one in contents if not isinstance(one, MistakeContent)), "")
    return TITLE_GAP + prose_lines(title, SMALLEST_TITLE, area.width) * SMALLEST_TITLE * LINE


def _as_good(one: Stage, other: Stage) -> bool:
    """Whether `one`, which has less room than `other`, can be read as well."""
    pairs = list(zip(one.windows, other.windows, strict=True))
    same = all(bool(a.code) == bool(b.code) for a, b in pairs)
    fits = [(a.fit, b.fit) for pair in pairs for a, b in zip(_sections(pair[0]), _sections(pair[1]), strict=False)]
    return same and all(a.size >= min(READABLE, b.size) and _shows(a) >= _shows(b) for a, b in fits)


def _sections(windows: Windows) -> Iterator[SetPassage[Passage]]:
    yield from (section for section in (windows.code, windows.output) if section)


def _shows(fit: Fit) -> int:
    return -fit.overflow - fit.left_out


def _stage(contents: Sequence[Content], area: Area, space: Box) -> Stage:
    code = _code(contents, space)
    apart = [_output(content, space) for content in contents if isinstance(content, Output)]
    together = _together(code, contents, apart, space) if code and apart else None
    if together:
        code = together[0].code
    outputs = iter(together or apart)
    windows = tuple(_windows(content, code, outputs, area, space) for content in contents)
    staged = [one for one, content in zip(windows, contents, strict=True) if not isinstance(content, MistakeContent)]
    return Stage(windows, max(one.height for one in staged) if staged else 0)


def _code(contents: Sequence[Content], space: Box) -> SetPassage[Program] | None:
    """The code of the short, alone in the space."""
    programs = (one.code for one in contents if isinstance(one, CodeContent | OutputContent | FigureContent))
    return next((code_section(program, space) for program in programs if program.text.strip()), None)


def _windows(
    content: Content, code: SetPassage[Program] | None, outputs: Iterator[Windows], area: Area, space: Box
) -> Windows:
    match content:
        case HookContent():
            return Windows()
        case CodeContent():
            return Windows(code)
        case ListingContent():
            return Windows(code_section(content.listing, space))
        case OutputContent() | FigureContent():
            return next(outputs)
        case MistakeContent():
            return mistake_windows(content, area)
        case _:
            assert_never(content)


def _together(
    alone: SetPassage[Program], contents: Sequence[Content], apart: Sequence[Windows], space: Box
) -> tuple[Windows, ...] | None:
    """The outputs below the code, both in the largest size at which nothing more wraps or is left out than apart. A
    short output need not be as small as code that is small only because a line of it is long."""
    outputs = [content for content in contents if isinstance(content, Output)]
    least = _LEAST_FIGURE + GAP if any(content.figure for content in outputs) else 0
    for size in range(alone.fit.size, SMALLEST - 1, -1):
        code = code_of_size(alone.passage, space.width, size)
        rest = Box(space.width, space.height - code.height - GAP)
        text = _text(outputs[0], Box(rest.width, rest.height - least), size)
        if text.height + least > rest.height or _loses(text, apart[0]):
            continue
        largest = max(size, _EASY)
        return tuple(replace(_output(content, rest, largest), code=code) for content in outputs)
    return None


def _text(content: Output, space: Box, largest: int) -> Windows:
    """What was printed, without any figure."""
    if isinstance(content, FigureContent):
        return Windows()
    return Windows(output=output_section(content.printed, space, largest))


def _loses(one: Windows, other: Windows) -> bool:
    if not one.output or not other.output:
        return False
    mine, others = one.output.fit, other.output.fit
    return (mine.shortened, mine.left_out) > (others.shortened, others.left_out)


def _output(content: Output, space: Box, largest: int = LARGEST) -> Windows:
    """What was printed and the figure, the text in at most half of the space if there are both."""
    if content.figure is None:
        return _text(content, space, largest)
    text = _text(content, Box(space.width, space.height / 2), largest)
    left = space.height - FOOT - (text.height + GAP if text.output else 0)
    return replace(text, figure=scaled(content.figure, Box(space.width, left)))
