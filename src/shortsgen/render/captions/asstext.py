"""Text in an ASS file: what a script or a snippet holds, so that libass draws it and interprets nothing.

ASS has no escape for a backslash. libass takes one for itself only before `N`, `n`, `h`, `{` and `}`, so each that is
meant is followed by a word joiner (U+2060), which is not drawn. `\\{` and `\\}` are libass's own escapes for braces.
Blanks at the beginning of a row, which it drops, become no-break spaces.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from shortsgen.layout.prose import ADVANCES, HEAVIEST
from shortsgen.text.cells import cells

WORD_JOINER = "\u2060"
NO_BREAK_SPACE = "\u00a0"

_LEADING = re.compile(r"^ +")
_SIGNS = str.maketrans({"\\": f"\\{WORD_JOINER}", "{": "\\{", "}": "\\}"})

_UNKNOWN = 1.3  # em; of a letter that another font may have to draw
_MARK = 0.2  # em; that of `ď` stands beside its letter


def neutral(text: str) -> str:
    """A row of text that is shown by libass as it is."""
    return _LEADING.sub(lambda blanks: NO_BREAK_SPACE * len(blanks[0]), text).translate(_SIGNS)


def width(text: str) -> float:
    """At least how wide `text` is in em, set in Inter Extra Bold."""
    return sum(map(_width, normalize("NFD", text)))


def known(text: str) -> bool:
    """Whether `width` is certain: whether all characters are ones that the font has."""
    return all(character in ADVANCES for character in normalize("NFD", text) if cells(character))


def _width(character: str) -> float:
    if character in ADVANCES:
        return HEAVIEST * ADVANCES[character]
    return _UNKNOWN if cells(character) else _MARK


def color(hexadecimal: str, transparent: int = 0) -> str:
    """`#rrggbb` as ASS writes it: `&HAABBGGRR`, where 0 is opaque."""
    red, green, blue = (hexadecimal[start : start + 2] for start in (1, 3, 5))
    return f"&H{transparent:02x}{blue}{green}{red}".upper()


def override(hexadecimal: str) -> str:
    """The same within a text: `&HBBGGRR&`."""
    return f"&H{color(hexadecimal)[4:]}&"


def time(milliseconds: int) -> str:
    """Rounded down to the centiseconds that ASS has. Times are rounded, never durations, so nothing drifts, and what
    begins when something ends still does."""
    seconds, rest = divmod(milliseconds // 10, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:02d}"
