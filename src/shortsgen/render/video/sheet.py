"""The slides of a short as motion takes them: each a picture, and where on it each token of its rows stands.

The places are those that Typst tells of its own pictures, so a theme of a project may put its windows anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shortsgen.plan.timeline import Slide, Timeline
from shortsgen.render.slides.deck import SlideStyle, deck
from shortsgen.render.slides.sections import Data
from shortsgen.render.slides.typeset import Slides
from shortsgen.text.cells import cells

ADVANCE = 0.6  # em, of every narrow character of a code font


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a row in its kind, from `start` to `end` in px from the left of the picture."""

    kind: str
    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of code, or of what was `printed`, from `top` to `bottom` in px. `lit` is None where no row is."""

    tokens: tuple[Token, ...]
    top: float
    bottom: float
    size: float  # px of an em
    lit: bool | None
    printed: bool

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens)

    def stays(self, other: SheetRow) -> bool:
        """Whether it says the same at the same place, whatever is lit."""
        mine, others = (self.top, self.bottom, self.size), (other.top, other.bottom, other.size)
        return mine == others and self.words == other.words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide: its PNG file, and its rows from top to bottom."""

    slide: Slide
    png: bytes
    rows: tuple[SheetRow, ...]


def sheets(timeline: Timeline, style: SlideStyle, typesetter: Slides) -> tuple[Sheet, ...]:
    """All slides of a short, in order. A theme that does not tell where its rows are gets slides without any: they are
    cut and not moved."""
    pictures = typesetter.render(timeline, style, ("png",))
    told = [box["value"] for box in json.loads(typesetter.boxes(timeline, style))]
    slides = zip(timeline.slides, pictures, deck(timeline, style)["slides"], strict=True)
    return tuple(
        Sheet(slide, picture.data, _rows(shown, [box for box in told if (box["name"], box["page"]) == ("row", page)]))
        for page, (slide, picture, shown) in enumerate(slides, 1)
    )


def _rows(shown: Data, boxes: list[Data]) -> tuple[SheetRow, ...]:
    found = list(_sections(shown))
    if len(found) != len(boxes):
        return ()
    return tuple(_row(row, box, printed) for (row, printed), box in zip(found, boxes, strict=True))


def _sections(shown: Data) -> Iterator[tuple[Data, bool]]:
    """The rows of a slide, each with whether it was printed."""
    for name in ("window", "terminal"):
        for place, section in enumerate((shown.get(name) or {"sections": ()})["sections"]):
            printed = name == "terminal" or place > 0
            yield from ((row, printed) for row in section["rows"])


def _row(row: Data, box: Any, printed: bool) -> SheetRow:
    tokens, place = [], row["indent"]
    for kind, text in row["spans"]:
        end = place + cells(text)
        tokens.append(Token(kind, text, *(box["x"] + cell * ADVANCE * box["size"] for cell in (place, end))))
        place = end
    return SheetRow(tuple(tokens), box["y"], box["y"] + box["height"], box["size"], row["lit"], printed)
