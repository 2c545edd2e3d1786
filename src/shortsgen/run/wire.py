"""Frames as bytes: the lengths of two parts, a JSON object, and the bytes that it names only by their lengths.

What arrives may come from a snippet, so reading is strict: a frame is one of the records that are expected, with all of
its fields and no others, each of its type, and within the limits. Standard library only.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

_LENGTHS = struct.Struct("!II")
_KIB, _MIB = 1024, 1024 * 1024
_LARGEST = 2**63  # of a number

F = TypeVar("F")


class WireError(Exception):
    """What arrived is not a frame."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes of the two parts of a frame."""

    head: int
    body: int


COMMAND = Limits(64 * _MIB, 64 * _MIB)  # of our own
EVENT = Limits(64 * _KIB, 0)
REPORT = Limits(64 * _KIB, 64 * _MIB)  # with figures


def encode(frame: object) -> bytes:
    """The bytes of one frame."""
    body: list[bytes] = []

    def plain(value: Any) -> Any:
        if isinstance(value, bytes):
            body.append(value)
            return len(value)
        return {"kind": type(value).__name__} | {name: getattr(value, name) for name in value.__dataclass_fields__}

    head = json.dumps(frame, default=plain, allow_nan=False, separators=(",", ":")).encode("ascii")
    behind = b"".join(body)
    return _LENGTHS.pack(len(head), len(behind)) + head + behind


class Decoder(Generic[F]):
    """Turns bytes, in whatever pieces they arrive, into frames of some kinds. Once they were wrong, they stay so."""

    def __init__(self, kinds: Any, limits: Limits) -> None:
        self._kinds = kinds
        self._limits = limits
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[F]:
        """The frames that `data` completes. Raises WireError where the bytes are no frames."""
        self._buffer += data
        found: list[F] = []
        while (frame := self._next()) is not None:
            found.append(frame)
        return found

    def _next(self) -> F | None:
        """The first frame, where all of it has arrived."""
        if len(self._buffer) < _LENGTHS.size:
            return None
        head, body = _LENGTHS.unpack_from(self._buffer)
        if head > self._limits.head or body > self._limits.body:
            raise WireError(f"a frame of {head} and {body} bytes")
        middle = _LENGTHS.size + head
        if len(self._buffer) < middle + body:
            return None
        reader = _Reader(bytes(self._buffer[middle : middle + body]))
        frame: F = reader.frame(self._kinds, bytes(self._buffer[_LENGTHS.size : middle]))
        del self._buffer[: middle + body]
        return frame


class _Reader:
    """JSON to records, with the bytes that stand behind it."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._taken = 0

    def frame(self, kinds: Any, head: bytes) -> Any:
        try:
            value = json.loads(head, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise WireError("a frame that is no JSON") from error
        frame = self._value(kinds, value)
        if self._taken != len(self._body):
            raise WireError("a frame with bytes that it does not name")
        return frame

    def _value(self, kind: Any, value: Any) -> Any:
        if get_origin(kind) is tuple and isinstance(value, list):
            return tuple(self._value(get_args(kind)[0], one) for one in value)
        if kind is bytes:
            return self._bytes(value)
        if kind is float and type(value) in (int, float) and abs(value) < _LARGEST:
            return float(value)
        if kind in (str, bool, int) and type(value) is kind and not (kind is int and abs(value) >= _LARGEST):
            return value
        if get_args(kind)[1:] == (NoneType,):
            return None if value is None else self._value(get_args(kind)[0], value)
        return self._record(get_args(kind) if isinstance(kind, UnionType) else (kind,), value)

    def _bytes(self, size: Any) -> bytes:
        if type(size) is not int or not 0 <= size <= len(self._body) - self._taken:
            raise WireError("a frame without the bytes that it names")
        self._taken += size
        return self._body[self._taken - size : self._taken]

    def _record(self, kinds: tuple[Any, ...], value: Any) -> Any:
        """One of some records."""
        name = value.pop("kind", None) if isinstance(value, dict) else None
        for kind in kinds:
            fields = _fields(kind)
            if name == kind.__name__ and value.keys() == fields.keys():
                return kind(*(self._value(fields[field], value[field]) for field in fields))
        raise WireError(f"a frame without one of {', '.join(kind.__name__ for kind in kinds)} where it must be")


@cache
def _fields(kind: type) -> dict[str, Any]:
    """The types of a record's fields, in their order."""
    return get_type_hints(kind) if is_dataclass(kind) else {}


def _refuse(name: str) -> None:
    raise ValueError(name)
