"""Segments and what is heard -> a file for everyone. Pictures are copied as they are; sound is encoded to AAC.

The file begins with its index (faststart), so it plays while it still loads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av import AudioFrame, Packet
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from shortsgen.render.video.coding import Coding
from shortsgen.render.video.segment import Segment
from shortsgen.sound.sound import RATE, Sound

Samples = NDArray[np.float32]

_AAC = {"aac_coder": "fast"}  # three times as fast as FFmpeg's default, and at this rate no less like the sound
_BIT_RATE = 160_000
_BLOCK = 1024  # samples of a packet of AAC
_STEP = Fraction(1, RATE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named part of a video, in frames."""

    title: str
    start: int
    end: int


def write(
    path: Path,
    coding: Coding,
    segments: Iterable[Segment],
    sound: Sound,
    title: str,
    chapters: Sequence[Chapter] = (),
) -> None:
    """An MP4 file whose frames are those of the segments in a row. The sound is as long as they are."""
    with av.open(path, "w", format="mp4", options={"movflags": "+faststart"}) as container:
        container.metadata["title"] = title
        container.set_chapters([_chapter(number, one, coding) for number, one in enumerate(chapters)])
        picture = container.add_stream("libx264", coding.fps)
        coding.set_up(picture.codec_context)
        heard = container.add_stream("aac", RATE, _AAC, layout="stereo", bit_rate=_BIT_RATE)
        _interleave(container, _pictures(picture, coding, segments), _heard(heard, sound.samples))


def _interleave(container: OutputContainer, pictures: Iterator[Packet[Any]], heard: Iterator[Packet[Any]]) -> None:
    """Packets in the order in which they are played, so that a player never has to look far ahead."""
    waiting = next(heard, None)
    for packet in pictures:
        while waiting and _time(waiting) <= _time(packet):
            container.mux_one(waiting)
            waiting = next(heard, None)
        container.mux_one(packet)
    while waiting:
        container.mux_one(waiting)
        waiting = next(heard, None)


def _time(packet: Packet[Any]) -> Fraction:
    return (packet.dts or 0) * packet.time_base


def _pictures(stream: VideoStream, coding: Coding, segments: Iterable[Segment]) -> Iterator[Packet[Any]]:
    clock = 0
    for segment in segments:
        for number, data in enumerate(segment.packets(coding)):
            packet: Packet[Any] = Packet(data)
            packet.stream, packet.time_base = stream, coding.tick
            packet.pts = packet.dts = clock
            packet.duration, packet.is_keyframe = 1, number == 0
            clock += 1
            yield packet


def _heard(stream: AudioStream, samples: Samples) -> Iterator[Packet[Any]]:
    """What the encoder puts before the sound is marked in the file as not to be heard."""
    for start in range(0, len(samples), _BLOCK):
        block = samples[start : start + _BLOCK]
        frame = AudioFrame.from_ndarray(np.stack((block, block)), format="fltp", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = RATE, _STEP, start
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _chapter(number: int, chapter: Chapter, coding: Coding) -> av.container.core.Chapter:
    return {
        "id": number, "start": chapter.start, "end": chapter.end, "time_base": coding.tick,
        "metadata": {"title": chapter.title},
    }  # fmt: skip
