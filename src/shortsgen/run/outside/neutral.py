"""Text of a snippet without the places of this machine, so that it is the same on any."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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
    imported = sys.path if sys.flags.safe_path else sys.path[1:]  # the first is where the program was started
    installed = (sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib"))
    libraries = _both((*imported, *installed, str(Path(__file__).parents[3])))
    shown = {f"{path}/": "" for path in libraries} | {path: f"{_PYTHON}/{Path(path).name}" for path in libraries}
    shown |= dict.fromkeys(_both((sys.prefix, sys.base_prefix)), _PYTHON)
    return tuple(sorted(shown.items(), key=lambda one: (-len(one[0]), one)))


def _both(paths: Iterable[str]) -> set[str]:
    """Folders as they are named, and where they really are."""
    whole = {path for path in paths if Path(path).is_absolute()}
    return (whole | {str(Path(path).resolve()) for path in whole}) - _COMMON
