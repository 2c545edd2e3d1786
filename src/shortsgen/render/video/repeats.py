"""Frames that repeat the one before them, at the cost of some bytes, without encoding.

In such a frame every macroblock is skipped: it is what stands at its place in the frame before (H.264, 7.3.4 and
8.4.1.1). x264 would look at each of its pixels, in 5 to 10 ms, and often change a few. It never hears of them: it is
given only frames that differ, and all are numbered here as they stand in the video. Section numbers are those of
https://www.itu.int/rec/T-REC-H.264.
"""

from __future__ import annotations

from functools import lru_cache

from av import Packet
from av.video.stream import VideoStream

from shortsgen.render.video.coding import Coding
from shortsgen.render.video.planes import Canvas

# A frame that refers to the one before begins with a start code, the type of its unit (7.3.1) and a header (7.3.3):
# first macroblock 0, all slices predicted, parameter set 0, all three in seven bits; then `frame_num` in four, as the
# fewest that there may be (7.4.2.1.1) are enough for one frame of reference.
_START = b"\0\0\0\1"
_HEADER, _HEADER_BITS = 0b1_00110_1_0, 0b1111111_0
_NUMBERS = 16


def numbered(frame: bytes, number: int) -> bytes:
    """An encoded frame with its `number` in its segment, which the first has none of. Raises ValueError for what x264
    would not have written."""
    if not is_predicted(frame):
        raise ValueError(frame[:8].hex())
    number %= _NUMBERS
    head, tail = frame[5] & _HEADER_BITS | number >> 3, frame[6] & 0b11111 | (number & 0b111) << 5
    return frame[:5] + bytes((head, tail)) + frame[7:]


def is_predicted(frame: bytes) -> bool:
    """Whether its header is that of a frame that refers to the one before it, in one slice."""
    return frame[:4] == _START and frame[4] & 0x1F == 1 and frame[5] & _HEADER_BITS == _HEADER


@lru_cache
def repeat(coding: Coding) -> bytes:
    """A frame like the one before it, as x264 itself writes it where nothing but black follows black."""
    canvas, context = Canvas(coding.width, coding.height), coding.start()
    packets: list[Packet[VideoStream]] = []
    for time in range(2):
        canvas.frame.pts = time
        packets += context.encode(canvas.frame)
    packets += context.encode(None)
    same = bytes(packets[1])
    if numbered(same, 1) != same:  # it was the second frame
        raise ValueError(same.hex())
    return same
