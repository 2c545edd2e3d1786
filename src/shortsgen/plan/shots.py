"""timeline -> shots: which slide is shown from when to when. Cuts lie between shots."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from shortsgen.plan.timeline import Slide, Timeline


@dataclass(frozen=True, slots=True)
class Shot:
    """Beats in a row that show the same slide, in milliseconds from the start of the short."""

    slide: Slide
    start: int
    end: int


def shots(timeline: Timeline) -> tuple[Shot, ...]:
    """All shots in order, one for each slide; each begins where the one before it ends."""
    groups = (list(group) for _, group in groupby(timeline.beats, key=lambda beat: beat.slide.number))
    return tuple(Shot(beats[0].slide, beats[0].start, beats[-1].end) for beats in groups)
