"""Which characters the fonts of the slides have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from shortsgen.render.look import Look
from shortsgen.render.slides.fontfile import DAMAGED, DamagedFontError, characters

# In the built-in fonts, as a test proves; so that a text of these alone needs no font to be read.
COMMON = frozenset(
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x180)))) + "\n\t\u00a0–—‘’“”„…•→←↑↓≤≥≠≈×÷±−∞√∑∂π✓\ufffd"
)


class Glyphs:
    """The characters that can be drawn with the fonts of a look."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def missing(self, text: str) -> list[str]:
        """The characters of `text` that no font has, each once, in order. What is never drawn is not missing.

        Raises InputError where a font is damaged.
        """
        odd = [character for character in dict.fromkeys(text) if character not in COMMON and character.isprintable()]
        return [character for character in odd if ord(character) not in self._drawn] if odd else []

    @cached_property
    def _drawn(self) -> set[int]:
        return set(self._characters())

    def _characters(self) -> Iterator[int]:
        for path in self._look.fonts().values():
            try:
                yield from characters(path)
            except DamagedFontError:
                raise self._look.unreadable(path, DAMAGED, "save it anew, or remove it") from None
