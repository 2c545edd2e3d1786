"""timeline -> what a page plays of it: slides and captions, word by word, by their times."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from shortsgen.choices import Repeated
from shortsgen.cues.spotlight import spotlights, told
from shortsgen.layout.area import caption_area
from shortsgen.plan.timeline import Timeline
from shortsgen.render.glance.card import Thumbnail
from shortsgen.theme.tokens import Theme


def film(
    timeline: Timeline, pictures: Sequence[Thumbnail], sound: str, theme: Theme, repeat: Collection[Repeated]
) -> str:
    """As JSON, times in milliseconds. `pictures` are those of the slides in order, `sound` is where what is heard is,
    "" where nothing is. Captions have the phrases, the band and the colours of those that are burned in."""
    band, colors = caption_area(theme.safe_area), theme.colors
    return json.dumps(
        {
            "end": timeline.end,
            "slides": [{"src": one.svg, "alt": one.alt} for one in pictures],
            "beats": [[beat.start, beat.slide.number - 1] for beat in timeline.beats],
            "phrases": list(_phrases(told(timeline, repeat))),
            "sound": sound,
            "band": [band.x, band.y, band.width, band.height],
            "colors": [colors.text, colors.accent, colors.ground],
        }
    )


def _phrases(timeline: Timeline) -> Iterator[dict[str, object]]:
    """The words of each, and from when to when which of them is lit."""
    for words, lit in groupby(spotlights(timeline), key=lambda one: one.words):
        yield {"words": words, "lit": [[one.start, one.end, one.active] for one in lit]}
