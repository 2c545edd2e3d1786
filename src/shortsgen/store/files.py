"""Writing, and only here: each file whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shortsgen.problems import InputError, bad_input
from shortsgen.store.folder import Folder, opened

_MARK = ".shortsgen-tmp"


def write(path: Path, data: bytes, durable: bool = True, root: Path | None = None) -> bool:
    """Put `data` at `path`; False where it was there already.

    A reader sees the old file or the new one, never a part. `durable` also survives a power cut. Raises InputError,
    also where the folder of `path` does not lie in `root`.
    """
    try:
        with opened(path.parent, root, make=True) as folder:
            if _holds(folder, path.name, data):
                return False
            _replace(folder, path.name, data, durable)
    except OSError as error:
        raise _cannot_write(path, error) from error
    return True


def add(path: Path, data: bytes) -> bool:
    """Put `data` at `path` where there is nothing; what is there stays, as who has it open knows it. Raises InputError,
    also where the disk has no links."""
    try:
        with opened(path.parent, make=True) as folder, _temporary(folder, path.name) as temporary:
            _fill(folder, temporary, data)
            folder.link(temporary, path.name)
            folder.remove(temporary)
    except FileExistsError:
        return False
    except OSError as error:
        raise _cannot_write(path, error) from error
    return True


def _holds(folder: Folder, name: str, data: bytes) -> bool:
    with suppress(OSError):
        return folder.read(name, len(data)) == data
    return False


def _replace(folder: Folder, name: str, data: bytes, durable: bool) -> None:
    with _temporary(folder, name) as temporary:
        _fill(folder, temporary, data, durable)
        folder.rename(temporary, name)


def _fill(folder: Folder, name: str, data: bytes, durable: bool = False) -> None:
    with folder.create(name) as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def _temporary(folder: Folder, name: str) -> Iterator[str]:
    """The name of a file beside `name`, to be filled and put there."""
    temporary = f".{name}.{os.getpid()}{_MARK}"
    try:
        yield temporary
    except BaseException:  # an interrupt too leaves nothing behind
        folder.remove(temporary)
        raise


def adopt(path: Path, file: Path, root: Path | None = None) -> None:
    """Move a finished `file` to `path`. A reader sees the old one or the new one, never a part. Raises InputError."""
    try:
        with opened(path.parent, root, make=True) as folder, _temporary(folder, path.name) as temporary:
            folder.remove(temporary)
            shutil.move(file, folder.path / temporary)  # a copy, where it comes from another disk
            folder.rename(temporary, path.name)
    except OSError as error:
        raise _cannot_write(path, error) from error


def link(path: Path, target: Path, root: Path | None = None) -> bool:
    """Have the file `target` at `path` too, as one file or, where the disk cannot, as a copy; False where it was there
    already. Raises InputError."""
    try:
        with opened(target.parent, root) as source, opened(path.parent, root, make=True) as folder:
            if folder.is_same(path.name, source, target.name):
                return False
            with _temporary(folder, path.name) as temporary:
                folder.remove(temporary)
                if not source.link_into(folder, target.name, temporary):
                    _copy(source, target.name, folder, temporary)
                folder.rename(temporary, path.name)
    except OSError as error:
        raise _cannot_write(path, error) from error
    return True


def _copy(source: Folder, name: str, folder: Folder, to: str) -> None:
    with source.open(name) as file, folder.create(to) as copy:
        shutil.copyfileobj(file, copy)


def _cannot_write(path: Path, error: OSError) -> InputError:
    return bad_input(f"cannot write {path.name}: {error.strerror}", f"in {path.parent}", code="file")


def sweep(folder: Path, root: Path | None = None, name: str = "") -> None:
    """Remove what writers that were killed have left in `folder`: of the file `name`, or of all."""
    with suppress(OSError), opened(folder, root) as place:
        for stray in filter(_is_stray, place.names()):
            if stray.startswith(f".{name}"):
                place.remove(stray)


def sweep_all(folder: Path, root: Path | None = None) -> None:
    """The same in `folder` and in all below it."""
    for place, _, names in os.walk(folder):
        if any(map(_is_stray, names)):
            sweep(Path(place), root)


def _is_stray(name: str) -> bool:
    return name.startswith(".") and name.endswith(_MARK)


def remove(path: Path, root: Path | None = None) -> bool:
    """Remove a file, or a link, that lies in `root`; whether it was there. What is no file of ours stays."""
    with suppress(OSError, ValueError), opened(path.parent, root) as folder:
        return folder.remove(path.name)
    return False
