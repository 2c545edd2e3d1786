"""How the words on a cover are set: large enough to be read where apps show it smallest.

Grids of apps have three covers in a row: on a phone that is 65 mm wide and held at 30 cm, a pixel of the cover is
0.02 mm then, or 0.19 of one where a page shows it 200 px wide. Letters are read with ease from an x-height of 0.2
degrees, 1.05 mm, by the research that `layout/fit` names; that is 52 px of the cover, and 96 px of a font like Inter,
whose x-height is 0.546 em.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from shortsgen.layout.area import HEIGHT, WIDTH
from shortsgen.layout.prose import HEAVIEST, TIE, broken, composed, line_count, soft_places, word_width, words
from shortsgen.text.markup import Run, parse

LEGIBLE = 96  # px
LARGEST = 210  # px
EASY = 104  # px; what is whole only in smaller letters breaks where a reader would
MARGIN = 70  # px, at all sides of the square
PLATE = 132  # px; the height of the number's ground
GAP = 48  # px between it and the words
LINE, LEADING = 1.211, -0.05  # em; a line, by the edges of the template, and what is between two
_SIZES = range(LEGIBLE - 2, LARGEST + 1, 2)  # px; the first stands for all that are too small


@dataclass(frozen=True, slots=True)
class CoverArea:
    """In px of 1080x1920: the square in the middle, which all grids keep, without its margin. The strictest crop is
    1:1, of TikTok's grid; Instagram's keeps 3:4, its feed 4:5."""

    x: int = MARGIN
    y: int = (HEIGHT - WIDTH) // 2 + MARGIN
    width: int = WIDTH - 2 * MARGIN
    height: int = WIDTH - 2 * MARGIN

    @property
    def words(self) -> int:
        """The height that is left to words below the number."""
        return self.height - PLATE - GAP


@dataclass(frozen=True, slots=True)
class CoverFit:
    """Words in the size in px in which they are set; less than `LEGIBLE` where they have no room."""

    runs: tuple[Run, ...]
    size: int


AREA = CoverArea()


def fit_cover(text: str) -> CoverFit:
    """The words of a cover, inline Markdown, in the largest letters that have room: whole, or where these would be
    small with breaks in what is long."""
    whole = composed(parse(text))
    size = _largest(whole)
    loose = _loose(whole)
    return CoverFit(whole, size) if size >= EASY or _largest(loose) <= size else CoverFit(loose, _largest(loose))


def _loose(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return broken(tuple(Run(run.text.replace(TIE, " "), run.style) for run in runs), soft_places)


def _largest(runs: tuple[Run, ...]) -> int:
    widest = max(map(word_width, words(runs)), default=0.0) * HEAVIEST

    def is_too_large(size: int) -> bool:
        lines = line_count(runs, size * HEAVIEST, AREA.width)
        return widest * size > AREA.width or (lines * (LINE + LEADING) - LEADING) * size > AREA.words

    return _SIZES[bisect_left(_SIZES, True, lo=1, key=is_too_large) - 1]
