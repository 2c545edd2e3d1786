"""Code that stays, while other rows of it are lit: the light glides there, and letters stand still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shortsgen.render.video.fades import eased, strip
from shortsgen.render.video.pixels import Box, Pixels, even
from shortsgen.render.video.sheet import SheetRow

GLIDE = 0.3  # seconds


@dataclass(frozen=True, slots=True)
class Glide:
    """The light goes `origin` -> `target`, each from its first px to before its last. `lit` and `dim` are what the box
    shows where it is and where it is not."""

    box: Box
    lit: Pixels
    dim: Pixels
    origin: tuple[int, int]
    target: tuple[int, int]
    start: float = 0
    end: float = GLIDE

    def paint(self, canvas: Pixels, time: float) -> None:
        share = eased((time - self.start) / (self.end - self.start))
        spans = zip(self.origin, self.target, strict=True)
        light = slice(*(round(one + (other - one) * share) - self.box.top for one, other in spans))
        part = canvas[self.box.place]
        part[:] = self.dim
        part[light] = self.lit[light]


Pair = tuple[SheetRow, SheetRow]  # a row as it was, and as it is then


def glide(before: Pixels, after: Pixels, pairs: Sequence[Pair]) -> Glide | None:
    """For rows that stay; None where nothing is lit, or not in one block."""
    origin, target = _lit([row for row, _ in pairs]), _lit([row for _, row in pairs])
    if origin is None or target is None or origin == target:
        return None
    box = Box(0, min(origin[0], target[0]), after.shape[1], max(origin[1], target[1]))
    lit, dim = after.copy(), after.copy()
    for old, new in pairs:
        place = strip(new, after.shape[1]).place
        if new.lit and not old.lit:
            dim[place] = before[place]
        elif old.lit and not new.lit:
            lit[place] = before[place]
    ground = after[even(next(row for _, row in pairs if row.lit).top) + 1]
    for row in (new for old, new in pairs if not old.lit and not new.lit):
        place = strip(row, after.shape[1]).place
        lit[place] = _laid(after[place], after[even(row.top) + 1], ground)
    return Glide(box, lit[box.place], dim[box.place], origin, target)


def _lit(rows: Sequence[SheetRow]) -> tuple[int, int] | None:
    """The one block that is lit, in px."""
    places = [place for place, row in enumerate(rows) if row.lit]
    if not places or places[-1] - places[0] + 1 != len(places):
        return None
    first, last = (strip(rows[place], 0) for place in (places[0], places[-1]))
    return first.top, last.bottom


def _laid(row: Pixels, ground: Pixels, other: Pixels) -> Pixels:
    """A row that the light only passes, on the ground that it has there."""
    laid: Pixels = np.clip(row.astype(np.int16) - ground + other, 0, 255).astype(np.uint8)
    return laid
