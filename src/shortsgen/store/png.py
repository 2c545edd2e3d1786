"""What must be known of a PNG file to place it and to draw it. https://www.w3.org/TR/png/, §5, §7, §10, §11."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import islice

MARK = b"\x89PNG\r\n\x1a\n"
_HEAD = b"\0\0\0\rIHDR"  # the first chunk, always: 13 bytes that begin with the size
MOST_PIXELS = 32_000_000  # of what a stranger has drawn; whoever shows it unpacks them all, in 200 MB
_CHUNKS = re.compile(rb"IHDR(pHYs|tEXt)*(IDAT)+IEND")
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # of a pixel, by the type of its colour
_FILTERS = bytes(range(5))
_MOST_CHUNKS = 4096  # of a whole one; writers put several KiB into each
_MOST_NOTES = 16  # chunks that are looked at for a text that stands before the picture
_SIZE = re.compile(r"[1-9][0-9]{0,3}\.[0-9]")
_STEP = 1 << 20  # bytes that are unpacked at a time


def is_png(data: bytes) -> bool:
    """Whether these bytes begin as a PNG file with its size does."""
    return data.startswith(MARK + _HEAD) and len(data) >= 24


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def pixels(data: bytes) -> int:
    """How many there are; 0 in what is no PNG."""
    width, height = size(data) if is_png(data) else (0, 0)
    return width * height


def style(png: bytes) -> str:
    """In which style a figure says that it was drawn; "" where it does not."""
    return _note(png, b"Style")


def smallest_text(png: bytes) -> float | None:
    """How many px of the picture the smallest text of a figure has, as it says; None where it does not."""
    found = _note(png, b"Smallest text")
    return float(found) if _SIZE.fullmatch(found) else None


def _note(png: bytes, name: bytes) -> str:
    """A text in a file that may come from anybody."""
    try:
        for kind, content in islice(_chunks(png), _MOST_NOTES):
            if kind == b"tEXt" and content.startswith(name + b"\0"):
                return content[len(name) + 1 :].decode("ascii")
    except (struct.error, ValueError):
        pass
    return ""


def is_whole(data: bytes) -> bool:
    """Whether these bytes are a PNG all through, and one such as matplotlib writes: 8 bits a channel, no palette, not
    interlaced, nothing beside the picture that would have to be unpacked. It takes time with its pixels, but no memory.
    """
    try:
        chunks = list(islice(_chunks(data), _MOST_CHUNKS))
    except (struct.error, ValueError):
        return False
    if not is_png(data) or not _CHUNKS.fullmatch(b"".join(kind for kind, _ in chunks)):
        return False
    width, height, depth, color, *methods = struct.unpack(">IIBBBBB", chunks[0][1])
    if not (width and height and depth == 8 and color in _CHANNELS and methods == [0, 0, 0]):
        return False
    packed = b"".join(content for kind, content in chunks if kind == b"IDAT")
    return _fills(packed, 1 + width * _CHANNELS[color], height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Their kinds and what they hold. Raises ValueError or struct.error where one of them is damaged."""
    place = len(MARK)
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        content = data[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, place + 8 + length)
        if zlib.crc32(content, zlib.crc32(kind)) != checksum:
            raise ValueError(kind)
        yield kind, content
        place += 12 + length


def _fills(packed: bytes, width: int, height: int) -> bool:
    """Whether that unpacks to so many rows of `width` bytes, of which the first names a filter, and to no more."""
    unpacker, done = zlib.decompressobj(), 0
    try:
        while done <= width * height and (rows := unpacker.decompress(packed, _STEP)):
            if rows[-done % width :: width].strip(_FILTERS):
                return False
            done += len(rows)
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return done == width * height and unpacker.eof and not unpacker.unused_data
