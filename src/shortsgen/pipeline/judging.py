"""Judging shorts by all rules: the one way to it for `check`, `watch` and the index.

A session keeps what was found about each short, so that the next time only those are judged that are made from
something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.rules import captions_of, posts_of
from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import timed
from shortsgen.problems import Problem
from shortsgen.rules.check import Checked, check_day, check_short, in_order
from shortsgen.script.model import Day, Short


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found about a short, what it was made from, and how it stands in its file."""

    made_from: Any
    place: str
    problems: tuple[Problem, ...]


def judge(session: Session, loaded: Loaded, checked: Checked, shorts: Sequence[Short]) -> list[Problem]:
    """The findings about these shorts, and about the day, in the order of its file."""
    judging = _Judging(session, loaded, checked)
    found = {short.id: judging.of(short) for short in shorts}
    kept = session.judged.get(loaded.day.name, {}) | found
    session.judged[loaded.day.name] = {short.id: kept[short.id] for short in loaded.day.shorts if short.id in kept}
    problems = check_day(checked, loaded.of(*shorts))
    return in_order((*problems, *(problem for one in found.values() for problem in one.problems)))


class _Judging:
    def __init__(self, session: Session, loaded: Loaded, checked: Checked) -> None:
        self._session, self._loaded, self._checked = session, loaded, checked
        self._known = session.judged.get(loaded.day.name, {})
        self._look = session.look.fingerprint(lambda _file: True)
        self._places = dict(_places(loaded.day))

    def of(self, short: Short) -> Judged:
        """As it was found before, unless the short is made from something else, or a problem stands elsewhere. What
        failed is judged each time: its hint is about all that is around it."""
        made_from, place = self._made_from(short), self._places[short.id]
        known = self._known.get(short.id)
        stands = known and known.made_from == made_from and (known.place == place or not known.problems)
        fails = self._fails(short)
        if known and stands and not fails:
            return known
        if self._session.elsewhere and not fails:
            found = self._session.elsewhere.judged(self._loaded, short)
            if found is not None:
                return Judged(made_from, place, found)
        timeline = timed(made_from[0])
        captions, posts = captions_of(self._session, timeline), posts_of(self._session, timeline)
        problems = check_short(self._checked, timeline, self._loaded.of(short), captions, posts)
        return Judged(made_from, place, tuple(problems))

    def _made_from(self, short: Short) -> tuple[Any, ...]:
        """All that decides what is found about a short whose code did as its author said."""
        checked, recording = self._checked, self._loaded.recording
        recorded = [recording.fresh(snippet) for snippet in self._loaded.of(short)]
        outline = self._loaded.outline(short, checked.outcomes)
        posted = (short.publish, short.publish.spans)
        return outline, recorded, posted, self._session.project.settings, self._look, checked.strict

    def _fails(self, short: Short) -> bool:
        outcomes = self._checked.outcomes
        return any(not outcomes[one.name].as_expected(one.raises) for one in self._loaded.of(short))


def _places(day: Day) -> Iterator[tuple[str, str]]:
    """By the ids of shorts, another text as soon as anything of it stands elsewhere in the file."""
    lines = day.text.split("\n")
    starts = [short.span.line if short.span else 1 for short in day.shorts]
    for short, start, end in zip(day.shorts, starts, [*starts[1:], len(lines) + 1], strict=True):
        yield short.id, "\n".join((str(start), *lines[start - 1 : end - 1]))
