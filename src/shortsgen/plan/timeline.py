"""short + outcome -> timeline: what is said and shown, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shortsgen.run.outcome import Outcome
from shortsgen.script.model import Short


class Kind(StrEnum):
    """What a beat is for, and what its slide shows."""

    HOOK = "hook"
    CODE = "code"
    LISTING = "listing"
    OUTPUT = "output"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class Word:
    """A written word of the script and when it is said, in milliseconds from the start of the short."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture of the short, numbered from 1 in the order of its first beat. `focus` holds the lines of code
    that are lit, () for all; `index` says which of the short's listings or figures it shows, from 0."""

    number: int
    kind: Kind
    focus: tuple[int, ...] = ()
    index: int = 0


@dataclass(frozen=True, slots=True)
class Beat:
    """A span of the video in milliseconds. `text` is the line that is said, as written; "" where nothing is."""

    kind: Kind
    start: int
    end: int
    slide: int
    text: str = ""
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The beats of a short in order, without gaps or overlaps, and all that is on screen meanwhile."""

    day: str
    series: str  # the day's title
    short: Short
    outcome: Outcome
    mistake: Outcome | None  # of the mistake that was really made
    slides: tuple[Slide, ...]
    beats: tuple[Beat, ...]

    @property
    def end(self) -> int:
        """Milliseconds."""
        return self.beats[-1].end if self.beats else 0
