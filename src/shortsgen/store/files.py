"""Writing, and only here: each file whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shortsgen.problems import bad_input

_MARK = ".shortsgen-tmp"


def write(path: Path, data: bytes, durable: bool = True) -> bool:
    """Put `data` at `path`; False where it was there already.

    A reader sees the old file or the new one, never a part. `durable` also survives a power cut. Raises InputError.
    """
    try:
        if _holds(path, data):
            return False
        try:
            _replace(path, data, durable)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data, durable)
    except OSError as error:
        raise bad_input(f"cannot write {path.name}: {error.strerror}", f"in {path.parent}", code="file") from error
    return True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes, durable: bool) -> None:
    with _replacing(path) as temporary, temporary.open("wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` to be filled, which then takes its place."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_MARK}")
    try:
        yield temporary
        temporary.replace(path)
    except BaseException:  # an interrupt too leaves nothing behind
        temporary.unlink(missing_ok=True)
        raise


def adopt(path: Path, file: Path) -> None:
    """Move a finished `file` to `path`. A reader sees the old one or the new one, never a part. Raises InputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(path) as temporary:
            shutil.move(file, temporary)  # a copy, where it comes from another disk
    except OSError as error:
        raise bad_input(f"cannot write {path.name}: {error.strerror}", f"in {path.parent}", code="file") from error


def sweep(folder: Path) -> None:
    """Remove what writers that were killed have left in `folder`."""
    for stray in folder.glob(f".*{_MARK}"):
        stray.unlink(missing_ok=True)
