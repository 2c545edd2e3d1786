"""Scenes -> DNxHR HQ in a MOV file, for editing programs that do not decode H.264, as Resolve Free on Linux.

Its frames all have the same size, about 0.9 MB each. SMPTE ST 2019-1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shortsgen.render.video import intra
from shortsgen.render.video.coding import Coding
from shortsgen.render.video.planes import BLACK, GRAY, WEIGHTS, Plane, weighed
from shortsgen.render.video.scene import Patch, Scene

_FORMAT = "yuv422p"
_OPTIONS = {"profile": "dnxhr_hq"}
_PAIR = 1  # bit, of the two pixels that share their colour


def write(path: Path, coding: Coding, scenes: Sequence[Scene], title: str, done: Callable[[int], None]) -> None:
    """A MOV file of RGB scenes in a row, without sound. `done` hears of each scene's frames."""
    intra.write(path, coding, DNXHR, scenes, None, title, done)


class _Canvas:
    """A frame with colour at half the width of light, that is painted over."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = intra.tagged(width, height, _FORMAT)
        self._planes = [
            np.frombuffer(memoryview(one), np.uint8).reshape(one.height, one.line_size) for one in self.frame.planes
        ]

    def paint(self, patch: Patch) -> None:
        rows, columns = patch.pixels.shape[:2]
        for target, part, size in zip(self._planes, converted(patch.pixels), (1, 2, 2), strict=True):
            target[patch.y : patch.y + rows, patch.x // size : (patch.x + columns) // size] = part


DNXHR = intra.Intra("dnxhd", _FORMAT, _OPTIONS, _Canvas)


def converted(pixels: NDArray[np.uint8]) -> tuple[Plane, Plane, Plane]:
    """Luma, and blue and red chroma, of RGB in an array of (height, width, 3), whose width is even."""
    channels = [pixels[..., channel].astype(np.int32) for channel in range(3)]
    pairs = [one[:, ::2] + one[:, 1::2] for one in channels]
    light, cool, warm = WEIGHTS
    return weighed(channels, light, BLACK, 0), weighed(pairs, cool, GRAY, _PAIR), weighed(pairs, warm, GRAY, _PAIR)
