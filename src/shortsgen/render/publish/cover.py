"""timeline -> the plain data that the template of a cover gets."""

from __future__ import annotations

from dataclasses import fields

from shortsgen.layout.area import HEIGHT, WIDTH
from shortsgen.layout.cover import AREA, GAP, LEADING, LEGIBLE, PLATE, fit_cover
from shortsgen.plan.timeline import Outline
from shortsgen.render.slides.prose import attempt
from shortsgen.render.slides.sections import Data
from shortsgen.text.markup import plain
from shortsgen.theme.tokens import BUILT_IN, Theme

SMALLEST = 38  # px; where words are too many, and the rule says so


def cover_words(outline: Outline) -> str:
    """What stands on a cover, in inline Markdown."""
    return outline.short.publish.cover or outline.short.title


def cover(outline: Outline, theme: Theme) -> Data:
    """All that the document of a cover says."""
    short, words = outline.short, cover_words(outline)
    fit = fit_cover(words)
    return {
        "width": WIDTH, "height": HEIGHT, "area": (AREA.x, AREA.y, AREA.width, AREA.height),
        "plate": PLATE, "gap": GAP, "leading": LEADING, "number_size": LEGIBLE,
        "colors": {color.name: getattr(theme.colors, color.name) for color in fields(theme.colors)},
        "tokens": {
            "sans": theme.text_font, "mono": theme.code_font, "counted": theme.text_font == BUILT_IN.text_font,
        },
        "corner": theme.corner, "language": outline.labels.language, "document": plain(words),
        "number": f"{short.number:02d}", "words": (attempt(fit.runs),),
        "sizes": tuple(range(max(fit.size, LEGIBLE), SMALLEST, -2)),
    }  # fmt: skip
