"""The row of slides: a short, in the manner of its day -> its pictures."""

from __future__ import annotations

from shortsgen.render.renderer import Material
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.store.artifact import Artifact


def output(material: Material) -> tuple[Artifact, ...]:
    """The slides of one short."""
    [timeline] = material.timelines
    manner = material.manner
    style = SlideStyle(manner.theme, manner.drawing.alpha, manner.drawing.guides)
    return material.tools.typesetter.render(timeline, style)
