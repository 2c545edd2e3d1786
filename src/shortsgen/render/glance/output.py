"""The row of the day at a glance."""

from __future__ import annotations

from shortsgen.render.glance.index import render
from shortsgen.render.renderer import Material
from shortsgen.store.artifact import Artifact


def output(material: Material) -> tuple[Artifact, ...]:
    """`index.html`, with links to what is there."""
    return render(material.tools.overview(), material.tools.templates)
