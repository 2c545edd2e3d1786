"""Scenes -> a MOV file for an editing program, each of whose frames stands alone.

So one that repeats is written again as it is, without being encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import av
import numpy as np
from av import AudioFrame, Packet, VideoFrame
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from shortsgen.render.video.coding import BT709, LIMITED, Coding
from shortsgen.render.video.scene import Patch, Scene
from shortsgen.sound.sound import RATE, Sound


class Canvas(Protocol):
    """A frame that is painted over."""

    @property
    def frame(self) -> VideoFrame: ...

    def paint(self, patch: Patch) -> None: ...


@dataclass(frozen=True, slots=True)
class Intra:
    """An encoder by FFmpeg's name, with the form of its pixels, and a canvas of that from a width and a height."""

    encoder: str
    form: str
    options: Mapping[str, str]
    canvas: Callable[[int, int], Canvas]


def write(
    path: Path,
    coding: Coding,
    intra: Intra,
    scenes: Sequence[Scene],
    sound: Sound | None,
    title: str,
    done: Callable[[int], None],
) -> None:
    """A MOV file of scenes in a row, with the sound as PCM where there is any. `done` hears of each scene's frames."""
    with av.open(path, "w", format="mov") as container:
        container.metadata["title"] = title
        picture = container.add_stream(intra.encoder, coding.fps)
        assert isinstance(picture, VideoStream)
        _set_up(picture.codec_context, coding, intra)
        heard = container.add_stream("pcm_s16le", RATE, layout="mono") if sound is not None else None
        for packet in _pictures(picture, coding, intra.canvas(coding.width, coding.height), scenes, done):
            container.mux_one(packet)
        if heard is not None and sound is not None:
            pcm = np.frombuffer(sound.pcm(), "<i2").reshape(1, -1)
            frame = AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
            for part in (frame, None):
                container.mux(heard.encode(part))


def _set_up(context: VideoCodecContext, coding: Coding, intra: Intra) -> None:
    context.width, context.height, context.pix_fmt = coding.width, coding.height, intra.form
    context.time_base, context.framerate = coding.tick, Fraction(coding.fps)
    context.color_range = LIMITED
    context.colorspace = context.color_primaries = context.color_trc = BT709
    context.options = dict(intra.options)


def tagged(width: int, height: int, form: str) -> VideoFrame:
    """A frame that says in which colours it is, as each of these encoders asks of it."""
    frame = VideoFrame(width, height, form)
    frame.color_range, frame.colorspace = LIMITED, BT709
    frame.color_primaries = frame.color_trc = BT709
    return frame


def _pictures(
    stream: VideoStream, coding: Coding, canvas: Canvas, scenes: Sequence[Scene], done: Callable[[int], None]
) -> Iterator[Packet[Any]]:
    number, data = 0, b""
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
