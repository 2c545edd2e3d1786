"""short + outcome -> timeline: what is said and shown, from when to when.

Times are exact while they are added up and rounded only as they are written, so that no rounding drifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from shortsgen.plan import speech
from shortsgen.plan.screen import shown
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Day, Short

# Milliseconds. A pause ends what is said; the holds are for reading, by the pace at which people skim short lines.
PAUSE = 250
HOLD = 2_000  # a listing, a figure, code that nothing is said about
READ_OUTPUT = 1_000
READ_LINE = 250
SHORTEST_OUTPUT = 1_500
LONGEST_OUTPUT = 4_000


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
    that are lit, () for all; `index` says which of the short's listings or figures it shows, from 0. The output
    slide 0 also shows what was printed."""

    number: int
    kind: Kind
    focus: tuple[int, ...] = ()
    index: int = 0

    @property
    def name(self) -> str:
        """The name of its file, without suffix: `02-code`."""
        return f"{self.number:02d}-{self.kind}"


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


@dataclass(frozen=True, slots=True)
class _Step:
    """A beat before it has a time: its slide, and what is said or how many milliseconds it holds."""

    kind: Kind
    text: str = ""
    hold: int = 0
    focus: tuple[int, ...] = ()
    index: int = 0


def plan(day: Day, short: Short, outcome: Outcome, mistake: Outcome | None = None) -> Timeline:
    """Lay out a short. Whatever the outcome: a skipped or failed one has less to show."""
    steps = tuple(_steps(short, outcome))
    slides, numbers = _slides(steps)
    beats = tuple(_beats(steps, numbers, short.options.pace))
    return Timeline(day.name, day.title, short, outcome, mistake, slides, beats)


def over_budget(timeline: Timeline) -> float:
    """How many seconds the short lasts beyond its budget; 0 within."""
    return max(0.0, round(timeline.end / 1000 - timeline.short.options.budget, 3))


def _steps(short: Short, outcome: Outcome) -> Iterator[_Step]:
    yield _Step(Kind.HOOK, short.hook, PAUSE)
    yield from _talk(short)
    yield from _listings(short)
    yield from _output(short, outcome)
    if short.mistake is not None:
        yield _Step(Kind.MISTAKE, short.mistake.text, PAUSE)


def _talk(short: Short) -> Iterator[_Step]:
    kind = _stage(short)
    for line in short.talk_track:
        yield _Step(kind, line.say, PAUSE, line.focus if kind is Kind.CODE else ())
    if kind is Kind.CODE and not short.talk_track:
        yield _Step(kind, hold=HOLD)


def _stage(short: Short) -> Kind:
    """What the talk track is said over: the code; without code the first listing, and without that the hook."""
    if short.code.text.strip():
        return Kind.CODE
    return Kind.LISTING if short.listings else Kind.HOOK


def _listings(short: Short) -> Iterator[_Step]:
    already_seen = bool(short.talk_track) and _stage(short) is Kind.LISTING
    for index in range(int(already_seen), len(short.listings)):
        yield _Step(Kind.LISTING, hold=HOLD, index=index)


def _output(short: Short, outcome: Outcome) -> Iterator[_Step]:
    if outcome.output.strip() or outcome.figures or _has_announced_error(short, outcome):
        yield _Step(Kind.OUTPUT, hold=_reading(shown(outcome), bool(outcome.figures)))
    for index in range(1, len(outcome.figures)):
        yield _Step(Kind.OUTPUT, hold=HOLD, index=index)


def _has_announced_error(short: Short, outcome: Outcome) -> bool:
    """An error that nobody announced is a finding of `check` and gets no beat of its own."""
    ran = outcome.status is not Status.SKIPPED
    return ran and short.raises is not None and outcome.as_expected(short.raises)


def _reading(text: str, figure: bool) -> int:
    """Milliseconds to take in an output. Blank lines take none."""
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    hold = min(READ_OUTPUT + READ_LINE * lines, LONGEST_OUTPUT)
    return max(hold, HOLD if figure else SHORTEST_OUTPUT)


def _slides(steps: Iterable[_Step]) -> tuple[tuple[Slide, ...], tuple[int, ...]]:
    """The slides, and for each step the number of its own. Only neighbours share one, so that an editor lays the
    numbered files in a row."""
    slides: list[Slide] = []
    numbers: list[int] = []
    for step in steps:
        slide = Slide(len(slides) + 1, step.kind, step.focus, step.index)
        if not slides or _look(slides[-1]) != _look(slide):
            slides.append(slide)
        numbers.append(len(slides))
    return tuple(slides), tuple(numbers)


def _look(slide: Slide) -> tuple[Kind, tuple[int, ...], int]:
    return slide.kind, slide.focus, slide.index


def _beats(steps: Iterable[_Step], slides: Iterable[int], pace: int) -> Iterator[Beat]:
    clock = Fraction(0)
    for step, slide in zip(steps, slides, strict=True):
        start = clock
        words = []
        for word in speech.words(step.text):
            begin, clock = clock, clock + Fraction(60_000 * len(word.spoken), pace)
            words.append(Word(word.text, round(begin), round(clock)))
        clock += step.hold
        yield Beat(step.kind, round(start), round(clock), slide, step.text, tuple(words))
