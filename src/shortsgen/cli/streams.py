"""Standard output and standard error as they come: open, closed, on a full disk, or in the log of a CI system."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from shortsgen.problems import bad_input

_CI = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
# What a line of a log commands: `::error::` where it begins, `##[error]` and `##vso[...]` anywhere.
_COMMAND = re.compile(r"^(?:\s|\x1b\[[\d;]*m)*:(?=:)|#(?=#\w*\[)", re.MULTILINE)


@contextmanager
def guarded() -> Iterator[None]:
    """While it is open, output that cannot be written raises InputError, and standard error never fails.

    A pipe that nobody reads any more stays a BrokenPipeError.
    """
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = sys.stdin or _closed("r")  # in this order, so that each takes its own descriptor
    out, err = sys.stdout or _closed("w"), sys.stderr or _closed("w")
    sys.stdout, sys.stderr = _guarded(out, _tell), _guarded(err, _forget)
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _closed(mode: str) -> TextIO:
    """A stream that cannot be written. The number of a closed one would be given to the next file that is opened."""
    return cast(TextIO, os.fdopen(os.open(os.devnull, os.O_RDONLY), mode))


def _tell(stream: TextIO, error: OSError) -> None:
    if isinstance(error, BrokenPipeError):
        raise error
    _forget(stream, error)
    why = "it is closed" if error.errno == errno.EBADF else (error.strerror or str(error)).lower()
    raise bad_input(f"cannot write to standard output: {why}", code="file") from None


def _forget(stream: TextIO, _error: OSError) -> None:
    """Drop what waits to be written, or it would fail again when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def in_log_of_ci(stream: TextIO) -> TextIO:
    """`stream`; where a CI system reads the log, one in which no text is a command to it."""
    return cast(TextIO, _Log(stream)) if any(map(os.environ.get, _CI)) else stream


class _Log:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(_COMMAND.sub(r"\g<0> ", text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Guarded:
    """A stream of which `failed` hears when it cannot be written."""

    def __init__(self, stream: TextIO, failed: Callable[[TextIO, OSError], None]) -> None:
        self._stream = stream
        self._failed = failed

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError as error:
            self._failed(self._stream, error)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._failed(self._stream, error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _guarded(stream: TextIO, failed: Callable[[TextIO, OSError], None]) -> TextIO:
    return cast(TextIO, _Guarded(stream, failed))
