"""No network for Typst: a theme may compute the name of a package, which Typst would download.

Typst cannot be told not to. But it asks the environment for a proxy before each download, and behind one that is
nowhere it does not even look up a name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

NOWHERE = os.devnull  # a folder of packages that holds none, and into which none can be put

_PROXY = "http://127.0.0.1:0"  # where nobody can listen
_NAMES = ("https_proxy", "http_proxy", "all_proxy")
_SHUT = {spelt: _PROXY for name in _NAMES for spelt in (name, name.upper())} | {"no_proxy": "", "NO_PROXY": ""}


class _Environment:
    """That of this process, which all its threads share: it is as it was once the last one is done."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._threads = 0
        self._before: dict[str, str | None] = {}

    def shut(self) -> None:
        with self._changing:
            self._threads += 1
            if self._threads == 1:
                self._before = {name: os.environ.get(name) for name in _SHUT}
                os.environ.update(_SHUT)

    def open(self) -> None:
        with self._changing:
            self._threads -= 1
            if self._threads == 0:
                for name in _SHUT:
                    os.environ.pop(name, None)
                os.environ.update({name: value for name, value in self._before.items() if value is not None})


_environment = _Environment()


@contextmanager
def offline() -> Iterator[None]:
    """In here, whatever of this process asks the environment for a proxy reaches nobody."""
    _environment.shut()
    try:
        yield
    finally:
        _environment.open()
