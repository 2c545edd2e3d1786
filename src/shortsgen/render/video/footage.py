"""The picture of a take under the slides of a short, or in the room that they leave free below.

Rotation that a phone only notes in its file is kept to, and the picture fills its place: what is beyond is cut off.
Colours are taken as of standard range: HDR is not brought down to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import inf
from pathlib import Path

import av
import numpy as np
from av import VideoFrame
from av.container import InputContainer
from av.stream import Disposition
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from shortsgen.layout.area import HEIGHT, WIDTH
from shortsgen.render.frames import frame_at
from shortsgen.render.video.pixels import Box
from shortsgen.render.video.scene import Patch, Scene
from shortsgen.sound.read import FORMS
from shortsgen.store.build import identity

Pixels = NDArray[np.uint8]

WHOLE = Box(0, 0, WIDTH, HEIGHT)
_HEAD = 0.3  # of what is cut off goes above: there are faces in the upper part of pictures
_UNKNOWN = 2  # a matrix of colours that nobody wrote down; of the sizes that cameras have it is BT.709
_NEAR = 0.0005  # seconds, by which times of files and of frames are rounded
_FULL, _HALF = 255, 128
_STRIP = 128  # rows at a time, so that what is reckoned with stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Footage:
    """The picture of `stretches` of a file, each from one time to another in milliseconds, one after the other. The
    last one goes on for as long as it is needed. `digest` is another one for another content of the file."""

    file: Path
    digest: str
    stretches: tuple[tuple[float, float], ...]

    def after(self, milliseconds: float) -> float:
        """The time of the file at which it is, so long after its start."""
        for start, end in self.stretches[:-1]:
            if milliseconds < end - start:
                return start + milliseconds
            milliseconds -= end - start
        return self.stretches[-1][0] + milliseconds


@dataclass(frozen=True)  # without slots, which have no room for the key
class Behind:
    """A scene of RGBA with footage as its ground."""

    scene: Scene
    footage: Footage
    fps: int

    @property
    def frames(self) -> int:
        return self.scene.frames

    @cached_property
    def key(self) -> str:
        return identity("behind", self.scene.key, self.footage.digest, self.footage.stretches, self.fps, self.frames)

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        layer, last = Layer(), None
        for patches, ground in zip(self.scene.patches(), pictures(self.footage, WHOLE, self.fps), strict=False):
            for patch in patches:
                layer.paint(patch)
            yield (Patch(0, 0, layer.on(ground)),) if patches or ground is not last else ()
            last = ground


@dataclass(frozen=True)
class Below:
    """A scene with footage in a `place` that it leaves free."""

    scene: Scene
    footage: Footage
    fps: int
    place: Box

    @property
    def frames(self) -> int:
        return self.scene.frames

    @cached_property
    def key(self) -> str:
        return identity(
            "below", self.scene.key, self.footage.digest, self.footage.stretches, self.fps, self.frames, self.place
        )

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        shown, last = pictures(self.footage, self.place, self.fps), None
        for patches, picture in zip(self.scene.patches(), shown, strict=False):
            below = Patch(self.place.left, self.place.top, picture)
            yield (*patches, below) if patches or picture is not last else ()
            last = picture


def _opened(file: Path) -> InputContainer:
    return av.open(file, "r", container_options={"format_whitelist": FORMS})


def has_picture(file: Path) -> bool:
    """Whether it is a video; a cover is none."""
    with _opened(file) as container:
        return any(not stream.disposition & Disposition.attached_pic for stream in container.streams.video)


def seconds(file: Path) -> float:
    """How long its picture lasts."""
    with _opened(file) as container:
        stream = container.streams.video[0]
        if stream.duration is not None and stream.time_base is not None:
            return float(stream.duration * stream.time_base)
        return (container.duration or 0) / 1_000_000


class Layer:
    """What lies on footage: RGBA with straight alpha that is painted over, and clear at first."""

    def __init__(self) -> None:
        self._colors = np.full((HEIGHT, WIDTH, 3), _HALF, np.uint16)  # times alpha, and what rounds them
        self._rest = np.full((HEIGHT, WIDTH, 1), _FULL, np.uint16)
        self._rows = 0, 0

    def paint(self, patch: Patch) -> None:
        height, width = patch.pixels.shape[:2]
        place = slice(patch.y, patch.y + height), slice(patch.x, patch.x + width)
        alpha = patch.pixels[..., 3:].astype(np.uint16)
        self._colors[place] = patch.pixels[..., :3] * alpha + _HALF
        self._rest[place] = _FULL - alpha
        seen = np.flatnonzero((self._rest != _FULL).any(axis=(1, 2)))
        self._rows = (int(seen[0]), int(seen[-1]) + 1) if len(seen) else (0, 0)

    def on(self, ground: Pixels) -> Pixels:
        """The layer on a picture in RGB."""
        mixed, (first, last) = ground.copy(), self._rows
        for top in range(first, last, _STRIP):
            place = slice(top, min(top + _STRIP, last))
            sums = ground[place] * self._rest[place] + self._colors[place]
            mixed[place] = (sums + (sums >> 8)) >> 8  # which is a division by 255
        return mixed


def pictures(footage: Footage, place: Box, fps: int) -> Iterator[Pixels]:
    """For each frame what is seen then, as large as its place, without end: after the file its last picture stays. What
    is the same is the very same array."""
    clock, first = 0.0, 0
    for start, end in footage.stretches[:-1]:
        clock += end - start
        last = frame_at(clock, fps)
        yield from islice(_from(footage.file, start / 1000, place, fps), last - first)
        first = last
    yield from _from(footage.file, footage.stretches[-1][0] / 1000, place, fps)


def _from(file: Path, start: float, place: Box, fps: int) -> Iterator[Pixels]:
    size = place.right - place.left, place.bottom - place.top
    with _opened(file) as container:
        clock, reformatter = 0, VideoReformatter()
        for frame, until in _spans(container, start):
            picture = None
            while start + clock / fps + _NEAR < until:
                picture = _fitted(frame, reformatter, *size) if picture is None else picture
                clock += 1
                yield picture


def _spans(container: InputContainer, start: float) -> Iterator[tuple[VideoFrame, float]]:
    """Each frame, from the one that is seen at `start` on, with the second at which the next one takes its place."""
    stream, begun = container.streams.video[0], (container.start_time or 0) / 1_000_000
    stream.thread_type = "AUTO"
    container.seek(round((start + begun) * 1_000_000))
    last: VideoFrame | None = None
    for frame in container.decode(stream):
        until = (frame.time or 0) - begun
        if last is not None and until > start:
            yield last, until
        last = frame
    if last is not None:
        yield last, inf


def _fitted(frame: VideoFrame, reformatter: VideoReformatter, width: int, height: int) -> Pixels:
    """RGB that fills so many px."""
    turned = frame.rotation % 180 != 0
    wide, high = (height, width) if turned else (width, height)
    scale = max(wide / frame.width, high / frame.height)
    matrix = Colorspace.ITU709 if frame.colorspace == _UNKNOWN else None
    whole = reformatter.reformat(
        frame,
        width=max(wide, round(frame.width * scale)),
        height=max(high, round(frame.height * scale)),
        format="rgb24",
        src_colorspace=matrix,
        interpolation=Interpolation.AREA if scale <= 1 else Interpolation.BICUBIC | Interpolation.ACCURATE_RND,
    )
    pixels = np.rot90(np.asarray(whole.to_ndarray(), np.uint8), frame.rotation // 90)
    left, top = (pixels.shape[1] - width) // 2, round((pixels.shape[0] - height) * _HEAD)
    return np.ascontiguousarray(pixels[top : top + height, left : left + width])
