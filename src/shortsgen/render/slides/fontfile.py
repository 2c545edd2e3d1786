"""What a font has: characters, and how wide its letters are. The only module that imports fontTools.

A font may be a stranger's, and fontTools fails for those that are damaged in whatever way it happens to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_LETTERS = range(0x21, 0x7F)

DAMAGED = "it is no font, or damaged"


class DamagedFontError(Exception):
    """A file cannot be read as a font."""


def characters(path: Path) -> set[int]:
    """The code points that a font can draw. Raises DamagedFontError."""
    with _opened(path) as font:
        return set(font.getBestCmap() or ())


def widths(path: Path, index: int) -> set[float]:
    """How wide the letters of ASCII are, in em, in one of the fonts of a file. Raises DamagedFontError."""
    with _opened(path, fontNumber=index) as font:
        size, names, advances = font["head"].unitsPerEm, font.getBestCmap() or {}, font["hmtx"]
        return {round(advances[names[code]][0] / size, 4) for code in _LETTERS if code in names}


@contextmanager
def _opened(path: Path, **options: Any) -> Iterator[Any]:
    from fontTools.ttLib import TTFont  # slow, and rarely needed

    logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # what is odd in a font that can be read is not for us
    try:
        with path.open("rb") as file, TTFont(file, lazy=True, **options) as font:
            yield font
    except Exception as error:
        raise DamagedFontError(path) from error
