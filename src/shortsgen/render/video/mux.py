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

from shortsgen.render.video.coding import Coding
from shortsgen.render.video.segment import Segment
from shortsgen.sound.sound import RATE, Sound

CannotWrite = av.FFmpegError  # with the words of the system, as where the disk is full

_AAC = {"aac_coder": "fast"}  # twice as fast as FFmpeg's default, and at this rate nearer to speech: 47 dB against 43
_BIT_RATE = 192_000
_BLOCK = RATE  # samples that the encoder gets at once
_STEP = Fraction(1, RATE)


@dataclass(frozen=True, slots=True)
class Part:
    """A file that is joined with others."""

    file: Path
    frames: int
    title: str


def write(path: Path, coding: Coding, segments: Iterable[Segment], sound: Sound | None, title: str) -> None:
    """An MP4 file whose frames are those of the segments in a row. The sound, if any, is as long as they are."""
    with _opened(path, title) as container:
        picture = container.add_stream("libx264", coding.fps)
        coding.set_up(picture.codec_context)
        frames = ((data, number == 0) for segment in segments for number, data in enumerate(segment.packets(coding)))
        pictures = _pictures(picture, coding, frames)
        if sound is None:
            _interleave(container, pictures, iter(()))
        else:
            _mux(container, pictures, [sound])


def join(path: Path, coding: Coding, parts: Sequence[Part], title: str) -> None:
    """An MP4 file of other such files in a row, each a chapter. Their pictures are copied; their sound is encoded once
    more as a whole, since packets of AAC last longer than frames and reach into each other."""
    with _opened(path, title) as container, av.open(parts[0].file) as first:
        container.set_chapters(list(_chapters(parts, coding)))
        picture = container.add_stream_from_template(first.streams.video[0])
        frames = (frame for part in parts for frame in _frames(part.file))
        _mux(container, _pictures(picture, coding, frames), (_sound(part, coding) for part in parts))


def _opened(path: Path, title: str) -> OutputContainer:
    container = av.open(path, "w", format="mp4", options={"movflags": "+faststart"})
    container.metadata["title"] = title
    return container


def _mux(container: OutputContainer, pictures: Iterator[Packet[Any]], sounds: Iterable[Sound]) -> None:
    heard = container.add_stream("aac", RATE, _AAC, layout="stereo", bit_rate=_BIT_RATE)
    _interleave(container, pictures, _heard(heard, sounds))


def _frames(file: Path) -> Iterator[tuple[bytes, bool]]:
    """The frames of a file as they are encoded, and whether each refers to none before it."""
    with av.open(file) as container:
        for packet in container.demux(video=0):
            if packet.size:
                yield bytes(packet), packet.is_keyframe


def _sound(part: Part, coding: Coding) -> Sound:
    """Of one of the two channels, which say the same."""
    with av.open(part.file) as container:
        samples = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    whole = np.zeros(part.frames * RATE // coding.fps, np.float32)
    whole[: len(samples)] = samples[: len(whole)]
    return Sound(whole)


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


def _pictures(stream: VideoStream, coding: Coding, frames: Iterable[tuple[bytes, bool]]) -> Iterator[Packet[Any]]:
    for number, (data, alone) in enumerate(frames):
        packet: Packet[Any] = Packet(data)
        packet.stream, packet.time_base = stream, coding.tick
        packet.pts = packet.dts = number
        packet.duration, packet.is_keyframe = 1, alone
        yield packet


def _heard(stream: AudioStream, sounds: Iterable[Sound]) -> Iterator[Packet[Any]]:
    """What the encoder puts before the sound is marked in the file as not to be heard."""
    clock = 0
    for sound in sounds:
        for start in range(0, len(sound.samples), _BLOCK):
            block = sound.samples[start : start + _BLOCK]
            frame = AudioFrame.from_ndarray(np.stack((block, block)), format="fltp", layout="stereo")
            frame.sample_rate, frame.time_base, frame.pts = RATE, _STEP, clock
            clock += len(block)
            yield from stream.encode(frame)
    yield from stream.encode(None)


def _chapters(parts: Sequence[Part], coding: Coding) -> Iterator[av.container.core.Chapter]:
    clock = 0
    for number, part in enumerate(parts):
        start, clock = clock, clock + part.frames
        metadata = {"title": part.title}
        yield {"id": number, "start": start, "end": clock, "time_base": coding.tick, "metadata": metadata}
