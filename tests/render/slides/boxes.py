"""Where Typst places what is on slides, as it says itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from shortsgen.layout.area import Area
from shortsgen.plan.timeline import Timeline
from shortsgen.render.slides.typeset import PLAIN, Slides, SlideStyle

Box = dict[str, Any]  # name, page from 1, x, y, width, height and size of letters in px
HAIR = 0.01  # px, by which sums of fractions may be off
WHOLE = "code"  # the box around rows, each of which has one of its own: it may reach over the corner of an L


def boxes(slides: Slides, timeline: Timeline, style: SlideStyle = PLAIN) -> list[Box]:
    return [found["value"] for found in json.loads(slides.query(timeline, "<box>", style))]


def outside(found: Iterable[Box], area: Area) -> list[Box]:
    """Those that leave an area, on the right each where the area ends at its height."""
    return [box for box in found if not _inside(box, area)]


def _inside(box: Box, area: Area) -> bool:
    bottom = box["y"] + box["height"]
    right = area.right if box["name"] == WHOLE else area.right_at(bottom - HAIR)
    return bool(
        area.x - HAIR <= box["x"]
        and box["x"] + box["width"] <= right + HAIR
        and area.y - HAIR <= box["y"]
        and bottom <= area.bottom + HAIR
    )
