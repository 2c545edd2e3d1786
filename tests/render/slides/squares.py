"""A font for scripts that the package has none for, as a project may bring one: a square for each letter."""

from __future__ import annotations

from pathlib import Path
from unicodedata import category

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

# Name -> from where to where its ink reaches, and its advance, in thousandths of the size. Punctuation fills half of
# its square, which lets a typesetter move it to the edge of a line; what stands above or below a letter is no wider.
SHAPES = {"square": (60, 940, 1000), "opening": (560, 940, 1000), "closing": (60, 440, 1000), "mark": (-500, -100, 0)}
_BY_CATEGORY = {"Ps": "opening", "Pe": "closing", "Po": "closing", "Mn": "mark"}


def write_font(file: Path, characters: str) -> None:
    """A font of the family Squares that has the `characters`."""
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", *SHAPES])
    shapes = {".notdef": SHAPES["square"]} | SHAPES
    font.setupGlyf({name: _square(left, right) for name, (left, right, _) in shapes.items()})
    font.setupHorizontalMetrics({name: (advance, left) for name, (left, _, advance) in shapes.items()})
    font.setupCharacterMap({ord(one): _BY_CATEGORY.get(category(one), "square") for one in characters})
    font.setupHorizontalHeader(ascent=900, descent=-200)
    font.setupOS2(sTypoAscender=900, sTypoDescender=-200)
    font.setupNameTable({"familyName": "Squares", "styleName": "Regular", "psName": "Squares-Regular"})
    font.setupPost()
    font.save(file)


def _square(left: int, right: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((left, 0))
    for corner in ((right, 0), (right, 700), (left, 700)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
