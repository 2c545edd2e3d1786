"""A timeline -> the scenes of its video."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

import av
import numpy as np

from shortsgen.plan.shots import shots
from shortsgen.plan.timeline import Timeline
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.video.frames import frame_at
from shortsgen.render.video.scene import Patch, Scene
from shortsgen.store.build import identity
from shortsgen.theme.tokens import Theme


@dataclass(frozen=True, slots=True)
class Still:
    """A slide that stands for some frames."""

    png: bytes = field(repr=False)
    frames: int

    @property
    def key(self) -> str:
        return identity("still", self.png)

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        with av.open(BytesIO(self.png), "r", format="png_pipe") as container:
            yield (Patch(0, 0, np.asarray(next(container.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)),)
        yield from ((),) * (self.frames - 1)


def scenes(timeline: Timeline, theme: Theme, fps: int, typesetter: Slides) -> tuple[Scene, ...]:
    """In order; together they last as long as the timeline."""
    pictures = typesetter.render(timeline, SlideStyle(theme), ("png",))
    cuts = [*(frame_at(shot.start, fps) for shot in shots(timeline)), frame_at(timeline.end, fps)]
    spans = zip(pictures, pairwise(cuts), strict=True)
    return tuple(Still(picture.data, end - start) for picture, (start, end) in spans if start < end)
