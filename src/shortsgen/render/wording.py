"""How times and slides are written, the same in every file."""

from __future__ import annotations

from collections.abc import Sequence

from shortsgen.plan.contents import CodeContent, Content, FigureContent, ListingContent
from shortsgen.text.ranges import ranges


def clock(milliseconds: int) -> str:
    """`0:03.2`; the same instant reads the same at the end of a beat and at the start of the next."""
    seconds, rest = divmod(tenths(milliseconds), 10)
    return f"{seconds // 60}:{seconds % 60:02d}.{rest}"


def timestamp(milliseconds: int, point: str = ".") -> str:
    """`00:00:03.200`, or with another sign before the milliseconds."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{rest:03d}"


def tenths(milliseconds: int) -> int:
    """Tenths of a second, rounded half up."""
    return (milliseconds + 50) // 100


def shows(content: Content) -> str:
    """What is on a slide, in a word or two: `code, lines 3-5 lit`."""
    match content:
        case CodeContent(focus=focus) if focus:
            return f"code, {lines(focus)} lit"
        case ListingContent(index=index) if index:
            return f"listing {index + 1}"
        case FigureContent(index=index) if index:
            return f"figure {index + 1}"
        case _:
            return content.kind


def lines(numbers: Sequence[int]) -> str:
    """`(3, 10, 11)` -> lines 3, 10-11."""
    return f"line{'s' if len(numbers) > 1 else ''} {ranges(numbers)}"
