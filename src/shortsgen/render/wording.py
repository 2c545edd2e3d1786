"""How times and slides are written, the same in every file of a language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from shortsgen.labels.labels import ScreenLabels, SlideLabels
from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    OutputContent,
)
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


def seconds(milliseconds: int, labels: ScreenLabels) -> str:
    """`3.2`, or `3,2`."""
    whole, rest = divmod(tenths(milliseconds), 10)
    return f"{whole}{labels.point}{rest}"


LEAST_HOLD = 500  # ms; less is a pause like any other


def holds(milliseconds: int, labels: ScreenLabels) -> str:
    """What a speaker is told of a hold when all is said; "" of a pause."""
    return labels.hold.format(seconds=seconds(milliseconds, labels)) if milliseconds >= LEAST_HOLD else ""


def number(value: float, labels: ScreenLabels) -> str:
    """`30`, `7.5` or `7,5`."""
    return f"{value:g}".replace(".", labels.point)


def counted(count: int, one: str, many: str) -> str:
    """A label with a count in it."""
    return (one if count == 1 else many).format(count=count)


def left_out(count: int, labels: SlideLabels) -> str:
    """What stands for `count` lines that are not shown; for the middle of one where there are none."""
    return counted(count, labels.line_left_out, labels.lines_left_out) if count else "…"


def shows(content: Content, labels: ScreenLabels) -> str:
    """What is on a slide, in a word or two: `code, lines 3-5 lit`."""
    match content:
        case HookContent():
            return labels.hook
        case CodeContent(focus=focus):
            return labels.lit.format(lines=lines(focus, labels)) if focus else labels.code
        case ListingContent(index=index):
            return f"{labels.listing} {index + 1}" if index else labels.listing
        case OutputContent():
            return labels.printed
        case FigureContent(index=index):
            return f"{labels.figure} {index + 1}" if index else labels.printed
        case MistakeContent():
            return labels.error
        case _:
            assert_never(content)


def lines(numbers: Sequence[int], labels: ScreenLabels) -> str:
    """`(3, 10, 11)` -> lines 3, 10-11."""
    return (labels.lines if len(numbers) > 1 else labels.line).format(numbers=ranges(numbers))
