"""A scene, encoded: a piece of video that stands alone, and is used again while what it is made from is the same."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from av import Packet
from av.video.stream import VideoStream

from shortsgen import __version__
from shortsgen.render.video.coding import VERSION, Coding
from shortsgen.render.video.planes import Canvas
from shortsgen.render.video.repeats import numbered, repeat
from shortsgen.render.video.scene import Scene
from shortsgen.store.build import identity

_HEAD = struct.Struct("<II")  # how many frames, and how many of them are encoded
_ENTRY = struct.Struct("<II")  # the number of a frame, and its bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """So many `frames`, of which those that differ from the one before are `encoded`, with their numbers from 0."""

    frames: int
    encoded: tuple[tuple[int, bytes], ...] = field(repr=False)

    def packets(self, coding: Coding) -> Iterator[bytes]:
        """Each frame in order. The first refers to none before it, so segments can follow each other as they like."""
        same, encoded = repeat(coding), dict(self.encoded)
        yield encoded[0]
        for number in range(1, self.frames):
            yield numbered(encoded.get(number, same), number)

    def lasting(self, frames: int) -> Segment:
        """The same for a frame more or less, in which nothing changes."""
        return replace(self, frames=frames, encoded=tuple(one for one in self.encoded if one[0] < frames))

    def packed(self) -> bytes:
        parts = [_HEAD.pack(self.frames, len(self.encoded))]
        for number, data in self.encoded:
            parts += _ENTRY.pack(number, len(data)), data
        return b"".join(parts)


def unpacked(data: bytes) -> Segment:
    """What `packed` made."""
    frames, count = _HEAD.unpack_from(data)
    place, encoded = _HEAD.size, []
    for _ in range(count):
        number, size = _ENTRY.unpack_from(data, place)
        place += _ENTRY.size
        encoded.append((number, data[place : place + size]))
        place += size
    return Segment(frames, tuple(encoded))


def key(scene: Scene, coding: Coding) -> str:
    """Equal only where the same bytes would come out, but for frames at the end in which nothing changes."""
    return identity("segment", __version__, VERSION, scene.key, coding)


def encode(scene: Scene, coding: Coding) -> Segment:
    """Encode what changes. x264 lets other threads go on meanwhile."""
    canvas, context = Canvas(coding.width, coding.height), coding.start()
    numbers: list[int] = []
    packets: list[Packet[VideoStream]] = []
    for number, patches in enumerate(scene.patches()):
        for patch in patches:
            canvas.paint(patch)
        if patches:
            canvas.frame.pts = len(numbers)
            packets += context.encode(canvas.frame)
            numbers.append(number)
    packets += context.encode(None)
    return Segment(scene.frames, tuple(zip(numbers, map(bytes, packets), strict=True)))
