"""A text as a QR code, to be drawn by a page or a terminal. The only module that imports segno."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

import segno

_QUIET = 4  # modules of light around it, as the standard asks for
_HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


@dataclass(frozen=True, slots=True)
class Code:
    """`rows` says of each module whether it is light; the quiet zone is part of it."""

    rows: tuple[tuple[bool, ...], ...]

    @classmethod
    def of(cls, text: str) -> Code:
        matrix = segno.make(text, error="m", micro=False).matrix_iter(border=_QUIET)
        return cls(tuple(tuple(not dark for dark in row) for row in matrix))

    @property
    def path(self) -> str:
        """The dark modules as the path of an SVG, each a square of 1."""
        dark = ((x, y) for y, row in enumerate(self.rows) for x, light in enumerate(row) if not light)
        return "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)

    def text(self) -> str:
        """Two rows of modules in each line. What is light is drawn, for terminals that are dark; where they are light,
        the code is inverted, which phones read too."""
        lower = tuple(False for _ in self.rows[0])
        pairs = zip_longest(self.rows[::2], self.rows[1::2], fillvalue=lower)
        return "\n".join("".join(_HALVES[pair] for pair in zip(*rows, strict=True)) for rows in pairs)
