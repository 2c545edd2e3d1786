"""A short with its problems and files -> its card on the index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from shortsgen.plan.contents import CodeContent
from shortsgen.plan.shots import Shot, shots
from shortsgen.plan.timeline import Timeline, over_budget
from shortsgen.problems import Problem, Severity
from shortsgen.render.glance.card import (
    Card,
    CardCode,
    CardFinding,
    CardLine,
    CardMistake,
    Clock,
    FileLink,
    Prose,
    Ran,
    Thumbnail,
)
from shortsgen.render.glance.ending import Ending, Excerpt, ending, excerpt, unrecorded
from shortsgen.render.slides.highlight import highlight
from shortsgen.render.wording import clock, lines, shows, tenths
from shortsgen.run.outcome import Outcome
from shortsgen.text import markup
from shortsgen.text.visible import visible

Files = Mapping[str, tuple[str, ...]]  # paths from the folder of the build, by what they are: slides, captions


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A short as the index gets it. `files` holds what is up to date; what is not has no paths. `known` is whether
    its code has an outcome; if not, the timeline's stands for none."""

    timeline: Timeline
    folder: str
    files: Files
    problems: tuple[Problem, ...] = ()
    known: bool = True


def card(entry: IndexEntry) -> Card:
    timeline, short = entry.timeline, entry.timeline.short
    ran = _ran(timeline.outcome, short.raises) if entry.known else Ran(unrecorded(), Excerpt())
    return Card(
        number=f"{short.number:02d}",
        id=short.id,
        folder=entry.folder,
        title=prose(short.title),
        clock=_clock(timeline, entry.known),
        ran=ran,
        pictures=tuple(_pictures(entry)),
        hook=prose(short.hook),
        talk=tuple(_talk(timeline)),
        codes=tuple(_codes(timeline)),
        mistake=_mistake(entry),
        findings=tuple(finding(problem, short.label) for problem in entry.problems),
        files=tuple(_groups(entry)),
        missing=_missing(entry),
        keys=tuple(_keys(entry, ran.ending)),
    )


def prose(text: str) -> Prose:
    """Inline Markdown as runs of text, each in its style."""
    return tuple((str(run.style), visible(run.text)) for run in markup.parse(text))


def links(paths: tuple[str, ...]) -> tuple[FileLink, ...]:
    return tuple(FileLink(PurePosixPath(path).name, path) for path in paths)


def _clock(timeline: Timeline, known: bool) -> Clock:
    budget = timeline.short.options.budget
    seconds, over = timeline.end / 1000, over_budget(timeline)
    whole = max(seconds, budget)
    return Clock(
        f"{'' if known else 'at least '}{tenths(timeline.end) / 10} s of {budget:g} s",
        f"{over:.1f} s over" if over else "",
        round(1000 * seconds / whole),
        round(1000 * budget / whole),
    )


def _pictures(entry: IndexEntry) -> Iterator[Thumbnail]:
    """The slides in the order of the timeline, of those whose pictures are up to date."""
    there = {path for paths in entry.files.values() for path in paths}
    for shot in shots(entry.timeline):
        svg, png = (f"{entry.folder}/slides/{shot.slide.name}.{form}" for form in ("svg", "png"))
        if svg in there:
            yield _picture(shot, svg, png if png in there else "")


def _picture(shot: Shot, svg: str, png: str) -> Thumbnail:
    return Thumbnail(svg, png, clock(shot.start), shows(shot.slide.content), shot.slide.number)


def _talk(timeline: Timeline) -> Iterator[CardLine]:
    """The beats after the hook's: one for each line of the talk track."""
    for beat in timeline.beats[1 : len(timeline.short.talk_track) + 1]:
        content = beat.slide.content
        lit = lines(content.focus) if isinstance(content, CodeContent) and content.focus else ""
        yield CardLine(clock(beat.start), prose(beat.text), lit)


def _codes(timeline: Timeline) -> Iterator[CardCode]:
    if timeline.short.code.text.strip():
        yield _code(timeline.short.code.text, "Code", "python")
    for listing in timeline.short.listings:
        yield _code(listing.code.text, f"Listing, {visible(listing.language)}", listing.language)


def _code(text: str, label: str, language: str) -> CardCode:
    shown = tuple(tuple((kind, visible(word)) for kind, word in line) for line in highlight(text, language))
    return CardCode(label, shown, json.dumps(text) if visible(text) != text else "")


def _ran(outcome: Outcome, raises: str | None) -> Ran:
    return Ran(ending(outcome, raises), excerpt(outcome, raises))


def _mistake(entry: IndexEntry) -> CardMistake | None:
    mistake, outcome = entry.timeline.short.mistake, entry.timeline.mistake
    if mistake is None:
        return None
    if mistake.code is None:
        return CardMistake(prose(mistake.text), None, None)
    ran = _ran(outcome, mistake.raises) if outcome else Ran(unrecorded(), Excerpt())
    return CardMistake(prose(mistake.text), _code(mistake.code.text, "The mistake, really made", "python"), ran)


def finding(problem: Problem, label: str) -> CardFinding:
    """A problem without the `label` of what it is about, which stands above it."""
    message = problem.message.removeprefix(label).lstrip(":, ")
    place = visible(str(problem.span)) if problem.span else ""
    return CardFinding(problem.severity, problem.code, prose(message), prose(problem.hint), place)


def _groups(entry: IndexEntry) -> Iterator[tuple[str, tuple[FileLink, ...]]]:
    """The files by what they are; those in a folder of their own also by their formats."""
    for what, paths in entry.files.items():
        for form, group in groupby(sorted(paths, key=_form), _form):
            yield f"{what.capitalize()}{form and ', '}{form}{_lack(what, paths)}", links(tuple(group))


def _lack(what: str, paths: tuple[str, ...]) -> str:
    """Why captions have no track of what is printed, where they have none."""
    if what == "captions" and not any(path.endswith("/output.vtt") for path in paths):
        return "; none of the output, since nothing is printed"
    return ""


def _missing(entry: IndexEntry) -> Prose:
    names = [what for what, paths in entry.files.items() if not paths]
    if not names:
        return ()
    if any(problem.code.startswith("snippet-") for problem in entry.problems):
        return prose(f"Not made, because the code failed: {', '.join(names)}.")
    which = "them" if len(names) > 1 else "it"
    return prose(
        f"Not made since the last change: {', '.join(names)}. `shortsgen render {entry.timeline.day}` makes {which}."
    )


def _form(path: str) -> str:
    """`SVG` of a file in a folder of the short's, "" of one that lies in the short's own."""
    pure = PurePosixPath(path)
    return pure.suffix[1:].upper() if len(pure.parts) > 2 else ""


def _keys(entry: IndexEntry, ended: Ending) -> Iterator[str]:
    if any(problem.severity is not Severity.NOTE for problem in entry.problems):
        yield "problem=any"
    yield from dict.fromkeys(f"problem={problem.code}" for problem in entry.problems)
    yield f"status={ended.status}"
