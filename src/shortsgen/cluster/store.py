"""`--store`: where large files lie between machines: by their hashes, in a shared folder or at a URL of fsspec.

Each command has a new folder of its own in it, which nobody else uses, and which goes when the command ends. So none
has to know what another one still needs. What is read is checked to be what was put, and is never executed.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from shortsgen.cluster.places import Place, at
from shortsgen.problems import InputError, bad_input

LARGE = 2**20  # bytes: a network gives so many in 10 ms, which a bucket takes to answer; less is better in a parcel
_STEP = 2**20
_URL = re.compile(r"[a-z][a-z0-9+.-]+://[^\s@?#]*[^\s@?#/]/*")
_ANY_URL = re.compile(r"[a-z0-9+.-]+:{1,2}[a-z0-9+.-]*:?//", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{64}")
_HINT = "a folder that all machines see under this path, or a URL of fsspec such as `s3://bucket/folder`"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in a store: the hash of its bytes, which is its name, and how many there are."""

    name: str
    length: int


@dataclass(frozen=True, slots=True)
class Store:
    """Files by their hashes at one place. All of it raises InputError where that place does not give or take them."""

    place: str

    @classmethod
    def parse(cls, word: str) -> Store:
        """A new one, in what a person named."""
        if _ANY_URL.match(word):
            if not _URL.fullmatch(word):
                hint = "without a name, a password or a query: fsspec takes what it needs from its configuration"
                raise bad_input("expected the URL of a folder", hint)  # not shown: it may have a password
            above = word.rstrip("/")
        else:
            if not word or not os.path.isdir(word):  # noqa: PTH112 - that of Path raises where it may not look
                raise bad_input(f"there is no folder `{word}` for large files", _HINT)
            above = str(Path(word).resolve())
        return cls(f"{above}/shortsgen-{secrets.token_hex(8)}")

    def of(self, number: int) -> Store:
        """That of one batch."""
        return Store(f"{self.place}/{number}")

    @contextmanager
    def used(self) -> Iterator[None]:
        """It is there in here, and gone after."""
        self.begin()
        try:
            yield
        finally:
            self.clear()

    def begin(self) -> None:
        """Have a place, in one that is there."""
        with _told("write to"):
            self._at().make()

    def clear(self) -> None:
        """All goes, and the place. What cannot go stays: nobody reads it any more."""
        with suppress(Exception):
            self._at().clear()

    def put(self, file: BinaryIO) -> Stored:
        """A reader finds all of it or nothing."""
        with _told("write to"):
            stored = _stored(file)
            file.seek(0)
            self._at().write(stored.name, file)
        return stored

    def fetch(self, stored: Stored, file: Path) -> None:
        """Into a new file. What was damaged leaves none."""
        if not _HASH.fullmatch(stored.name):  # it may come from anybody, and lead anywhere
            raise _damaged()
        try:
            with _told("fetch from"), self._at().open(stored.name) as source, file.open("xb") as target:
                found = _stored(source, target, stored.length)
            if found != stored:
                raise _damaged()
        except BaseException:  # an interrupt too leaves nothing half-fetched
            file.unlink(missing_ok=True)
            raise

    def _at(self) -> Place:
        return at(self.place)


def _stored(source: BinaryIO, target: BinaryIO | None = None, most: int | None = None) -> Stored:
    """What is in `source`, written to `target` on the way; no more than a little over `most`."""
    digest, length = sha256(), 0
    while (most is None or length <= most) and (part := source.read(_STEP)):
        digest.update(part)
        length += len(part)
        if target:
            target.write(part)
    return Stored(digest.hexdigest(), length)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Whatever stores raise, without the words of their libraries, in which anything may stand."""
    try:
        yield
    except InputError:
        raise
    except ImportError as error:
        raise _problem(f"cannot {what} the store: {error}", "install that on all machines") from None
    except Exception as error:
        reason = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        hint = "all machines have to see it under the same path, and may write there"
        raise _problem(f"cannot {what} the store: {reason}", hint) from None


def _problem(message: str, hint: str) -> InputError:
    return bad_input(message, hint, code="store")


def _damaged() -> InputError:
    return _problem("a file in the store is not what was put there", "who else writes to it? Run it again")
