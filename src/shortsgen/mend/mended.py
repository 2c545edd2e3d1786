"""One mend after the other, each kept only where a judge finds the text better for it.

Mends propose, and none has to be right: what counts is that its problem goes, that none comes, and that the day can be
read afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

from shortsgen.mend.mends import ways
from shortsgen.problems import Problem, Severity, Span
from shortsgen.text.lines import BREAK

#: All that is wrong with a text, as far as it can be read.
Judge = Callable[[str], tuple[Problem, ...]]

_STOPS = frozenset(["yaml-syntax", "yaml-character", "yaml-key", "yaml-documents", "yaml-depth"])


class Stage(IntEnum):
    """How far a text can be read. What is wrong further on, nobody knows yet."""

    BROKEN = auto()  # up to the first fault
    REFUSED = auto()  # as YAML of which parts are not allowed
    MALFORMED = auto()  # as plain data, and not as a day
    READ = auto()


@dataclass(frozen=True, slots=True)
class Mended:
    """The text, the problems that are gone at the places which they had, and those that are left."""

    text: str
    gone: tuple[Problem, ...]
    left: tuple[Problem, ...]

    @property
    def readable(self) -> bool:
        return stage(self.left) is Stage.READ


def stage(problems: Sequence[Problem]) -> Stage:
    """How far a text with these problems can be read."""
    if any(problem.code in _STOPS for problem in problems):
        return Stage.BROKEN
    errors = [problem.code for problem in problems if problem.severity is Severity.ERROR]
    if any(code.startswith("yaml-") for code in errors):
        return Stage.REFUSED
    return Stage.MALFORMED if any(code.startswith("script-") for code in errors) else Stage.READ


def mended(text: str, judge: Judge, wanted: Callable[[Problem], bool] = lambda _: True) -> Mended:
    """Mend all that is `wanted`, until nothing gets better any more."""
    done = Mended(text, (), judge(text))
    while (then := _round(done, judge, wanted)) != done:
        done = then
    return done


def _round(done: Mended, judge: Judge, wanted: Callable[[Problem], bool]) -> Mended:
    """Each problem once, from the end to the beginning, so that the places of what is above stay right. It ends where
    the text can be read further, since there are other problems then."""
    begun = stage(done.left)
    for problem in sorted(filter(wanted, done.left), key=_place, reverse=True):
        done = _step(done, problem, judge)
        if stage(done.left) is not begun:
            break
    return done


def _step(done: Mended, problem: Problem, judge: Judge) -> Mended:
    for candidate in ways(done.text, problem):
        found = judge(candidate)
        if _better(done.left, done.text, found, candidate):
            return Mended(candidate, (*done.gone, problem), found)
    return done


def _place(problem: Problem) -> Span:
    return problem.span or Span("", 0)


def _better(old: Sequence[Problem], old_text: str, new: Sequence[Problem], new_text: str) -> bool:
    """Whether it can be read further, or as far and with fewer problems, none of which is of another kind."""
    before, after = stage(old), stage(new)
    if before is not after:
        return after > before
    if before is Stage.BROKEN:
        return _unread(new, new_text) < _unread(old, old_text)
    return Counter(one.code for one in new) < Counter(one.code for one in old)


def _unread(problems: Sequence[Problem], text: str) -> int:
    """How many characters stand behind the fault that ended the reading."""
    spans = [problem.span for problem in problems if problem.code in _STOPS and problem.span]
    starts = [0, *(match.end() for match in BREAK.finditer(text))]
    return min(len(text) - starts[min(span.line, len(starts)) - 1] - span.column for span in spans)
