"""What goes to workers and comes back: a head of plain values and blobs, in bytes that are proved to be whole.

No pickles: who reads a parcel executes nothing that stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

_MARK = b"shortsgen parcel 1\n"
_DIGEST, _LENGTH = 32, 8  # bytes
_START = len(_MARK) + _DIGEST + _LENGTH

Blob = bytes | memoryview


class Damaged(ValueError):  # noqa: N818 - what it is, as elsewhere here
    """Bytes that are no parcel, or not all of one."""


def packed(head: Mapping[str, Any], blobs: Sequence[Blob] = ()) -> bytes:
    """The head goes as JSON, and each blob as it is."""
    text = json.dumps({"head": head, "blobs": [len(blob) for blob in blobs]}).encode()
    body = [len(text).to_bytes(_LENGTH), text, *blobs]
    return b"".join((_MARK, _digest(body), *body))


def unpacked(data: Blob) -> tuple[Any, tuple[memoryview, ...]]:
    """The head and the blobs, which are parts of `data`. Raises Damaged."""
    view = memoryview(data)
    before = len(_MARK) + _DIGEST
    if view[: len(_MARK)] != _MARK or view[len(_MARK) : before] != _digest([view[before:]]):
        raise Damaged("it is no parcel, or a part of it is missing")
    end = _START + int.from_bytes(view[before:_START])
    said = json.loads(bytes(view[_START:end]))
    blobs = []
    for length in said["blobs"]:
        blobs.append(view[end : end + length])
        end += length
    return said["head"], tuple(blobs)


def _digest(parts: Sequence[Blob]) -> bytes:
    digest = sha256()  # which processors have an instruction for
    for part in parts:
        digest.update(part)
    return digest.digest()
