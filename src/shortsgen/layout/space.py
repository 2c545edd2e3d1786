"""Room for rows of text: a rectangle, or an L whose lower part is narrower, in px."""

from __future__ import annotations

from dataclasses import dataclass

_HAIR = 0.001  # px, by which sums of fractions may be off


@dataclass(frozen=True, slots=True)
class Box:
    """A size in px."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Space:
    """`height` px, of which the uppermost `high` are `width` px wide, and the rest only `lower`."""

    width: float
    height: float
    high: float
    lower: float

    def width_at(self, bottom: float) -> float:
        """Of a row that ends `bottom` px below the top."""
        return self.width if bottom <= self.high + _HAIR else self.lower

    def below(self, taken: float) -> Space:
        """What is left below the uppermost `taken` px."""
        return Space(self.width, max(0.0, self.height - taken), max(0.0, self.high - taken), self.lower)

    def above(self, kept: float) -> Space:
        """The same without the lowest `kept` px."""
        return Space(self.width, max(0.0, self.height - kept), self.high, self.lower)

    @property
    def boxes(self) -> tuple[Box, Box]:
        """The two largest rectangles: the wide one, and the high one."""
        return Box(self.width, min(self.high, self.height)), Box(self.width_at(self.height), self.height)


def rectangle(width: float, height: float) -> Space:
    return Space(width, height, height, width)
