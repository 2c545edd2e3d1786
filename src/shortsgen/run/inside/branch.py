"""A server that is further along: forked from another one, it has imported more, or executed what snippets need.

What was executed must not be seen in the outcomes: they have to be as if each snippet had executed it by itself. So
whatever its forks would share with each other makes a branch unfit, and its snippets are executed the plain way.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import mmap
import os
import random
import tempfile
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from shortsgen.run.frames import Assignment
from shortsgen.run.inside import child, sandbox
from shortsgen.run.inside.allowance import Allowance, allowance

_DESCRIPTORS = 512
_HELD = 200_000  # objects that are looked through; code that made more is executed the plain way


class Dependent(Exception):  # noqa: N818 - told to the runner, which does without
    """Why the forks of this process would not be independent."""


class Growing:
    """Whether a branch still grows, which its server sees as well: true until it ends."""

    def __init__(self) -> None:
        self._ended = mmap.mmap(-1, 1)  # shared after a fork

    def __bool__(self) -> bool:
        return not self._ended[0]

    def end(self) -> None:
        """Of the branch: it has grown."""
        self._ended[0] = 1


def import_modules(names: Iterable[str]) -> tuple[str, ...]:
    """Import what children turned out to import late; returns what is there, and told nothing as it was imported.
    A warning is told once: who finds the module imported already would not see it."""
    gc.disable()
    silent = tuple(name for name in names if _import_in_silence(name))
    gc.freeze()
    return silent


def _import_in_silence(name: str) -> bool:
    """A child named the module, so it may be any part of torch."""
    with tempfile.TemporaryFile() as heard:
        with _written_to(heard.fileno()):
            try:
                exec(f"import {name}", {"__name__": "__main__"})  # some warnings are only for who is called so
            except Exception:
                return False
        return os.fstat(heard.fileno()).st_size == 0


@contextlib.contextmanager
def _written_to(descriptor: int) -> Iterator[None]:
    """What this process writes to its output and its errors goes there instead."""
    kept = os.dup(1), os.dup(2)
    child.redirect(os.dup(descriptor), 1, 2)
    try:
        yield
    finally:
        child.flush()
        for before, target in zip(kept, (1, 2), strict=True):
            child.redirect(before, target)


def execute_needs(assignment: Assignment) -> child.Growth:
    """Execute the hidden parts, in a process that has settled; returns what its snippets go on with.

    Raises Dependent, or what the parts raise.
    """
    before = _descriptors()
    gc.freeze()
    namespace = child.execute_hidden(assignment.task, assignment.task.hidden)
    if _descriptors() != before:
        raise Dependent("it opened a file or a socket")
    if os.listdir(assignment.folder):  # noqa: PTH208
        raise Dependent("it wrote files")
    if _holds(assignment.folder):
        raise Dependent("it knows its folder")
    return child.Growth(namespace, random.getstate())


def check_alone(granted: Allowance) -> None:
    """Raises Dependent where a fork would lack something of this process, or have something that was not granted."""
    if sandbox.threads() > 1 or threading.active_count() > 1:
        raise Dependent("it has threads")
    if sandbox.orphans(set()):
        raise Dependent("it has children")
    if allowance() != granted:
        raise Dependent("its limits or its priority changed")


def _descriptors() -> list[int]:
    """Those that are open. /proc/self/fd is closed to a process that gave up root."""
    return [descriptor for descriptor in range(_DESCRIPTORS) if _is_open(descriptor)]


def _is_open(descriptor: int) -> bool:
    try:
        fcntl.fcntl(descriptor, fcntl.F_GETFD)
    except OSError:
        return False
    return True


def _holds(folder: str) -> bool:
    """Whether an object that was made since the freeze holds a text with the path of this process's own folder."""
    objects = gc.get_objects()
    if len(objects) > _HELD:
        return True
    ours = {id(os.environ._data), id(objects)}  # type: ignore[attr-defined]
    encoded = folder.encode()
    for text in _texts(one for one in objects if id(one) not in ours):
        if (folder in text) if isinstance(text, str) else (encoded in text):
            return True
    return False


def _texts(objects: Iterator[Any]) -> Iterator[str | bytes]:
    for one in objects:
        for held in gc.get_referents(one):
            if type(held) in (str, bytes):
                yield held
