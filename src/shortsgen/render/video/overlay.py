"""Scenes with transparency -> ProRes 4444 in a MOV file, to be laid over other pictures in an editing program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shortsgen.render.video import intra
from shortsgen.render.video.coding import Coding
from shortsgen.render.video.planes import BITS, WEIGHTS
from shortsgen.render.video.scene import Patch, Scene
from shortsgen.sound.sound import Sound

_FORMAT = "yuva444p10le"
_DEEPER = 2  # bits that it has more than pixels have
_ZERO = (64, 512, 512)  # black, and no colour
_OPTIONS = {"profile": "4444", "vendor": "apl0", "alpha_bits": "8"}


def write(
    path: Path,
    coding: Coding,
    scenes: Sequence[Scene],
    sound: Sound | None,
    title: str,
    done: Callable[[int], None],
) -> None:
    """A MOV file of RGBA scenes in a row, with the sound as PCM where there is any. `done` hears of each scene's
    frames."""
    intra.write(path, coding, PRORES, scenes, sound, title, done)


class _Canvas:
    """A frame of four planes of ten bits, all of the same size, that is painted over."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = intra.tagged(width, height, _FORMAT)
        self._planes = [
            np.frombuffer(memoryview(plane), np.uint16).reshape(plane.height, plane.line_size // 2)
            for plane in self.frame.planes
        ]

    def paint(self, patch: Patch) -> None:
        rows, columns = patch.pixels.shape[:2]
        for plane, part in zip(self._planes, converted(patch.pixels), strict=True):
            plane[patch.y : patch.y + rows, patch.x : patch.x + columns] = part


PRORES = intra.Intra("prores_ks", _FORMAT, _OPTIONS, _Canvas)


def converted(pixels: NDArray[np.uint8]) -> list[NDArray[np.uint16]]:
    """Luma, blue and red chroma and alpha in ten bits, of RGBA in an array of (height, width, 4)."""
    *colors, alpha = (pixels[..., channel].astype(np.int32) for channel in range(4))
    planes = [_plane(colors, weights, zero) for weights, zero in zip(WEIGHTS, _ZERO, strict=True)]
    return [*planes, ((alpha * 1023 + 127) // 255).astype(np.uint16)]


def _plane(colors: list[NDArray[np.int32]], weights: list[int], zero: int) -> NDArray[np.uint16]:
    shift = BITS - _DEEPER
    red, green, blue = (color * weight for color, weight in zip(colors, weights, strict=True))
    return ((red + green + blue + ((zero << shift) + (1 << shift - 1))) >> shift).astype(np.uint16)
