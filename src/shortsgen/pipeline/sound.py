"""Shorts whose code did as their author said, for what is made of them all or not at all: half a day is no day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shortsgen.pipeline.day import Loaded, Outcomes, failed, load_day, skipped
from shortsgen.pipeline.record import up_to_date
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.voices import voiced
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem, ShortsgenError
from shortsgen.script.model import Short
from shortsgen.script.selection import select


@dataclass(frozen=True, slots=True)
class Sound:
    """Some shorts of a day, with the outcomes of all their snippets."""

    loaded: Loaded
    shorts: tuple[Short, ...]
    outcomes: Outcomes

    def timelines(self) -> tuple[Timeline, ...]:
        return tuple(self.loaded.timeline(short, self.outcomes) for short in self.shorts)

    def skipped(self) -> tuple[Problem, ...]:
        """What of them is shown without its output."""
        return tuple(skipped(self.loaded, self.outcomes))


def sound(session: Session, name: str, words: Sequence[str]) -> Sound:
    """The shorts that `words` name; what is not recorded is executed now, and recorded.

    Raises ShortsgenError with all that failed.
    """
    loaded = load_day(session.begin(), name)
    shorts = select(loaded.day, words)
    loaded, outcomes = up_to_date(session, voiced(session, loaded, shorts), shorts)
    if problems := failed(loaded, outcomes):
        raise ShortsgenError([problem for found in problems.values() for problem in found], dict(loaded.sources))
    return Sound(loaded, shorts, outcomes)
