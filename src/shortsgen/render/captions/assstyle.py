"""How burned-in captions look, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from shortsgen.choices import Repeated
from shortsgen.layout.area import Area, caption_area
from shortsgen.theme.tokens import BUILT_IN, Theme


@dataclass(frozen=True, slots=True)
class Font:
    """As libass finds it: by its full name. `height` is its ascent and descent in em, since that is what ASS calls
    the size of a font."""

    name: str
    height: float


@dataclass(frozen=True, slots=True)
class AssStyle:
    """The look, in colours `#rrggbb`, the band of the picture, and what of the slides is repeated there. The fonts are
    the package's own, since it takes their measures to keep within the band."""

    text: str
    accent: str
    outline: str
    band: Area
    repeat: tuple[Repeated, ...] = ()
    speech: Font = Font("Inter Extra Bold", 3408 / 2816)
    output: Font = Font("JetBrains Mono", 1.32)

    @classmethod
    def of(cls, theme: Theme, repeat: tuple[Repeated, ...] = ()) -> AssStyle:
        """The style of a project's theme."""
        colors = theme.colors
        return cls(colors.text, colors.accent, colors.ground, caption_area(theme.safe_area), repeat)


DEFAULT = AssStyle.of(BUILT_IN)


@dataclass(frozen=True, slots=True)
class Event:
    """A dialogue line as the template gets it."""

    start: str
    end: str
    style: str
    text: str
    layer: int = 1


def clip(band: Area) -> str:
    """The override that cuts off what would leave the band."""
    return f"\\clip({band.x},{band.y},{band.right},{band.bottom})"


def number(value: float) -> str:
    """As short as two decimals allow."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
