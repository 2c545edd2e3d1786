"""The rules about what is on screen, of `check` and of `render`: whether all that slides show can be read and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shortsgen.layout.area import Area
from shortsgen.plan.contents import Passage
from shortsgen.plan.timeline import Outline
from shortsgen.problems import Problem
from shortsgen.rules.contents import content_problems, too_long
from shortsgen.rules.glyphs import Missing, glyph_problems, glyph_problems_of


def slide_problems(outline: Outline, area: Area, missing: Missing) -> Iterator[Problem]:
    """Findings about the slides of a short."""
    yield from content_problems(outline, area)
    yield from glyph_problems(outline, missing)


def frame_problems(label: str, frame: Iterable[Passage], missing: Missing) -> Iterator[Problem]:
    """Findings about what is the same on every slide."""
    for passage in frame:
        yield from too_long(label, passage)
        yield from glyph_problems_of(label, passage, missing)
