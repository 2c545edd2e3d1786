"""What is on screen during a beat, in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from shortsgen.plan.timeline import Kind, Slide


def shows(slide: Slide) -> str:
    """`code, lines 5-9 lit`, `figure 2`, `hook`."""
    if slide.focus:
        return f"{slide.kind}, {_lit(slide.focus)} lit"
    if slide.index:
        return f"{'figure' if slide.kind is Kind.OUTPUT else slide.kind} {slide.index + 1}"
    return str(slide.kind)


def _lit(focus: Sequence[int]) -> str:
    """`(3, 10, 11)` -> lines 3, 10-11."""
    runs = [[line for _, line in group] for _, group in groupby(enumerate(focus), key=lambda pair: pair[1] - pair[0])]
    ranges = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"line{'s' if len(focus) > 1 else ''} {ranges}"
