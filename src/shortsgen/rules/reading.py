"""The rule about time: whether what is new on a slide stands as long as people need to read it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import assert_never

from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    OutputContent,
    Passage,
)
from shortsgen.plan.reading import SPEED, unread
from shortsgen.plan.timeline import TENTH, Timeline
from shortsgen.problems import Problem, Severity


def reading_problems(timeline: Timeline) -> Iterator[Problem]:
    """A warning for each text that goes a tenth of a second or more before it is read."""
    beats, short = timeline.beats, timeline.short
    shown = [(beat.slide.content, Fraction(beat.end - beat.start)) for beat in beats]
    for (content, _), lacking in zip(shown, unread(shown), strict=True):
        if lacking >= TENTH:
            passage = _main(content)
            read = "seen" if isinstance(content, FigureContent) else f"read, at {SPEED} characters a second"
            message = f"{short.label}: the {passage.name} goes {ceil(lacking / TENTH) / 10:.1f} s before it is {read}"
            yield Problem("too-fast", message, passage.span, _hint(timeline, content), Severity.WARNING)


def _main(content: Content) -> Passage:
    """The text that a slide is about."""
    match content:
        case HookContent(hook=text) | CodeContent(code=text) | ListingContent(listing=text):
            return text
        case OutputContent(printed=text) | MistakeContent(mistake=text):
            return text
        case FigureContent(code=code, index=index):
            return Passage(f"figure {index + 1}", "", code.span)
        case _:
            assert_never(content)


def _hint(timeline: Timeline, content: Content) -> str:
    less = "light up fewer of its lines" if isinstance(content, CodeContent) else "show less of it"
    budget = timeline.short.options.budget
    if timeline.end + TENTH <= 1000 * budget:  # where there is time left, only its author can have fixed the hold
        return f"its `hold` is too short: leave it out, or {less}"
    return f"{less}, or say less: nothing is left of the {budget:g} s of its `budget`"
