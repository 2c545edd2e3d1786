"""Text of a snippet without the places of this machine, so that it is the same on any."""

from __future__ import annotations

import site
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from shortsgen.run.outside import imports

_FOLDER = "/short"  # the working folder
_PYTHON = "/python"  # where Python is installed, and its environment
_COMMON = {"/", "/usr", "/usr/local"}  # they tell nothing, and stand in ordinary text


def neutral(text: str, folders: Iterable[str]) -> str:
    """`text` with one name for the working folder, by which of `folders` ever it is known, and with the files of
    libraries from their package on, as in `torch/nn/modules/linear.py`."""
    for place, name in (*((folder, _FOLDER) for folder in folders), *_installed()):
        text = text.replace(place, name)
    return text


@cache
def _installed() -> tuple[tuple[str, str], ...]:
    """Where Python and its libraries are, the deepest first, with what is shown instead."""
    installed = map(Path, filter(None, map(sysconfig.get_path, ("stdlib", "platstdlib", "purelib", "platlib"))))
    imported = dict.fromkeys(installed, "") | imports.names()
    shown = {place: name for path, name in imported.items() if name for place in _both(path)}
    for library in {place for path, name in imported.items() if not name for place in _both(path)}:
        shown |= {f"{library}/": "", library: f"{_PYTHON}/{Path(library).name}"}
    prefixes = (sys.prefix, sys.base_prefix, *([site.getuserbase()] if site.ENABLE_USER_SITE else []))
    shown |= {place: _PYTHON for prefix in prefixes for place in _both(Path(prefix))}
    return tuple(sorted(shown.items(), key=lambda one: (-len(one[0]), one)))


def _both(path: Path) -> set[str]:
    """A place as it is named, and where it really is; nothing for what tells nothing."""
    return {str(path), str(path.resolve())} - _COMMON
