"""`index.html`: the day at a glance."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shortsgen.labels.labels import GlanceLabels, Labels
from shortsgen.problems import Problem, Severity
from shortsgen.render.glance.card import Card, CardFinding, FileLink, Prose
from shortsgen.render.glance.ending import label
from shortsgen.render.glance.entry import IndexEntry, card, finding, links, prose
from shortsgen.render.inline import Inline
from shortsgen.render.templates import Templates
from shortsgen.render.wording import clock, counted
from shortsgen.store.artifact import Artifact
from shortsgen.text.visible import visible

TEMPLATE = "index.html.j2"
FILMS = "'self' file:"  # the latter because a page that is opened from a disk has no self
PICTURES = f"{FILMS} data:"


@dataclass(frozen=True, slots=True)
class Overview:
    """A day as the index gets it. `files` and `problems` are those that belong to no short."""

    name: str
    title: str
    labels: Labels
    entries: tuple[IndexEntry, ...]
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    environment: Mapping[str, Any] | None = None  # what the recording was made on


@dataclass(frozen=True, slots=True)
class Filter:
    """`key` is what the cards that it shows have among their keys, "" of one that shows all."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says of the whole day."""

    name: str
    title: Prose
    facts: tuple[str, ...]
    findings: tuple[CardFinding, ...]
    files: tuple[FileLink, ...]
    recorded: str


def render(overview: Overview, templates: Templates) -> tuple[Artifact, ...]:
    """The page, which holds all but the pictures and the files that it links."""
    cards = tuple(card(entry) for entry in overview.entries)
    inline = Inline.of(templates, ["index.css"], ["index.js"], PICTURES, FILMS)
    page = templates.render(
        TEMPLATE,
        language=overview.labels.language,
        labels=overview.labels.glance,
        words=json.dumps(overview.labels.glance._asdict()),
        mistake=overview.labels.slides.mistake,
        head=head_of(overview, cards),
        groups=tuple(filters_of(cards, overview.labels.glance)),
        cards=cards,
        inline=inline,
    )
    return (Artifact("index.html", page.encode()),)


def head_of(overview: Overview, cards: tuple[Card, ...]) -> Head:
    return Head(
        overview.name,
        prose(overview.title),
        tuple(_facts(overview, cards)),
        tuple(finding(problem, overview.name) for problem in overview.problems),
        links(overview.files),
        _recorded(overview.environment or {}, overview.labels.glance),
    )


def _facts(overview: Overview, cards: tuple[Card, ...]) -> Iterator[str]:
    labels = overview.labels.glance
    yield counted(len(cards), labels.one_short, labels.many_shorts)
    yield labels.in_all.format(clock=clock(sum(entry.timeline.end for entry in overview.entries)))
    yield from (f"{count} {label(status, labels)}" for status, count in _statuses(cards).items())
    severities = Counter([one.severity for one in _findings(cards)] + [one.severity for one in overview.problems])
    yield from [_counted(severities[one], one, labels) for one in Severity if severities[one]] or [labels.no_problems]


def _counted(count: int, severity: Severity, labels: GlanceLabels) -> str:
    one, many = {
        Severity.ERROR: (labels.one_error, labels.many_errors),
        Severity.WARNING: (labels.one_warning, labels.many_warnings),
        Severity.NOTE: (labels.one_note, labels.many_notes),
    }[severity]
    return counted(count, one, many)


def filters_of(cards: tuple[Card, ...], labels: GlanceLabels) -> Iterator[tuple[str, tuple[Filter, ...]]]:
    """Groups of filters, each with its name; a group without filters is left out."""
    counts = Counter(key for one in cards for key in one.keys)
    with_problems = Filter("problem=any", labels.with_problems, counts["problem=any"])
    yield labels.shorts, (Filter("", labels.show_all, len(cards)), with_problems)
    codes = sorted({one.code for one in _findings(cards)})
    if codes:
        yield labels.problems, tuple(Filter(f"problem={code}", code, counts[f"problem={code}"]) for code in codes)
    statuses = _statuses(cards).items()
    yield labels.status, tuple(Filter(f"status={one}", label(one, labels), count) for one, count in statuses)


def _statuses(cards: Iterable[Card]) -> Counter[str]:
    """How many of each there are, the most frequent first."""
    counts = Counter(one.ran.ending.status for one in cards)
    return Counter(dict(counts.most_common()))


def _findings(cards: Iterable[Card]) -> Iterator[CardFinding]:
    return (finding for one in cards for finding in one.findings)


def _recorded(environment: Mapping[str, Any], labels: GlanceLabels) -> str:
    """`Recorded with Python 3.11.7, torch 2.13.0+cpu, linux-x86_64`, as far as it is known."""
    names = {"python": "Python ", "torch": "torch ", "platform": ""}
    known = visible(", ".join(f"{said}{environment[name]}" for name, said in names.items() if name in environment))
    return labels.recorded.format(environment=known) if known else ""
