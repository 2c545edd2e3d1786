"""Noto Sans Math -> the two faces in `templates/fonts/` for mathematics that neither Inter nor JetBrains Mono has.

    npm pack @fontsource/noto-sans-math@5.3.0 && tar xzf fontsource-noto-sans-math-5.3.0.tgz
    python tools/math_fonts.py package/files/noto-sans-math-latin-400-normal.woff

`ShortsMath` stands in prose, where no character is wider than 1 em. In `ShortsMathMono` each fills one cell of code,
0.6 em. What is wider is narrowed. Both have the line of Inter, so that no row gets higher, and names of their own,
since they are changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "templates" / "fonts"
CELL, WIDEST = 600, 1000  # of 1000
ASCENT, DESCENT = 960, -240

_BLOCKS = (
    (0x0370, 0x0400),  # Greek
    (0x2016, 0x2017), (0x2032, 0x2038),  # double bars, primes
    (0x2100, 0x2150),  # letterlike
    (0x2190, 0x2400),  # arrows, operators, technical
    (0x25A0, 0x2600),  # geometric shapes
    (0x27C0, 0x27F0), (0x27F5, 0x2800),  # brackets, long arrows
    (0x2A00, 0x2A10), (0x2A7D, 0x2A7F), (0x2AAF, 0x2AB1),  # large operators, orders
)  # fmt: skip
_LETTERS = (
    (0x1D400, 0x1D4D0),  # bold, italic, script
    (0x1D538, 0x1D56C),  # double-struck
    (0x1D6A8, 0x1D756),  # bold and italic Greek
    (0x1D7CE, 0x1D7E2),  # bold and double-struck digits
)  # fmt: skip


def main(source: Path) -> None:
    math = set(_codes((*_BLOCKS, *_LETTERS)))
    prose = _subset(source, math - _of("Inter-SemiBold.otf"))
    _fit(prose, 0, WIDEST)
    _save(prose, "Shorts Math")
    mono = _subset(source, math - _of("JetBrainsMono-Regular.ttf"))
    _fit(mono, CELL, CELL)
    mono["post"].isFixedPitch = 1
    _save(mono, "Shorts Math Mono")


def _codes(blocks: Iterable[tuple[int, int]]) -> Iterator[int]:
    for start, end in blocks:
        yield from (code for code in range(start, end) if east_asian_width(chr(code)) not in "WF")


def _of(file: str) -> set[int]:
    with TTFont(FONTS / file) as font:
        return set(font.getBestCmap())


def _subset(source: Path, codes: set[int]) -> TTFont:
    font = TTFont(source)
    options = Options(hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += ["MATH", "GSUB", "GPOS", "GDEF", "DSIG", "STAT", "meta"]
    options.name_IDs = [0, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def _fit(font: TTFont, least: int, most: int) -> None:
    """Narrow what is wider than `most`, and put what is narrower than `least` into the middle of that."""
    glyphs, metrics = font.getGlyphSet(), font["hmtx"].metrics
    shapes = {}
    for name, (advance, _) in metrics.items():
        width = max(least, min(advance, most))
        scale = min(1, most / advance) if advance else 1
        shapes[name] = width, _shape(glyphs, name, (scale, 0, 0, 1, (width - advance * scale) / 2, 0))
    for name, (width, glyph) in shapes.items():
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        metrics[name] = (width, getattr(glyph, "xMin", 0))


def _shape(glyphs: Any, name: str, transformation: tuple[float, ...]) -> Any:
    record, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
    glyphs[name].draw(record)
    record.replay(TransformPen(pen, transformation))
    return pen.glyph()


def _save(font: TTFont, family: str) -> None:
    names, lines, wanted = font["name"], font["hhea"], font["OS/2"]
    file = family.replace(" ", "")
    for number, text in {1: family, 2: "Regular", 3: f"{file}-1", 4: family, 5: "Version 1.0", 6: file}.items():
        names.setName(text, number, 3, 1, 0x409)
    lines.ascent = wanted.sTypoAscender = wanted.usWinAscent = ASCENT
    lines.descent = wanted.sTypoDescender = DESCENT
    wanted.usWinDescent, lines.lineGap, wanted.sTypoLineGap = -DESCENT, 0, 0
    font.flavor = None
    font["head"].modified = font["head"].created  # the same bytes on every day
    font.recalcTimestamp = False
    font.save(FONTS / f"{file}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
