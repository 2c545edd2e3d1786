"""Times -> frames. Each time is rounded by itself, so that what is added up never drifts."""

from __future__ import annotations


def frame_at(milliseconds: float, fps: int) -> int:
    """The number of the frame that begins nearest to a time, from 0."""
    return round(milliseconds * fps / 1000)
