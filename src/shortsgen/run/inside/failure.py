"""An exception of a snippet -> what is told of it: its type, its message, its line in a part, its traceback."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import traceback
from collections.abc import Collection

from shortsgen.run.frames import Error

_NAME = 1_000  # bytes of it in a frame
_LONGEST = 20_000  # of a message or a traceback; nobody reads more
_WIDEST = 12  # of one character: JSON writes it as two escapes
_MEMORY_MARKS = ("DefaultCPUAllocator: can't allocate memory", "DefaultCPUAllocator: not enough memory")

_SUGGESTION = re.compile(r"\. Did you mean: '[^']+'\?\n\Z")


def is_out_of_memory(error: BaseException) -> bool:
    """torch says so with a RuntimeError of its own, not with MemoryError."""
    if isinstance(error, MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(mark in _message(error) for mark in _MEMORY_MARKS)


def describe(error: BaseException, parts: Collection[str]) -> Error:
    """The error as plain data, placed in one of these `parts`. Survives an exception whose `__str__` raises."""
    name = cut(type(error).__qualname__, _NAME)
    return Error(name, cut(_message(error)), *_place(error, parts), cut(_traceback(error, parts)))


def cut(text: str, longest: int = _LONGEST) -> str:
    """As much of a text as a report has room for."""
    text = text[:longest]
    return text if len(json.dumps(text)) <= longest else text[: longest // _WIDEST]


def _message(error: BaseException) -> str:
    try:
        if isinstance(error, SyntaxError):
            return str(error.msg)
        return str(error)
    except Exception:
        return "<its __str__ raised>"


def _place(error: BaseException, parts: Collection[str]) -> tuple[str, int, int]:
    """The name of a part, and line and column there."""
    if isinstance(error, SyntaxError) and error.filename in parts:
        return str(error.filename), error.lineno or 0, error.offset or 0
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in parts]
    if not frames:
        return "", 0, 0
    return frames[-1].filename, frames[-1].lineno or 0, (frames[-1].colno or 0) + 1


def _traceback(error: BaseException, parts: Collection[str]) -> str:
    """As Python prints it, from the first line of a part on."""
    try:
        report = traceback.TracebackException.from_exception(error)
        frames = list(report.stack)
        ours = next((at for at, frame in enumerate(frames) if frame.filename in parts), len(frames))
        report.stack[:] = frames[ours:]
        return _with_suggestion("".join(report.format()), error)
    except Exception:
        return ""


def _with_suggestion(text: str, error: BaseException) -> str:
    """For a mistyped name Python suggests another; before 3.12 `traceback` leaves out what Python itself prints."""
    if not isinstance(error, AttributeError | NameError):
        return text
    with contextlib.redirect_stderr(io.StringIO()) as printed:
        sys.__excepthook__(type(error), error, error.__traceback__)
    found = _SUGGESTION.search(printed.getvalue())
    return text if found is None or text.endswith(found[0]) else text.removesuffix("\n") + found[0]
