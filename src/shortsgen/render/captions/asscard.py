"""What a snippet printed -> its events in an ASS file: a card, and the rows on it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from shortsgen.cues.cues import Cue
from shortsgen.labels.labels import SlideLabels
from shortsgen.layout.area import Area
from shortsgen.layout.fit import fit_output
from shortsgen.layout.rows import ADVANCE, LINE_HEIGHT, Fit, Row
from shortsgen.layout.space import rectangle
from shortsgen.render.captions.assstyle import AssStyle, Event, clip, number
from shortsgen.render.captions.asstext import neutral, time
from shortsgen.render.wording import left_out
from shortsgen.text.cells import cells

SIZES = (44, 40, 36, 32)  # px of an em; the last is the smallest that a phone shows legibly
_PITCH = 1.15  # em from row to row
_INK = 1.05  # em from the top of `$` to the bottom of `@`
_RISE = 0.15  # em from the top of a row, by the font's own ascent, to that of its letters
_BESIDE, _ABOVE, _AT_LEAST = 14, 10, 3  # px around the letters, on their card
_CORNER = 10  # px


def events(cue: Cue, offset: int, style: AssStyle, labels: SlideLabels) -> Iterator[Event]:
    """A card, and on it an event for each row, so that rows can stand closer than their font asks for."""
    band = style.band
    fit = fitted("\n".join(cue.lines), band)
    span = time(cue.start + offset), time(cue.end + offset)
    remark = left_out(fit.left_out, labels)
    rows = [_row(row) if row.line > 0 else remark for row in fit.visible]
    wide = max(map(cells, rows)) * ADVANCE * fit.size
    tall = fit.size * (_PITCH * (len(rows) - 1) + _INK)
    left, top = band.x + (band.width - wide) / 2, band.y + (band.height - tall) / 2
    yield Event(*span, "Card", _card(left, top, wide, tall, band), layer=0)
    cut = "" if all(row.isascii() for row in rows) else clip(band)
    size = number(fit.size * style.output.height)
    for place, row in enumerate(rows):
        y = top + fit.size * (place * _PITCH - _RISE)
        yield Event(*span, "Output", f"{{\\pos({number(left)},{number(y)})\\fs{size}{cut}}}{neutral(row)}")


def _card(left: float, top: float, wide: float, tall: float, band: Area) -> str:
    """Around letters that stand there, in whole pixels, within the band."""
    above = min(_ABOVE, (band.height - tall) / 2 - 1)  # libass bleeds into the next pixel
    x, y = ceil(left - _BESIDE), ceil(top - above)
    return f"{{\\pos({x},{y})\\p1}}{_rectangle(int(left + wide + _BESIDE) - x, int(top + tall + above) - y)}"


def _rectangle(w: int, h: int) -> str:
    """With round corners, as ASS draws: lines and Bézier curves."""
    r, c = _CORNER, _CORNER // 2
    top_right = f"l {w - r} 0 b {w - c} 0 {w} {c} {w} {r}"
    bottom_right = f"l {w} {h - r} b {w} {h - c} {w - c} {h} {w - r} {h}"
    bottom_left = f"l {r} {h} b {c} {h} 0 {h - c} 0 {h - r}"
    return f"m {r} 0 {top_right} {bottom_right} {bottom_left} l 0 {r} b 0 {c} {c} 0 {r} 0"


def fitted(text: str, band: Area) -> Fit:
    """The output in the largest size at which it stands whole in the band; of a longer one the head, with the count
    of what is left out, by the rule of the slides."""
    room = rectangle(band.width - 2 * _BESIDE, band.height - 2 * _AT_LEAST)
    for size in SIZES:
        rows = 1 + int((room.height - _INK * size) / (_PITCH * size))
        fit = fit_output(text, rectangle(room.width, rows * size * LINE_HEIGHT), size, size)
        if not (fit.wraps or fit.overflow or fit.shortened):
            return fit
    return fit


def _row(row: Row) -> str:
    """What stands on a row; a continuation is marked as on a slide."""
    return f"{' ' * (row.indent - 2)}» {row.text}" if row.continuation else row.text
