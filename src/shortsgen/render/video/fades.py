"""How one slide becomes the next: fades of its parts, each in its own time.

What is new is revealed, what is lit glides, nothing else moves. Times are in seconds from the cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np

from shortsgen.render.video.pixels import Box, Pixels, even, mix
from shortsgen.render.video.sheet import SheetRow

FRAME = 0.2  # for windows that come and go
TOKEN, TOKEN_STEP, TOKENS = 0.1, 0.035, 0.8  # for a token, from one to the next, and for all but the last
LINE, LINE_STEP, LINES = 0.04, 0.12, 0.9  # the same for lines of output: a terminal prints them at once
SETTLED = 0.2  # before output begins, so that its window is seen first
NEAR = 16  # px: differences that are so near each other fade as one


@dataclass(frozen=True, slots=True)
class Fade:
    """What stands in a `box` of one picture becomes what stands there in another, from `start` to `end`."""

    box: Box
    before: Pixels
    after: Pixels
    start: float
    end: float

    def paint(self, canvas: Pixels, time: float) -> None:
        share = eased((time - self.start) / (self.end - self.start))
        canvas[self.box.place] = mix(self.before[self.box.place], self.after[self.box.place], share)


def eased(share: float) -> float:
    """Slow at both ends, within 0 and 1."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def strip(row: SheetRow, width: int) -> Box:
    """The whole width of the picture that a row stands in."""
    return Box(0, even(row.top), width, even(row.bottom))


def token_boxes(row: SheetRow) -> list[Box]:
    """That of each token; the first has what stands before it, such as the mark of a continuation."""
    top, bottom = even(row.top), even(row.bottom)
    edges = [0, *(even(token.end) for token in row.tokens)]
    return [Box(left, top, right, bottom) for left, right in pairwise(edges)]


def erased(picture: Pixels, rows: Sequence[SheetRow]) -> Pixels:
    """A picture without the text of some rows: their uppermost px, which no letter reaches, all the way down."""
    if not rows:
        return picture
    blank = picture.copy()
    for row in (row for row in rows if row.tokens):
        place = strip(row, picture.shape[1]).place
        blank[place] = picture[even(row.top) + 1]
    return blank


def revealed(blank: Pixels, after: Pixels, rows: Sequence[SheetRow], start: float) -> Iterator[Fade]:
    """New code comes token by token, what is printed line by line."""
    code = [box for row in rows if not row.printed for box in _across(token_boxes(row), after.shape[1])]
    printed = [strip(row, after.shape[1]) for row in rows if row.printed and row.tokens]
    yield from _staggered(blank, after, code, start, TOKEN, min(TOKEN_STEP, TOKENS / max(1, len(code))))
    step = min(LINE_STEP, LINES / max(1, len(printed)))
    yield from _staggered(blank, after, printed, start + SETTLED, LINE, step)


def _across(boxes: Sequence[Box], width: int) -> list[Box]:
    """Boxes side by side, the last one to the right edge of the picture."""
    return [*boxes[:-1], *(replace(box, right=width) for box in boxes[-1:])]


def _staggered(
    blank: Pixels, after: Pixels, boxes: Sequence[Box], start: float, lasts: float, step: float
) -> Iterator[Fade]:
    for place, box in enumerate(boxes):
        yield Fade(box, blank, after, start + place * step, start + place * step + lasts)


def differing(before: Pixels, after: Pixels, apart: Sequence[Box]) -> Iterator[Box]:
    """Where two pictures differ outside of the strips `apart`, from top to bottom."""
    differs = (before != after).any(axis=2)
    for box in apart:
        differs[box.place] = False
    rows = np.flatnonzero(differs.any(axis=1))
    for _, group in groupby(enumerate(_runs(rows)), key=lambda one: one[1]):
        ys = [int(rows[place]) for place, _ in group]
        columns = np.flatnonzero(differs[ys[0] : ys[-1] + 1].any(axis=0))
        yield Box(int(columns[0]) // 2 * 2, ys[0] // 2 * 2, int(columns[-1]) // 2 * 2 + 2, ys[-1] // 2 * 2 + 2)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds them all."""
    lefts, tops, rights, bottoms = zip(*((box.left, box.top, box.right, box.bottom) for box in boxes), strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _runs(rows: np.ndarray) -> list[int]:
    """For each of some rising numbers which run of near neighbours it belongs to."""
    return [0, *np.cumsum(np.diff(rows) > NEAR).tolist()] if len(rows) else []
