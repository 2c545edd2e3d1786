"""Slides for the pages that show them, and as SVG."""

from __future__ import annotations

from functools import lru_cache

from shortsgen.plan.timeline import Timeline
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.teleprompter.pictures import Picture, picture
from shortsgen.render.templates import Templates


@lru_cache
def _slides() -> Slides:
    return Slides(Templates())


@lru_cache
def svgs(timeline: Timeline) -> tuple[bytes, ...]:
    return tuple(artifact.data for artifact in _slides().render(timeline, formats=("svg",)))


@lru_cache
def draw(timeline: Timeline) -> tuple[Picture, ...]:
    return tuple(map(picture, svgs(timeline)))
