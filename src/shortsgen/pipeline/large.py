"""What goes by a store, and what in a parcel."""

from __future__ import annotations

from io import SEEK_END, BytesIO
from typing import BinaryIO

from shortsgen.cluster.parcel import Blob
from shortsgen.cluster.store import LARGE, Store, Stored
from shortsgen.problems import bad_input
from shortsgen.store.folder import MOST


def sent(file: BinaryIO, path: str, store: Store | None) -> Blob | Stored:
    """A file that people know as `path`, as it is sent. Raises InputError."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    if store and size >= LARGE:
        return store.put(file)
    if size > MOST:
        hint = "name a folder that all machines see: `--store FOLDER`"
        raise bad_input(f"{path} is too large for a parcel: {size >> 20} MiB", hint, code="store")
    return file.read()


def sent_bytes(data: bytes, store: Store | None) -> Blob | Stored:
    """The same of what is in memory."""
    return store.put(BytesIO(data)) if store and len(data) >= LARGE else data
