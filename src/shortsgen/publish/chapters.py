"""The chapters of the video of a day: where each short begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shortsgen.publish.platforms import Limit

_HELP = "YouTube Help, video chapters: https://support.google.com/youtube/answer/9884579"
FEWEST = Limit(3, _HELP)  # with fewer there are none
SHORTEST = Limit(10, _HELP)  # seconds; with one that is shorter there are none


@dataclass(frozen=True, slots=True)
class Chapter:
    """A short of the day, in whole seconds: players know no less."""

    title: str
    start: int
    end: int

    @property
    def at(self) -> str:
        """`0:00`, or `1:02:03`."""
        minutes, seconds = divmod(self.start, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def chapters(parts: Iterable[tuple[str, int]], fps: int) -> tuple[Chapter, ...]:
    """From the titles of shorts and their lengths in frames. One begins in the second in which its first frame is, so
    that nothing of it is missed."""
    found, clock = [], 0
    for title, frames in parts:
        start, clock = clock, clock + frames
        found.append(Chapter(title, start // fps, clock // fps))
    return tuple(found)
