"""steps + voice -> timeline: what is said and shown, from when to when.

Holds are as long as reading takes, within the budget. Times are exact while they are added up and rounded only as they
are written, so that no rounding drifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from shortsgen.labels.labels import Labels
from shortsgen.plan.contents import Content
from shortsgen.plan.lexicon import Lexicon
from shortsgen.plan.reading import caption, unread
from shortsgen.plan.steps import Step, steps
from shortsgen.plan.voice import Clip, Paced, Utterance, Voice
from shortsgen.run.outcome import Outcome
from shortsgen.script.model import Day, Short

TENTH = 100  # ms; holds grow by tenths of a second, as they are told to people


@dataclass(frozen=True, slots=True)
class Word:
    """A written word of the script and when it is said, in milliseconds from the start of the short."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture of the short, numbered from 1 in the order of its first beat, with what it shows."""

    number: int
    content: Content

    @property
    def name(self) -> str:
        """The name of its file, without suffix: `02-code`."""
        return f"{self.number:02d}-{self.content.kind}"


@dataclass(frozen=True, slots=True)
class Beat:
    """A span of the video in milliseconds. `text` is the line that is said, as written; "" where nothing is."""

    start: int
    end: int
    slide: Slide
    text: str = ""
    words: tuple[Word, ...] = ()
    clip: Clip | None = None  # what is heard from its start on

    @property
    def hold(self) -> int:
        """Milliseconds from the last word to the end."""
        return self.end - (self.words[-1].end if self.words else self.start)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a timeline follows from, and what it shows, before anything has a time. Planning times takes longer than
    all else, so whoever needs none asks for this."""

    day: str
    series: str  # the day's title
    short: Short
    outcome: Outcome
    mistake: Outcome | None  # of the mistake that was really made
    voice: Voice
    labels: Labels
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Outline):
    """The beats of a short in order, without gaps or overlaps, and who says what is said."""

    beats: tuple[Beat, ...]

    @property
    def end(self) -> int:
        """Milliseconds."""
        return self.beats[-1].end if self.beats else 0


def plan(day: Day, short: Short, outcome: Outcome, mistake: Outcome | None = None) -> Timeline:
    """Lay out a short, said by the silent voice."""
    return timed(outline(day, short, outcome, mistake))


def outline(
    day: Day, short: Short, outcome: Outcome, mistake: Outcome | None = None, voice: Voice | None = None
) -> Outline:
    """What a short shows, and who says it: the silent voice at the pace of the short, unless there is another."""
    voice = voice or Paced(short.options.pace, Lexicon.of(day))
    slides = tuple(dict.fromkeys(_slides(steps(short, outcome, mistake))))
    return Outline(day.name, day.title, short, outcome, mistake, voice, day.labels, slides)


def timed(plan: Outline) -> Timeline:
    """A timeline of what was outlined."""
    found = steps(plan.short, plan.outcome, plan.mistake)
    said = plan.voice.say([step.line for step in found])
    held = _held(found, [utterance.length for utterance in said], plan.short.options.budget)
    beats = tuple(_beats(held, said, _slides(found)))
    told = (plan.day, plan.series, plan.short, plan.outcome, plan.mistake)
    return Timeline(*told, plan.voice, plan.labels, plan.slides, beats)


def over_budget(timeline: Timeline) -> float:
    """How many seconds the short lasts beyond its budget; 0 within."""
    return max(0.0, round(timeline.end / 1000 - timeline.short.options.budget, 3))


def _slides(found: Sequence[Step]) -> list[Slide]:
    """The slide of each step. Only neighbours share one, so that an editor lays the numbered files in a row."""
    slides: list[Slide] = []
    for step in found:
        if slides and slides[-1].content == step.content:
            slides.append(slides[-1])
        else:
            slides.append(Slide(slides[-1].number + 1 if slides else 1, step.content))
    return slides


def _held(found: Sequence[Step], spoken: Sequence[Fraction], budget: float) -> list[Step]:
    """The steps with holds for reading slides and captions, as far as the `budget` in seconds allows: the longest need
    first. A caption has no time of the pause, which parts it from the next."""
    lasting = [length + step.hold for step, length in zip(found, spoken, strict=True)]
    slides = unread([(step.content, lasts) for step, lasts in zip(found, lasting, strict=True)])
    captions = [caption(step.line) - length for step, length in zip(found, spoken, strict=True)]
    needs = [max(pair) for pair in zip(slides, captions, strict=True)]
    room = int(1000 * Fraction(budget) - sum(lasting))
    held = list(found)
    for index in sorted(range(len(found)), key=needs.__getitem__, reverse=True):
        step = found[index]
        if needs[index] and room > 0 and not step.fixed:
            more = min(TENTH * ceil((needs[index] + 1) / TENTH), room)  # one for the edges, which are rounded
            held[index] = replace(step, hold=step.hold + more)
            room -= more
    return held


def _beats(found: Iterable[Step], said: Iterable[Utterance], slides: Iterable[Slide]) -> Iterator[Beat]:
    clock = Fraction(0)
    for step, spoken, slide in zip(found, said, slides, strict=True):
        start = clock
        words = tuple(Word(word.text, round(start + word.start), round(start + word.end)) for word in spoken.words)
        clock += spoken.length + step.hold
        yield Beat(round(start), round(clock), slide, step.line, words, spoken.clip)
