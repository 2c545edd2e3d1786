"""How folders and files are opened: no link leads out of where they must lie, and nothing but a file is read.

Each folder is opened from the one above it without following any link, so none can be put there meanwhile. Only where
there is a link the path is made real first, so one that stays inside is fine. Windows cannot open that way: there, all
paths are made real, and nothing is looked at after that.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

MOST = 256 * 1024 * 1024  # bytes of any file that is read whole; fonts of all that Unicode has are large

_ANCHORED = os.open in os.supports_dir_fd
_UNLINKED = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)
_FOLDER = _UNLINKED | getattr(os, "O_DIRECTORY", 0)
_FILE = _UNLINKED | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe would wait for its writer
_LINKED = (errno.ELOOP, errno.ENOTDIR)  # how systems refuse to follow a link
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EACCES)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Folder:
    """An open folder. A link in it is never followed. Methods raise OSError."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        self.path = path
        self._descriptor = descriptor

    def names(self) -> list[str]:
        with os.scandir(self.path if self._descriptor is None else self._descriptor) as found:
            return [one.name for one in found]

    def read(self, name: str, most: int = MOST) -> bytes:
        """The bytes of a file that has no more than `most`."""
        with ExitStack() as stack:
            descriptor = os.open(self._at(name), _FILE, dir_fd=self._descriptor)
            stack.callback(os.close, descriptor)
            _refuse(os.fstat(descriptor), most)
            return stack.enter_context(os.fdopen(descriptor, "rb", closefd=False)).read()

    def open(self, name: str) -> BinaryIO:
        """A file of any size, to be read."""
        descriptor = os.open(self._at(name), _FILE, dir_fd=self._descriptor)
        try:
            _refuse(os.fstat(descriptor), sys.maxsize)
            return os.fdopen(descriptor, "rb")
        except OSError:
            os.close(descriptor)
            raise

    def create(self, name: str) -> BinaryIO:
        """A new file, in place of what a writer that was killed has left under this name."""
        try:
            return self._create(name)
        except FileExistsError:
            self.remove(name)
            return self._create(name)

    def _create(self, name: str) -> BinaryIO:
        return os.fdopen(os.open(self._at(name), _NEW, 0o666, dir_fd=self._descriptor), "wb")

    def rename(self, name: str, to: str) -> None:
        """In place of what is called `to`."""
        ours = self._descriptor
        os.replace(self._at(name), self._at(to), src_dir_fd=ours, dst_dir_fd=ours)

    def link(self, name: str, to: str) -> None:
        """The file `name` also as `to`. Raises FileExistsError where there is something."""
        ours = self._descriptor
        os.link(self._at(name), self._at(to), src_dir_fd=ours, dst_dir_fd=ours, follow_symlinks=False)

    def link_into(self, other: Folder, name: str, to: str) -> bool:
        """The file `name` also as `to` in another folder; False where the disk has no links, or not between these."""
        try:
            os.link(
                self._at(name),
                other._at(to),
                src_dir_fd=self._descriptor,
                dst_dir_fd=other._descriptor,
                follow_symlinks=False,
            )
        except OSError as error:
            if error.errno in _NO_LINKS:
                return False
            raise
        return True

    def is_same(self, name: str, other: Folder, target: str) -> bool:
        """Whether a file is the very file `target` of another folder."""
        with suppress(OSError):
            return os.path.samestat(self._stat(name), other._stat(target))
        return False

    def _stat(self, name: str) -> os.stat_result:
        return os.stat(self._at(name), dir_fd=self._descriptor, follow_symlinks=False)

    def remove(self, name: str) -> bool:
        """A file or a link; whether it was there."""
        with suppress(FileNotFoundError):
            os.unlink(self._at(name), dir_fd=self._descriptor)
            return True
        return False

    def _at(self, name: str) -> str:
        return name if self._descriptor is not None else str(self.path / name)


