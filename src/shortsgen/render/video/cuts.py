"""What happens at a cut: which parts of a slide fade, glide or fly, and what is there at once.

Where nothing of the slide before stays, the picture is cut, and only what is new on it comes in its time: so does a
mistake. Code never moves while it has to be read: all is over within a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from shortsgen.choices import Motion
from shortsgen.plan.contents import CodeContent, FigureContent, ListingContent, MistakeContent, OutputContent
from shortsgen.render.video.fades import FRAME, Fade, differing, erased, revealed, strip
from shortsgen.render.video.flight import flight
from shortsgen.render.video.glide import glide
from shortsgen.render.video.pixels import Box, Pixels, picture
from shortsgen.render.video.sheet import Sheet, SheetRow

CALM = 0.25  # seconds, for all that is new, at once and in place


class Act(Protocol):
    """What is painted of a cut: only within its box, and only from its start to its end, in seconds."""

    @property
    def box(self) -> Box: ...

    @property
    def start(self) -> float: ...

    @property
    def end(self) -> float: ...

    def paint(self, canvas: Pixels, time: float) -> None: ...


def cut(before: Sheet | None, after: Sheet, motion: Motion) -> tuple[Pixels, list[Act]]:
    """The picture that a slide begins with, and what happens then. They end with the slide itself."""
    new = picture(after.png)
    if before is None or motion is Motion.NONE:
        return new, []
    pairs = _staying(before, after)
    old = picture(before.png)
    if not pairs:
        if motion is Motion.FULL and _moves(before, after):
            printed = [row for row in after.rows if row.printed]
            blank = erased(new, printed)
            if one := flight(old, blank, _code(before), _code(after)):
                return old, [one, *revealed(blank, new, printed, one.end)]
        return _revealing(new, _fresh(after), motion)
    return old, list(_going_on(old, new, after, pairs, motion))


def _staying(before: Sheet, after: Sheet) -> list[tuple[SheetRow, SheetRow]]:
    """The rows that say the same at the same place. A mistake has none: it cuts in."""
    if isinstance(after.slide.content, MistakeContent) or isinstance(before.slide.content, MistakeContent):
        return []
    known = {row.top: row for row in before.rows if not row.printed}
    found = ((known.get(row.top), row) for row in after.rows if not row.printed)
    return [(old, new) for old, new in found if old and old.stays(new)]


def _moves(before: Sheet, after: Sheet) -> bool:
    """Whether both show code, in the same size. A mistake cuts in."""
    kinds = (CodeContent, ListingContent, OutputContent, FigureContent)
    if not (isinstance(before.slide.content, kinds) and isinstance(after.slide.content, kinds)):
        return False
    sizes = {row.size for row in (*_code(before), *_code(after))}
    return len(sizes) == 1 and bool(_code(before)) and bool(_code(after))


def _code(sheet: Sheet) -> list[SheetRow]:
    return [row for row in sheet.rows if not row.printed]


def _fresh(sheet: Sheet) -> list[SheetRow]:
    """What comes on a slide that nothing stays on. The code of a mistake is there at once."""
    if isinstance(sheet.slide.content, MistakeContent):
        return [row for row in sheet.rows if row.printed]
    return list(sheet.rows)


def _revealing(new: Pixels, fresh: Sequence[SheetRow], motion: Motion) -> tuple[Pixels, list[Act]]:
    blank = erased(new, fresh)
    return blank, list(_shown(blank, new, fresh, 0, motion))


def _shown(blank: Pixels, new: Pixels, rows: Sequence[SheetRow], start: float, motion: Motion) -> Iterator[Fade]:
    if motion is Motion.FULL:
        yield from revealed(blank, new, rows, start)
    else:
        yield from (Fade(strip(row, new.shape[1]), blank, new, 0, CALM) for row in rows)


def _going_on(
    old: Pixels, new: Pixels, after: Sheet, pairs: Sequence[tuple[SheetRow, SheetRow]], motion: Motion
) -> Iterator[Act]:
    stay = [row for _, row in pairs]
    fresh = [row for row in after.rows if row not in stay]
    blank = erased(new, fresh)
    kept = [strip(row, new.shape[1]) for row in stay]
    gliding = glide(old, new, pairs) if motion is Motion.FULL else None
    yield from (Fade(box, old, blank, 0, FRAME) for box in differing(old, blank, kept))
    for box in kept:
        if not (gliding and _covers(gliding.box, box)) and (old[box.place] != new[box.place]).any():
            yield Fade(box, old, new, 0, FRAME)
    if gliding:
        yield gliding
    yield from _shown(blank, new, fresh, FRAME, motion)


def _covers(whole: Box, part: Box) -> bool:
    return whole.top <= part.top and part.bottom <= whole.bottom
