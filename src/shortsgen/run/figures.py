"""What figures may be, wherever they come from: the report of a child, or a recording."""

from __future__ import annotations

from collections.abc import Sequence

from shortsgen.run.limits import MOST_FIGURES
from shortsgen.store.png import MOST_PIXELS, is_whole, pixels

MOST_BYTES = 8 * 1024 * 1024  # of all figures of a snippet


def excess(figures: Sequence[bytes]) -> str:
    """What is more than a snippet may draw, "" where nothing is."""
    if len(figures) > MOST_FIGURES:
        return f"more than {MOST_FIGURES} figures"
    if sum(map(len, figures)) > MOST_BYTES:
        return f"figures of more than {MOST_BYTES // 2**20} MiB"
    if sum(map(pixels, figures)) > MOST_PIXELS:
        return f"figures of more than {MOST_PIXELS // 10**6} million pixels"
    return ""


def are_fit(figures: Sequence[bytes]) -> bool:
    """Whether all can be drawn, and are within the limits: no larger one is unpacked to find that out."""
    return not excess(figures) and all(map(is_whole, figures))
