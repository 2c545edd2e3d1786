"""timeline -> what to say, one sentence a line, between cues of what is on screen and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shortsgen.plan.sentences import sentences
from shortsgen.plan.timeline import Timeline, over_budget
from shortsgen.render.renderer import Material
from shortsgen.render.teleprompter import page as prompter
from shortsgen.render.teleprompter.page import Draw
from shortsgen.render.templates import Templates
from shortsgen.render.wording import clock, holds, number, seconds, shows
from shortsgen.store.artifact import Artifact
from shortsgen.text.markup import Run, Style, parse
from shortsgen.text.visible import visible

# Whatever Markdown could take for a mark, inside a line and at its beginning.
_MARK = re.compile(r"[\\`*_\[\]<>&|~$#]")
_OPENING_MARK = re.compile(r"^(?:(?=[-+=])|([0-9]+)(?=[.)]))")

_Write = Callable[[Sequence[Run]], str]


@dataclass(frozen=True, slots=True)
class Line:
    """A beat as a template gets it: `0:03.2` in and out, which slide is on screen, the sentences to say or none, and
    for how long to hold after them, or ""."""

    start: str
    end: str
    cue: str
    sentences: tuple[str, ...]
    hold: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A short as a template gets it."""

    title: str
    summary: str
    lines: tuple[Line, ...]


def output(material: Material) -> tuple[Artifact, ...]:
    return render(material.timelines, material.tools.templates, material.tools.draw)


def render(timelines: Sequence[Timeline], templates: Templates, draw: Draw) -> tuple[Artifact, ...]:
    """The page and the sheets of a short, or of all shorts of a day; `draw` gives the pictures of a short's slides."""
    return prompter.render(timelines, templates, draw), *sheets(timelines, templates)


def sheets(timelines: Sequence[Timeline], templates: Templates) -> tuple[Artifact, ...]:
    """The texts of all shorts, one after the other; more than one get a heading."""
    return (
        Artifact("teleprompter.txt", export(timelines, templates).encode()),
        Artifact("teleprompter.md", _markdown(timelines, templates).encode()),
    )


def export(timelines: Sequence[Timeline], templates: Templates) -> str:
    """The plain text, for pasting into any teleprompter: no marks."""
    return _rendered("teleprompter.txt.j2", timelines, templates, as_text)


def _markdown(timelines: Sequence[Timeline], templates: Templates) -> str:
    """For reading and sharing: code in its marks, everything else that could be a mark escaped."""
    return _rendered("teleprompter.md.j2", timelines, templates, as_markdown)


def as_text(runs: Sequence[Run]) -> str:
    """A sentence without marks, on one line."""
    return visible(" ".join("".join(run.text for run in runs).split()))


def as_markdown(runs: Sequence[Run]) -> str:
    """A sentence as Markdown that reads as its plain text, on one line."""
    written = ""
    for style, group in groupby(runs, key=lambda run: run.style):  # neighbours in one style would merge their marks
        text = visible(re.sub(r"\s+", " ", "".join(run.text for run in group)))
        written += _marked(text, style) if text.strip() else text
    return _OPENING_MARK.sub(r"\1\\", written.strip())


def _rendered(template: str, timelines: Sequence[Timeline], templates: Templates, write: _Write) -> str:
    heading = _heading(timelines, write) if len(timelines) > 1 else None
    return templates.render(template, heading=heading, sheets=[_sheet(timeline, write) for timeline in timelines])


def _heading(timelines: Sequence[Timeline], write: _Write) -> Sheet:
    first = timelines[0]
    total = sum(timeline.end for timeline in timelines)
    counted = first.labels.screen.all_shorts.format(count=len(timelines), clock=clock(total))
    return Sheet(write([Run(f"{first.day}: "), *parse(first.series)]), counted, ())


def _sheet(timeline: Timeline, write: _Write) -> Sheet:
    title = write([Run(f"{timeline.short.number:02d} "), *parse(timeline.short.title)])
    return Sheet(title, _summary(timeline), tuple(_lines(timeline, write)))


def _summary(timeline: Timeline) -> str:
    labels, over = timeline.labels.screen, over_budget(timeline)
    used = labels.lasts.format(
        used=seconds(timeline.end, labels),
        budget=number(timeline.short.options.budget, labels),
        voice=timeline.voice.told(labels),
    )
    return f"{used}, {labels.over.format(seconds=seconds(round(over * 1000), labels))}" if over else used


def _lines(timeline: Timeline, write: _Write) -> Iterator[Line]:
    labels = timeline.labels.screen
    for beat in timeline.beats:
        spoken = tuple(write(sentence) for sentence in sentences(beat.text))
        cue = (labels.cue if spoken else labels.cue_silent).format(
            number=beat.slide.number, shows=shows(beat.slide.content, labels)
        )
        yield Line(clock(beat.start), clock(beat.end), cue, spoken, holds(beat.hold if spoken else 0, labels))


def _marked(text: str, style: Style) -> str:
    if style is Style.CODE:
        return _code(text)
    escaped = _MARK.sub(r"\\\g<0>", text)
    if style is Style.EMPHASIS and text[0].isalnum() and text[-1].isalnum():  # else the stars might stay stars
        return f"*{escaped}*"
    return escaped


def _code(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    marks, pad = "`" * (longest + 1), " " if text[0] in " `" or text[-1] in " `" else ""
    return f"{marks}{pad}{text}{pad}{marks}"