@contextmanager
def opened(path: Path, root: Path | None = None, make: bool = False) -> Iterator[Folder]:
    """The folder at `path`, perhaps made for this. Raises OSError, also where it does not lie in `root`.

    Without a root the path is a person's own word, and leads where it leads.
    """
    if not _ANCHORED:
        real = _real(path)
        _parts(real, _real(root or path))
        if make:
            real.mkdir(parents=True, exist_ok=True)
        yield Folder(real, None)
        return
    descriptor = _descriptor(path, root or path, make)
    try:
        yield Folder(path, descriptor)
    finally:
        os.close(descriptor)


def _descriptor(path: Path, root: Path, make: bool) -> int:
    if path.is_relative_to(root) and ".." not in path.parts:
        try:
            return _walked(root, path.relative_to(root).parts, make)
        except OSError as error:
            if error.errno not in _LINKED:
                raise
    top = _real(root)
    return _walked(top, _parts(_real(path), top), make)


def _walked(top: Path, parts: Sequence[str], make: bool) -> int:
    descriptor = _top(top, make)
    for part in parts:
        try:
            below = _below(part, descriptor, make)
        finally:
            os.close(descriptor)
        descriptor = below
    return descriptor


def read(path: Path, root: Path | None = None, most: int = MOST) -> bytes:
    """The bytes of a file in `root`. Raises OSError, also where it is no file, or has more bytes than `most`.

    Without a root it is what a person named, which may also be a pipe.
    """
    if root is None:
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise _error(errno.EFBIG)
        return data
    if _ANCHORED:
        try:
            return _read(path, root, most)
        except OSError as error:
            if error.errno not in _LINKED:
                raise
    return _read(_real(path), root, most)


def _read(path: Path, root: Path, most: int) -> bytes:
    with opened(path.parent, root) as folder:
        return folder.read(path.name, most)


def open_file(path: Path, root: Path) -> BinaryIO:
    """A file of any size in `root`, to be read. Raises OSError, also where it is no file."""
    if _ANCHORED:
        try:
            return _open(path, root)
        except OSError as error:
            if error.errno not in _LINKED:
                raise
    return _open(_real(path), root)


def _open(path: Path, root: Path) -> BinaryIO:
    with opened(path.parent, root) as folder:
        return folder.open(path.name)


def prove(path: Path, root: Path) -> None:
    """Raises OSError where `path` is no file in `root`, which others will open."""
    real = _real(path)
    _parts(real, _real(root))
    _refuse(real.stat(), MOST)


def is_file(path: Path) -> bool:
    """Whether there is such a file. The path may be any text."""
    return os.path.isfile(path)  # noqa: PTH113 - that of Path raises where it may not look


def is_folder(path: Path) -> bool:
    """Whether there is such a folder."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


def is_text(name: str) -> bool:
    """Whether a name is one in UTF-8: on Linux, a file may be called by any bytes."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # `resolve` raises for links in a circle, in Python 3.11


def _parts(real: Path, top: Path) -> tuple[str, ...]:
    try:
        return real.relative_to(top).parts
    except ValueError:
        raise PermissionError(errno.EPERM, f"it leads out of `{top.name}`") from None


def _top(top: Path, make: bool) -> int:
    try:
        return os.open(top, _FOLDER)
    except FileNotFoundError:
        if not make:
            raise
        top.mkdir(parents=True, exist_ok=True)
        return os.open(top, _FOLDER)


def _below(part: str, above: int, make: bool) -> int:
    try:
        return os.open(part, _FOLDER, dir_fd=above)
    except FileNotFoundError:
        if not make:
            raise
        with suppress(FileExistsError):
            os.mkdir(part, dir_fd=above)
        return os.open(part, _FOLDER, dir_fd=above)


def _refuse(found: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise _error(errno.EISDIR)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no file, but a pipe or a device")
    if found.st_size > most:
        raise _error(errno.EFBIG)


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
