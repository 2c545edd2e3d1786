"""What must be known of a PNG file to place it: that it is one, and its size. https://www.w3.org/TR/png/, §5, §11."""

from __future__ import annotations

from struct import unpack

MARK = b"\x89PNG\r\n\x1a\n"
_HEAD = b"\0\0\0\rIHDR"  # the first chunk, always: 13 bytes that begin with the size


def is_png(data: bytes) -> bool:
    """Whether these bytes begin as a PNG file with its size does."""
    return data.startswith(MARK + _HEAD) and len(data) >= 24


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = unpack(">II", png[16:24])
    return width, height
