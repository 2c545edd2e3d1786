"""Code that is shown anew at another place: its tokens move there, those that go fade, and those that come fade in.

The same tokens are found as people see them: equal rows first, then long runs of equal neighbours, never blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

import numpy as np

from shortsgen.render.video.fades import around, differing, eased, erased, token_boxes
from shortsgen.render.video.pixels import Box, Pixels, mix
from shortsgen.render.video.sheet import SheetRow

FLIGHT = 0.6  # seconds
GONE, MOVE, COME = (0.0, 0.3), (0.15, 0.75), (0.65, 1.0)  # from when to when, as shares of it
RUN = 4  # tokens in a row that are the same


@dataclass(frozen=True, slots=True)
class Letters:
    """What a token has beyond the ground that it stands on, and where: from `origin` to `target`, (x, y) in px. It
    comes or goes within a span of shares of the flight, or is there from the first to the last."""

    pixels: np.ndarray
    origin: tuple[int, int]
    target: tuple[int, int]
    fade: tuple[float, float] | None = None
    comes: bool = False


@dataclass(frozen=True, slots=True)
class Flight:
    """Within a `box` of the picture, over the grounds of both slides."""

    box: Box
    grounds: tuple[Pixels, Pixels]
    after: Pixels
    letters: tuple[Letters, ...]
    start: float = 0
    end: float = FLIGHT

    def paint(self, canvas: Pixels, time: float) -> None:
        share = min(1.0, (time - self.start) / (self.end - self.start))
        if share == 1:
            canvas[self.box.place] = self.after[self.box.place]
            return
        before, after = (ground[self.box.place] for ground in self.grounds)
        painted = mix(before, after, _within(share, MOVE)).astype(np.int16)
        for one in self.letters:
            self._lay(painted, one, share)
        canvas[self.box.place] = np.clip(painted, 0, 255)

    def _lay(self, painted: np.ndarray, one: Letters, share: float) -> None:
        moved = _within(share, MOVE)
        left, top = (round(a + (b - a) * moved) for a, b in zip(one.origin, one.target, strict=True))
        height, width = one.pixels.shape[:2]
        seen = 1.0 if one.fade is None else _within(share, one.fade)
        weight = round(64 * (seen if one.comes or one.fade is None else 1 - seen))
        place = (
            slice(top - self.box.top, top - self.box.top + height),
            slice(left - self.box.left, left - self.box.left + width),
        )
        painted[place] += (one.pixels * weight) >> 6


def flight(before: Pixels, after: Pixels, rows: Sequence[SheetRow], others: Sequence[SheetRow]) -> Flight | None:
    """Of the code of `rows` to that of `others`, all of one size; None where nothing of it is the same."""
    grounds = erased(before, rows), erased(after, others)
    old, new = list(_tokens(before, grounds[0], rows)), list(_tokens(after, grounds[1], others))
    pairs = dict(_pairs(old, new))
    if not pairs:
        return None
    going, coming = pairs.keys(), set(pairs.values())
    letters = [Letters(new[b].letters, old[a].corner, new[b].corner) for a, b in pairs.items()]
    letters += (_still(one, GONE, comes=False) for place, one in enumerate(old) if place not in going)
    letters += (_still(one, COME, comes=True) for place, one in enumerate(new) if place not in coming)
    return Flight(
        around([*(one.box for one in (*old, *new)), *differing(before, after, ())]), grounds, after, tuple(letters)
    )


@dataclass(frozen=True, slots=True)
class _Token:
    """A token that is seen, and the number of its row."""

    row: int
    text: str
    box: Box
    letters: np.ndarray

    @property
    def corner(self) -> tuple[int, int]:
        return self.box.left, self.box.top


def _tokens(picture: Pixels, ground: Pixels, rows: Sequence[SheetRow]) -> Iterator[_Token]:
    for number, row in enumerate(rows):
        for token, box in zip(row.tokens, token_boxes(row), strict=True):
            if token.text.strip():
                letters = picture[box.place].astype(np.int16) - ground[box.place]
                yield _Token(number, token.text.strip(), box, letters)


def _pairs(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """The places of the same tokens: in rows that are equal, and between those in runs of some length, since a single
    bracket may be any."""
    rows, others = _by_row(old), _by_row(new)
    matcher = SequenceMatcher(None, [_texts(old, row) for row in rows], [_texts(new, row) for row in others], False)
    for tag, first, last, start, end in matcher.get_opcodes():
        a, b = ([place for row in part for place in row] for part in (rows[first:last], others[start:end]))
        if tag == "equal":
            yield from zip(a, b, strict=True)
        elif tag == "replace":
            blocks = SequenceMatcher(None, _texts(old, a), _texts(new, b), False).get_matching_blocks()
            yield from ((a[one.a + n], b[one.b + n]) for one in blocks if one.size >= RUN for n in range(one.size))


def _by_row(tokens: Sequence[_Token]) -> list[list[int]]:
    """The places of the tokens of each row."""
    return [[place for place, _ in group] for _, group in groupby(enumerate(tokens), key=lambda one: one[1].row)]


def _texts(tokens: Sequence[_Token], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(tokens[place].text for place in places)


def _still(token: _Token, fade: tuple[float, float], *, comes: bool) -> Letters:
    return Letters(token.letters, token.corner, token.corner, fade, comes)


def _within(share: float, span: tuple[float, float]) -> float:
    return eased((share - span[0]) / (span[1] - span[0]))
