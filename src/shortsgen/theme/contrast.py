"""The contrast of two colours, by WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

from __future__ import annotations

from collections.abc import Mapping

AA = 4.5  # of text, §1.4.3; on a phone even a slide's large letters are small
AA_SHAPE = 3.0  # of what is no text but must be seen, §1.4.11


def contrast(one: str, other: str) -> float:
    """From 1 (equal) to 21 (black on white) of two `#rrggbb`."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    """From 0 (black) to 1 (white)."""
    red, green, blue = (_linear(value / 255) for value in rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def nearest_readable(color: str, grounds: Mapping[str, float]) -> str:
    """`color`, mixed with as little white or black as reaches the contrast that each of the grounds asks for; "" where
    no mix does."""
    mixes = (mix(color, end, step / 100) for step in range(101) for end in ("#ffffff", "#000000"))
    return next((one for one in mixes if all(contrast(one, ground) >= least for ground, least in grounds.items())), "")


def mix(one: str, other: str, share: float) -> str:
    """`one` with a share of `other`, from 0 to 1."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
