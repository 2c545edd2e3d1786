"""Scenes with transparency -> ProRes 4444 in a MOV file, to be laid over other pictures in an editing program.

Each frame of it stands alone, so one that repeats is written again as it is, without being encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av import AudioFrame, Packet, VideoFrame
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream
from numpy.typing import NDArray

from shortsgen.render.video.coding import BT709, LIMITED, Coding
from shortsgen.render.video.planes import BITS, WEIGHTS
from shortsgen.render.video.scene import Patch, Scene
from shortsgen.sound.sound import RATE, Sound

_FORMAT = "yuva444p10le"
_DEEPER = 2  # bits that it has more than pixels have
_ZERO = (64, 512, 512)  # black, and no colour
_OPTIONS = {"profile": "4444", "vendor": "apl0", "alpha_bits": "8"}


def write(
    path: Path, coding: Coding, scenes: Sequence[Scene], sound: Sound, title: str, done: Callable[[int], None]
) -> None:
    """A MOV file of RGBA scenes in a row, with the sound as PCM. `done` hears of each scene's frames."""
    with av.open(path, "w", format="mov") as container:
        container.metadata["title"] = title
        picture = container.add_stream("prores_ks", coding.fps)
        _set_up(picture.codec_context, coding)
        heard = container.add_stream("pcm_s16le", RATE, layout="mono")
        for packet in _pictures(picture, coding, scenes, done):
            container.mux_one(packet)
        frame = AudioFrame.from_ndarray(np.frombuffer(sound.pcm(), "<i2").reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
        for part in (frame, None):
            container.mux(heard.encode(part))


def _set_up(context: VideoCodecContext, coding: Coding) -> None:
    context.width, context.height, context.pix_fmt = coding.width, coding.height, _FORMAT
    context.time_base, context.framerate = coding.tick, Fraction(coding.fps)
    context.color_range = LIMITED
    context.colorspace = context.color_primaries = context.color_trc = BT709
    context.options = _OPTIONS


def _pictures(
    stream: VideoStream, coding: Coding, scenes: Sequence[Scene], done: Callable[[int], None]
) -> Iterator[Packet[Any]]:
    canvas, number, data = _Canvas(coding.width, coding.height), 0, b""
    for scene in scenes:
        for patches in scene.patches():
            for patch in patches:
                canvas.paint(patch)
            if patches:
                [encoded] = stream.encode(canvas.frame)
                data = bytes(encoded)
            packet: Packet[Any] = Packet(data)
            packet.stream, packet.time_base, packet.pts, packet.dts = stream, coding.tick, number, number
            packet.duration, packet.is_keyframe = 1, True
            number += 1
            yield packet
        done(scene.frames)


class _Canvas:
    """A frame of four planes of ten bits, all of the same size, that is painted over."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = VideoFrame(width, height, _FORMAT)
        self.frame.color_range, self.frame.colorspace = LIMITED, BT709  # each frame of ProRes has its own tags
        self.frame.color_primaries = self.frame.color_trc = BT709
        self._planes = [
            np.frombuffer(memoryview(plane), np.uint16).reshape(plane.height, plane.line_size // 2)
            for plane in self.frame.planes
        ]

    def paint(self, patch: Patch) -> None:
        rows, columns = patch.pixels.shape[:2]
        for plane, part in zip(self._planes, converted(patch.pixels), strict=True):
            plane[patch.y : patch.y + rows, patch.x : patch.x + columns] = part


def converted(pixels: NDArray[np.uint8]) -> list[NDArray[np.uint16]]:
    """Luma, blue and red chroma and alpha in ten bits, of RGBA in an array of (height, width, 4)."""
    *colors, alpha = (pixels[..., channel].astype(np.int32) for channel in range(4))
    planes = [_plane(colors, weights, zero) for weights, zero in zip(WEIGHTS, _ZERO, strict=True)]
    return [*planes, ((alpha * 1023 + 127) // 255).astype(np.uint16)]


def _plane(colors: list[NDArray[np.int32]], weights: list[int], zero: int) -> NDArray[np.uint16]:
    shift = BITS - _DEEPER
    red, green, blue = (color * weight for color, weight in zip(colors, weights, strict=True))
    return ((red + green + blue + ((zero << shift) + (1 << shift - 1))) >> shift).astype(np.uint16)
