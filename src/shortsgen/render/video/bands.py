"""Captions of a video, word by word: pictures for the band that slides leave to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shortsgen.choices import Repeated
from shortsgen.cues.spotlight import Spotlight, spotlights, told
from shortsgen.layout.area import Area, caption_area
from shortsgen.plan.timeline import Timeline
from shortsgen.render.slides.typeset import Slides
from shortsgen.theme.tokens import Theme

SIZE = 41  # px of an em, as in captions.ass; a phrase that is too wide is set smaller
BORDER = 4  # px around the letters, so that they can be read on any picture


@dataclass(frozen=True, slots=True)
class Band:
    """From `start` to `end`, in milliseconds, stands what is `part`, from 0, of the bands below each other in a PNG."""

    start: int
    end: int
    png: bytes
    part: int


def bands(timeline: Timeline, theme: Theme, repeat: Sequence[Repeated], typesetter: Slides) -> tuple[Band, ...]:
    """In order, without overlaps."""
    spots = tuple(spotlights(told(timeline, repeat)))
    phrases = list(dict.fromkeys(spot.words for spot in spots))
    pictures = dict(zip(phrases, typesetter.bands(phrases, _look(theme)), strict=True))
    return tuple(_band(spot, pictures[spot.words]) for spot in spots)


def band_area(theme: Theme) -> Area:
    """Where they stand, on even px, since colour has half the resolution of light."""
    area = caption_area(theme.safe_area)
    left, right = area.x + area.x % 2, area.right - area.right % 2
    top = area.y + area.y % 2
    return replace(area, x=left, y=top, width=right - left, height=(area.bottom - top) // 2 * 2)


def _band(spot: Spotlight, png: bytes) -> Band:
    return Band(spot.start, spot.end, png, spot.active)


def _look(theme: Theme) -> dict[str, object]:
    area, colors = band_area(theme), theme.colors
    return {
        "font": theme.text_font, "size": SIZE, "border": BORDER, "width": area.width, "height": area.height,
        "text": colors.text, "accent": colors.accent, "outline": colors.ground,
    }  # fmt: skip
