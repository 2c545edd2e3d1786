"""Pictures as arrays of (height, width, 4): RGBA with colours that are multiplied by their alpha, so that mixing is
adding. Lengths and places are even, since colour has half the resolution of light."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from av import Packet, VideoCodecContext
from numpy.typing import NDArray

from shortsgen.render.video.scene import Patch

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a picture, from its first px to before its last."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def place(self) -> tuple[slice, slice]:
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def above(self, bottom: int) -> Box:
        return Box(self.left, self.top, self.right, min(self.bottom, bottom))

    @property
    def empty(self) -> bool:
        return self.left >= self.right or self.top >= self.bottom


def even(length: float) -> int:
    """The nearest even px, so that neighbours stay neighbours."""
    return 2 * round(length / 2)


@lru_cache(maxsize=12)  # a slide is what the next one comes from, and stands over several beats
def picture(png: bytes) -> Pixels:
    """The pixels of a PNG file. Nobody may write into them."""
    frame = VideoCodecContext.create("png", "r").decode(Packet(png))[0]  # without a look for what else a file may hold
    pixels: Pixels = np.asarray(frame.to_ndarray(format="rgba"), np.uint8).copy()
    if (pixels[..., 3] != 255).any():
        alpha = pixels[..., 3:].astype(np.uint16)
        pixels[..., :3] = (pixels[..., :3] * alpha + 127) // 255
    pixels.flags.writeable = False
    return pixels


def mix(before: Pixels, after: Pixels, share: float) -> Pixels:
    """So much of `after`, from 0 to 1, and the rest of `before`."""
    weight = round(256 * share)
    mixed = before * np.uint16(256 - weight) + after * np.uint16(weight)
    return ((mixed + 128) >> 8).astype(np.uint8)


def over(below: Pixels, above: Pixels) -> Pixels:
    """`above` laid on `below`."""
    rest = 255 - above[..., 3:].astype(np.uint16)
    return above + ((below * rest + 127) // 255).astype(np.uint8)


def patch(canvas: Pixels, box: Box, alpha: bool) -> Patch:
    """A part of a picture as it leaves the house: without alpha, or with colours that are not multiplied by it."""
    part = canvas[box.place]
    if not alpha:
        return Patch(box.left, box.top, np.ascontiguousarray(part[..., :3]))
    share = part[..., 3:].astype(np.uint16)
    straight = part.copy()
    straight[..., :3] = np.where(share > 0, (part[..., :3] * np.uint16(255) + share // 2) // np.maximum(share, 1), 0)
    return Patch(box.left, box.top, straight)
