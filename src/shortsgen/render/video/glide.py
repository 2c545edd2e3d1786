"""Code that stays, while other rows of it are lit: the light glides there, and letters stand still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shortsgen.render.video.fades import eased, erased, strip
from shortsgen.render.video.pixels import Box, Pixels, even
from shortsgen.render.video.sheet import SheetRow

GLIDE = 0.3  # seconds


@dataclass(frozen=True, slots=True)
class Glide:
    """The light goes `origin` -> `target`, each from its first px to before its last. `lit` and `dim` are a px of the
    ground of a row across the picture, the letters what a picture has beyond its ground."""

    box: Box
    after: Pixels
    lit: Pixels
    dim: Pixels
    letters: tuple[np.ndarray, np.ndarray]
    origin: tuple[int, int]
    target: tuple[int, int]
    start: float = 0
    end: float = GLIDE

    def paint(self, canvas: Pixels, time: float) -> None:
        share = eased((time - self.start) / (self.end - self.start))
        if share == 1:
            canvas[self.box.place] = self.after[self.box.place]
            return
        top, bottom = (round(one + (other - one) * share) for one, other in zip(self.origin, self.target, strict=True))
        ground = np.repeat(self.dim[None].astype(np.int16), self.box.bottom - self.box.top, axis=0)
        ground[max(0, top - self.box.top) : bottom - self.box.top] = self.lit
        before, after = self.letters
        weight = round(64 * share)  # so that sums have room in 16 bits
        canvas[self.box.place] = np.clip(ground + ((before * (64 - weight) + after * weight) >> 6), 0, 255)


def glide(before: Pixels, after: Pixels, pairs: Sequence[tuple[SheetRow, SheetRow]]) -> Glide | None:
    """For rows that stay, each as it was and as it is then; None where nothing is lit, or not in one block."""
    origin, target = _lit([row for row, _ in pairs]), _lit([row for _, row in pairs])
    dark = [row for _, row in pairs if not row.lit]
    if origin is None or target is None or origin == target or not dark:
        return None
    box = Box(0, min(origin[0], target[0]), after.shape[1], max(origin[1], target[1]))
    inside = [row for _, row in pairs if box.top <= even(row.top) and even(row.bottom) <= box.bottom]
    lit = next(row for _, row in pairs if row.lit)
    letters = (_letters(before, inside, box), _letters(after, inside, box))
    return Glide(box, after, after[even(lit.top) + 1], after[even(dark[0].top) + 1], letters, origin, target)


def _lit(rows: Sequence[SheetRow]) -> tuple[int, int] | None:
    """The one block that is lit, in px."""
    places = [place for place, row in enumerate(rows) if row.lit]
    if not places or places[-1] - places[0] + 1 != len(places):
        return None
    first, last = (strip(rows[place], 0) for place in (places[0], places[-1]))
    return first.top, last.bottom


def _letters(picture: Pixels, rows: Sequence[SheetRow], box: Box) -> np.ndarray:
    """What stands on the ground. The outermost px of a row hold none, but may share in the light of its neighbour."""
    letters = picture[box.place].astype(np.int16) - erased(picture, rows)[box.place]
    for place in (strip(row, 0) for row in rows):
        letters[[place.top - box.top, place.bottom - 1 - box.top]] = 0
    return letters
