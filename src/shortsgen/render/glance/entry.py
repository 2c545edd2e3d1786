"""A short with its problems and files -> its card on the index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from shortsgen.labels.labels import GlanceLabels, ScreenLabels
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
from shortsgen.render.wording import clock, lines, number, seconds, shows
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
    timeline, short, labels = entry.timeline, entry.timeline.short, entry.timeline.labels.glance
    ran = _ran(timeline.outcome, short.raises, labels) if entry.known else Ran(unrecorded(labels), Excerpt())
    return Card(
        number=f"{short.number:02d}",
        id=short.id,
        folder=entry.folder,
        title=prose(short.title),
        clock=_clock(timeline, entry.known),
        ran=ran,
        pictures=tuple(_pictures(entry)),
        film=next(iter(entry.files.get("video", ())), ""),
        hook=prose(short.hook),
        talk=tuple(_talk(timeline)),
        codes=tuple(_codes(timeline)),
        mistake=_mistake(entry),
        findings=tuple(finding(problem, short.label) for problem in entry.problems),
        files=tuple(_groups(entry)),
        missing=_missing(entry, labels),
        keys=tuple(_keys(entry, ran.ending)),
    )


def prose(text: str) -> Prose:
    """Inline Markdown as runs of text, each in its style."""
    return tuple((str(run.style), visible(run.text)) for run in markup.parse(text))


def links(paths: tuple[str, ...]) -> tuple[FileLink, ...]:
    return tuple(FileLink(PurePosixPath(path).name, path) for path in paths)


def _clock(timeline: Timeline, known: bool) -> Clock:
    budget = timeline.short.options.budget
    lasts, over, labels = timeline.end / 1000, over_budget(timeline), timeline.labels
    used = labels.glance.used if known else labels.glance.used_at_least
    whole = max(lasts, budget)
    return Clock(
        used.format(used=seconds(timeline.end, labels.screen), budget=number(budget, labels.screen)),
        labels.screen.over.format(seconds=seconds(round(over * 1000), labels.screen)) if over else "",
        round(1000 * lasts / whole),
        round(1000 * budget / whole),
    )


def _pictures(entry: IndexEntry) -> Iterator[Thumbnail]:
    """The slides in the order of the timeline, of those whose pictures are up to date."""
    there = {path for paths in entry.files.values() for path in paths}
    for shot in shots(entry.timeline):
        svg, png = (f"{entry.folder}/slides/{shot.slide.name}.{form}" for form in ("svg", "png"))
        if svg in there:
            yield thumbnail(shot, svg, png if png in there else "", entry.timeline.labels.screen)


def thumbnail(shot: Shot, svg: str, png: str, labels: ScreenLabels) -> Thumbnail:
    """A slide with what it shows in words."""
    shown = shows(shot.slide.content, labels)
    alt = labels.slide.format(number=shot.slide.number, shows=shown)
    return Thumbnail(svg, png, clock(shot.start), shown, alt)


def _talk(timeline: Timeline) -> Iterator[CardLine]:
    """The beats after the hook's: one for each line of the talk track."""
    for beat in timeline.beats[1 : len(timeline.short.talk_track) + 1]:
        content = beat.slide.content
        lit = lines(content.focus, timeline.labels.screen) if isinstance(content, CodeContent) and content.focus else ""
        yield CardLine(clock(beat.start), prose(beat.text), lit)


def _codes(timeline: Timeline) -> Iterator[CardCode]:
    labels = timeline.labels.glance
    if timeline.short.code.text.strip():
        yield _code(timeline, timeline.short.code.text, labels.the_code, "python")
    for listing in timeline.short.listings:
        label = labels.the_listing.format(language=visible(listing.language))
        yield _code(timeline, listing.code.text, label, listing.language)


def _code(timeline: Timeline, text: str, label: str, language: str) -> CardCode:
    name = timeline.labels.glance.copy_of.format(what=label, number=f"{timeline.short.number:02d}")
    shown = tuple(tuple((kind, visible(word)) for kind, word in line) for line in highlight(text, language))
    return CardCode(label, name, shown, json.dumps(text) if visible(text) != text else "")


def _ran(outcome: Outcome, raises: str | None, labels: GlanceLabels) -> Ran:
    return Ran(ending(outcome, raises, labels), excerpt(outcome, raises, labels))


def _mistake(entry: IndexEntry) -> CardMistake | None:
    mistake, outcome = entry.timeline.short.mistake, entry.timeline.mistake
    if mistake is None:
        return None
    if mistake.code is None:
        return CardMistake(prose(mistake.text), None, None)
    labels = entry.timeline.labels.glance
    ran = _ran(outcome, mistake.raises, labels) if outcome else Ran(unrecorded(labels), Excerpt())
    code = _code(entry.timeline, mistake.code.text, labels.mistake_code, "python")
    return CardMistake(prose(mistake.text), code, ran)


def finding(problem: Problem, label: str) -> CardFinding:
    """A problem without the `label` of what it is about, which stands above it."""
    message = problem.message.removeprefix(label).lstrip(":, ")
    place = visible(str(problem.span)) if problem.span else ""
    return CardFinding(problem.severity, problem.code, prose(message), prose(problem.hint), place)


def _groups(entry: IndexEntry) -> Iterator[tuple[str, tuple[FileLink, ...]]]:
    """The files by what they are; those in a folder of their own also by their formats."""
    labels = entry.timeline.labels.glance
    for what, paths in entry.files.items():
        for form, group in groupby(sorted(paths, key=_form), _form):
            yield f"{_file(what, labels)}{form and ', '}{form}{_lack(what, paths, labels)}", links(tuple(group))


def _file(what: str, labels: GlanceLabels) -> str:
    return str(getattr(labels, f"file_{what}"))


def _lack(what: str, paths: tuple[str, ...], labels: GlanceLabels) -> str:
    """Why captions have no track of what is printed, where they have none."""
    if what == "captions" and not any(path.endswith("/output.vtt") for path in paths):
        return f"; {labels.no_output_track}"
    return ""


def _missing(entry: IndexEntry, labels: GlanceLabels) -> Prose:
    names = [_file(what, labels) for what, paths in entry.files.items() if not paths]
    if not names:
        return ()
    if any(problem.code.startswith("snippet-") for problem in entry.problems):
        return prose(labels.failed_files.format(names=", ".join(names)))
    label = labels.missing_files if len(names) > 1 else labels.missing_file
    return prose(label.format(names=", ".join(names), command=f"`shortsgen render {entry.timeline.day}`"))


def _form(path: str) -> str:
    """`SVG` of a file in a folder of the short's, "" of one that lies in the short's own."""
    pure = PurePosixPath(path)
    return pure.suffix[1:].upper() if len(pure.parts) > 2 else ""


def _keys(entry: IndexEntry, ended: Ending) -> Iterator[str]:
    if any(problem.severity is not Severity.NOTE for problem in entry.problems):
        yield "problem=any"
    yield from dict.fromkeys(f"problem={problem.code}" for problem in entry.problems)
    yield f"status={ended.status}"
