"""RGB -> the planes of a frame: BT.709 in limited range, with colour at half the resolution of light.

https://www.itu.int/rec/R-REC-BT.709, items 3.2 to 3.5. In fixed point, no further than rounding from the exact values.
"""

from __future__ import annotations

import numpy as np
from av import VideoFrame
from numpy.typing import NDArray

from shortsgen.render.video.scene import Patch

Plane = NDArray[np.uint8]

_RED, _BLUE = 0.2126, 0.0722  # how bright these are, of white
_GREEN = 1 - _RED - _BLUE
_LIGHT = np.array((_RED, _GREEN, _BLUE)) * 219 / 255
_COOL = np.array((-_RED, -_GREEN, 1 - _BLUE)) / (2 * (1 - _BLUE)) * 224 / 255
_WARM = np.array((1 - _RED, -_GREEN, -_BLUE)) / (2 * (1 - _RED)) * 224 / 255
BITS = 16  # behind the point
WEIGHTS = [[round(weight * 2**BITS) for weight in plane] for plane in (_LIGHT, _COOL, _WARM)]
BLACK, GRAY = 16, 128
_STRIP = 128  # rows at a time, even, so that what is reckoned with stays in the processor's cache
_AREA = 2  # bits, of the four pixels that share their colour


class Canvas:
    """A frame that is painted over from one picture to the next, so that only what differs is converted. At first it is
    black."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = VideoFrame(width, height, "yuv420p")
        self._planes = [
            np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
            for plane in self.frame.planes
        ]
        for plane, level in zip(self._planes, (BLACK, GRAY, GRAY), strict=True):
            plane[:] = level

    def paint(self, patch: Patch) -> None:
        for top in range(0, len(patch.pixels), _STRIP):
            self._paint(patch.x, patch.y + top, patch.pixels[top : top + _STRIP])

    def _paint(self, x: int, y: int, pixels: NDArray[np.uint8]) -> None:
        rows, columns = pixels.shape[:2]
        for plane, part, size in zip(self._planes, converted(pixels), (1, 2, 2), strict=True):
            plane[y // size : (y + rows) // size, x // size : (x + columns) // size] = part


def converted(pixels: NDArray[np.uint8]) -> tuple[Plane, Plane, Plane]:
    """Luma, and blue and red chroma, of RGB in an array of (height, width, 3), whose height and width are even."""
    channels = [pixels[..., channel].astype(np.int32) for channel in range(3)]
    areas = [one[::2, ::2] + one[1::2, ::2] + one[::2, 1::2] + one[1::2, 1::2] for one in channels]
    light, cool, warm = WEIGHTS
    return weighed(channels, light, BLACK, 0), weighed(areas, cool, GRAY, _AREA), weighed(areas, warm, GRAY, _AREA)


def weighed(channels: list[NDArray[np.int32]], weights: list[int], zero: int, area: int) -> Plane:
    """A plane of the three channels. `area` is how many bits the channels have for being sums of pixels."""
    shift = BITS + area
    red, green, blue = (channel * weight for channel, weight in zip(channels, weights, strict=True))
    return ((red + green + blue + ((zero << shift) + (1 << shift - 1))) >> shift).astype(np.uint8)
