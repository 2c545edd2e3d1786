"""Scenes to encode, and what is decoded of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from shortsgen.render.video.coding import Coding
from shortsgen.render.video.planes import converted
from shortsgen.render.video.scene import Patch

Pixels = NDArray[np.uint8]

SMALL = Coding(fps=30, width=64, height=96)


@dataclass(frozen=True)
class Square:
    """A white square on `ground`, which goes right by 2 px on each `every`-th frame."""

    frames: int
    every: int = 1
    ground: tuple[int, int, int] = (11, 14, 20)
    coding: Coding = SMALL

    @property
    def key(self) -> str:
        return f"{self.frames} {self.every} {self.ground}"

    def picture(self, number: int) -> Pixels:
        pixels = np.full((self.coding.height, self.coding.width, 3), self.ground, np.uint8)
        left = number // self.every * 2 % (self.coding.width - 16)
        pixels[32:48, left : left + 16] = 255
        return pixels

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        yield (Patch(0, 0, self.picture(0)),)
        for number in range(1, self.frames):
            band = self.picture(number)[32:48]
            yield (Patch(0, 32, band),) if number % self.every == 0 else ()


def decoded(file: Path | BytesIO) -> list[tuple[Pixels, ...]]:
    """The planes of all frames of a video. Whatever FFmpeg complains of is raised."""
    with av.open(file) as container:
        container.streams.video[0].codec_context.options = {"err_detect": "explode"}
        return [planes(frame) for frame in container.decode(video=0)]


def planes(frame: Any) -> tuple[Pixels, ...]:
    return tuple(
        np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width].copy()
        for plane in frame.planes
    )


def psnr(one: tuple[Pixels, ...], pixels: Pixels) -> float:
    """How like a picture a decoded frame is, in dB, of the worst plane; infinite where it is the same."""
    errors = [np.mean((a.astype(float) - b) ** 2) for a, b in zip(one, converted(pixels), strict=True)]
    return float(10 * np.log10(255**2 / max(errors))) if max(errors) else float("inf")
