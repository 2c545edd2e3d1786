"""What a person looks at of a short that changed: what its code printed, and how its time is spent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shortsgen.pipeline.day import Loaded
from shortsgen.plan.timeline import Timeline
from shortsgen.run.outcome import Outcome
from shortsgen.run.printed import printed
from shortsgen.run.recording import figure_name
from shortsgen.script.model import Short
from shortsgen.text.markup import plain


@dataclass(frozen=True, slots=True)
class BeatRow:
    """From when to when, in seconds, which slide stands, and what is said, without marks."""

    start: float
    end: float
    slide: str
    text: str


@dataclass(frozen=True, slots=True)
class ShortView:
    """`output` has all lines that its code printed, below its label, and then those of the mistake that it makes."""

    output: str
    budget: float
    beats: tuple[BeatRow, ...]


def view(loaded: Loaded, short: Short, outcomes: Mapping[str, Outcome]) -> ShortView:
    timeline = loaded.timeline(short, outcomes)
    figures = loaded.project.shown(loaded.project.figures(loaded.day.name))
    return ShortView(_output(timeline, figures), short.options.budget, tuple(_beats(timeline)))


def printout(timeline: Timeline, figures: str) -> str:
    """Under the label of a short, what its code printed, how it failed where it was meant to, and which files of the
    folder `figures` hold what it drew."""
    outcome, name = timeline.outcome, timeline.short.id
    drawn = (f"figure: {figures}/{figure_name(name, number)}" for number in range(1, len(outcome.figures) + 1))
    parts = [f"== {timeline.short.label}", outcome.output.removesuffix("\n"), str(outcome.error or ""), *drawn]
    return "".join(f"{part}\n" for part in parts if part)


def _output(timeline: Timeline, figures: str) -> str:
    mistake = printed(timeline.mistake).text if timeline.mistake else ""
    return printout(timeline, figures) + (f"-- its mistake\n{mistake}\n" if mistake else "")


def _beats(timeline: Timeline) -> list[BeatRow]:
    return [BeatRow(beat.start / 1000, beat.end / 1000, beat.slide.name, plain(beat.text)) for beat in timeline.beats]
