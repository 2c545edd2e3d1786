"""`index.html`: the day at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shortsgen.problems import Problem, Severity, counted
from shortsgen.render.glance.card import Card, CardFinding, FileLink, Prose
from shortsgen.render.glance.ending import label
from shortsgen.render.glance.entry import IndexEntry, card, finding, links, prose
from shortsgen.render.inline import Inline
from shortsgen.render.templates import Templates
from shortsgen.render.wording import clock
from shortsgen.store.artifact import Artifact
from shortsgen.text.visible import visible

TEMPLATE = "index.html.j2"
PICTURES = "'self' file: data:"  # `file:`, because a page that is opened from a disk has no self


@dataclass(frozen=True, slots=True)
class Overview:
    """A day as the index gets it. `files` and `problems` are those that belong to no short."""

    name: str
    title: str
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
    inline = Inline.of(templates, "index.css", ["index.js"], PICTURES)
    page = templates.render(
        TEMPLATE, head=_head(overview, cards), groups=tuple(_filters(cards)), cards=cards, inline=inline
    )
    return (Artifact("index.html", page.encode()),)


def _head(overview: Overview, cards: tuple[Card, ...]) -> Head:
    return Head(
        overview.name,
        prose(overview.title),
        tuple(_facts(overview, cards)),
        tuple(finding(problem, overview.name) for problem in overview.problems),
        links(overview.files),
        _recorded(overview.environment or {}),
    )


def _facts(overview: Overview, cards: tuple[Card, ...]) -> Iterator[str]:
    yield counted(len(cards), "short")
    yield f"{clock(sum(entry.timeline.end for entry in overview.entries))} in all"
    yield from (f"{count} {label(status)}" for status, count in _statuses(cards).items())
    severities = Counter([one.severity for one in _findings(cards)] + [one.severity for one in overview.problems])
    counts = [counted(severities[one], one.value) for one in Severity if severities[one]]
    yield from counts or ["no problems"]


def _filters(cards: tuple[Card, ...]) -> Iterator[tuple[str, tuple[Filter, ...]]]:
    """Groups of filters, each with its name; a group without filters is left out."""
    counts = Counter(key for one in cards for key in one.keys)
    yield "Shorts", (Filter("", "All", len(cards)), Filter("problem=any", "With problems", counts["problem=any"]))
    codes = sorted({one.code for one in _findings(cards)})
    if codes:
        yield "Problems", tuple(Filter(f"problem={code}", code, counts[f"problem={code}"]) for code in codes)
    yield "Status", tuple(Filter(f"status={one}", label(one), count) for one, count in _statuses(cards).items())


def _statuses(cards: Iterable[Card]) -> Counter[str]:
    """How many of each there are, the most frequent first."""
    counts = Counter(one.ran.ending.status for one in cards)
    return Counter(dict(counts.most_common()))


def _findings(cards: Iterable[Card]) -> Iterator[CardFinding]:
    return (finding for one in cards for finding in one.findings)


def _recorded(environment: Mapping[str, Any]) -> str:
    """`Python 3.11.7, torch 2.13.0+cpu, linux-x86_64`, as far as it is known."""
    names = {"python": "Python ", "torch": "torch ", "platform": ""}
    return visible(", ".join(f"{said}{environment[name]}" for name, said in names.items() if name in environment))
