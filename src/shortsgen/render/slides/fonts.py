"""The families that slides can be set in, and what is wrong with those that the settings name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import typst

from shortsgen.layout.rows import ADVANCE
from shortsgen.problems import Problem, nearest
from shortsgen.render.slides.fontfile import DAMAGED, DamagedFontError, widths
from shortsgen.theme.tokens import BUILT_IN, Theme

_WIDEST = ADVANCE + 0.005  # em; many fonts that are called 0.6 have 0.602, which nobody sees in a whole line
_BEHIND = "shorts math"  # how the families begin that stand behind the others, for mathematics


def fonts_in(folders: Iterable[Path]) -> typst.Fonts:
    """The fonts of `folders`, and none of the system's: slides look the same everywhere."""
    paths = [str(folder) for folder in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def font_problems(theme: Theme, fonts: typst.Fonts) -> Iterator[Problem]:
    """What is wrong with the families that a person set, each told at its setting."""
    if theme.text_font != BUILT_IN.text_font:
        yield from _unknown(theme, "text", theme.text_font, fonts)
    if theme.code_font != BUILT_IN.code_font:
        yield from _unknown(theme, "code", theme.code_font, fonts) or _unfit(theme, fonts)


def _unknown(theme: Theme, which: str, family: str, fonts: typst.Fonts) -> list[Problem]:
    known = [name for name in fonts.families() if not name.lower().startswith(_BEHIND)]
    if family.lower() in map(str.lower, known):  # as Typst compares them
        return []
    message = f"there is no font family `{family}`, only {', '.join(f'`{name}`' for name in known)}"
    hint = nearest(family, known) or "put its files into templates/fonts/"
    return [Problem("theme-font", message, theme.spans.get(f"fonts.{which}"), hint)]


def _unfit(theme: Theme, fonts: typst.Fonts) -> list[Problem]:
    """The problem of a code font whose letters do not fill cells of one width, by which code is laid out."""
    named = [font for font in fonts.fonts() if font.family.lower() == theme.code_font.lower()]
    span = theme.spans.get("fonts.code")
    try:
        found = {width for font in named for width in widths(Path(font.path or ""), font.index)} or {0.0}
    except DamagedFontError:
        message = f"the font of `{theme.code_font}` cannot be measured: {DAMAGED}"
        return [Problem("theme-font", message, span, "save it anew, or take another one")]
    if len(found) == 1 and 0 < max(found) <= _WIDEST:
        return []
    wide = " to ".join(f"{width:.3g}" for width in sorted({min(found), max(found)}))
    message = f"letters of `{theme.code_font}` are {wide} of its size wide, expected one width, {ADVANCE} or less"
    return [Problem("theme-font", message, span, "code is laid out in cells: take a monospaced font")]
