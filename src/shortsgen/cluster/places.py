"""What a store lies in: a folder of this machine's, or what fsspec reaches. They know names and bytes, no hashes."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast


class Place(Protocol):
    """Where files lie by their names. Raises whatever is wrong there."""

    def make(self) -> None:
        """Only itself, and not what it lies in. It may be there."""

    def write(self, name: str, source: BinaryIO) -> None:
        """Several may write the same at once."""

    def open(self, name: str) -> BinaryIO:
        """To be read."""

    def clear(self) -> None:
        """Remove it with all that is in it."""


def at(place: str) -> Place:
    """That of a path or a URL."""
    return Address(place) if "://" in place else Folder(Path(place))


class Folder:
    """On a disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def make(self) -> None:
        self._path.mkdir(exist_ok=True)

    def write(self, name: str, source: BinaryIO) -> None:
        temporary = self._path / f".{name}.{secrets.token_hex(8)}"  # no two machines have the same
        try:
            with temporary.open("xb") as file:
                shutil.copyfileobj(source, file)
            temporary.replace(self._path / name)
        except BaseException:  # an interrupt too leaves nothing half-written
            temporary.unlink(missing_ok=True)
            raise

    def open(self, name: str) -> BinaryIO:
        return (self._path / name).open("rb")

    def clear(self) -> None:
        shutil.rmtree(self._path)


class Address:
    """What fsspec reaches. Files are written where they are read, since buckets rename none; nobody is told of one
    before it is whole."""

    def __init__(self, url: str) -> None:
        from fsspec import available_protocols, url_to_fs  # only who names one waits for it

        if (scheme := url.partition("://")[0]) not in available_protocols():
            raise ImportError(f"fsspec knows no `{scheme}://`")
        self._files, self._path = cast("tuple[Any, str]", url_to_fs(url))

    def make(self) -> None:
        with suppress(FileExistsError):
            self._files.mkdir(self._path, create_parents=False)

    def write(self, name: str, source: BinaryIO) -> None:
        with self._files.open(f"{self._path}/{name}", "wb") as file:
            shutil.copyfileobj(source, file)

    def open(self, name: str) -> BinaryIO:
        return cast("BinaryIO", self._files.open(f"{self._path}/{name}", "rb"))

    def clear(self) -> None:
        self._files.invalidate_cache()  # others have written there
        self._files.rm(self._path, recursive=True)
