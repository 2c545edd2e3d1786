"""The frames between runner, server and children: four bytes of length, then a JSON object. Standard library only."""

from __future__ import annotations

import json
from typing import Any

Frame = dict[str, Any]

_HEADER = 4
MAX_FRAME = 64 * 1024 * 1024  # a report with figures; more is not ours


class WireError(Exception):
    """What arrived is not a frame."""


def encode(frame: Frame) -> bytes:
    """The bytes of one frame."""
    body = json.dumps(frame, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return len(body).to_bytes(_HEADER, "big") + body


class Decoder:
    """Turns bytes, in whatever pieces they arrive, into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that `data` completes. Raises WireError where the bytes are no frames."""
        self._buffer += data
        frames = []
        while (size := self._size()) is not None and len(self._buffer) >= _HEADER + size:
            frames.append(_object(bytes(self._buffer[_HEADER : _HEADER + size])))
            del self._buffer[: _HEADER + size]
        return frames

    def _size(self) -> int | None:
        if len(self._buffer) < _HEADER:
            return None
        size = int.from_bytes(self._buffer[:_HEADER], "big")
        if size > MAX_FRAME:
            raise WireError(f"a frame of {size} bytes")
        return size


def _object(body: bytes) -> Frame:
    try:
        frame = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WireError("a frame that is no JSON") from error
    if not isinstance(frame, dict):
        raise WireError("a frame that is no object")
    return frame
