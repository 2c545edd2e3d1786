"""The live page as a viewer of turns: what changed is drawn, and given to the server as bytes.

Imported only where a page is asked for: it needs the extra `live`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.labels.labels import Labels
from shortsgen.live.messages import HTML
from shortsgen.live.server import Server
from shortsgen.live.shown import Fixed, Page, Shown
from shortsgen.pipeline.day import Loaded, at_hand
from shortsgen.pipeline.drawing import Drawn, content, draw
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.watching import Turn
from shortsgen.problems import Problem, bad_input
from shortsgen.render.glance.card import Card
from shortsgen.render.glance.entry import IndexEntry, card
from shortsgen.render.glance.index import Overview
from shortsgen.render.live.page import LivePages, Part, Whole
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.teleprompter import page as prompter
from shortsgen.report.human import human
from shortsgen.run.cores import cores
from shortsgen.script.model import Day, Short
from shortsgen.script.settings import Settings

_FIRST = "is brought up to date for the first time …"
_LAST_GOOD = "cannot be shown as it is now. Below stands how it was last."


@dataclass(frozen=True, slots=True)
class Shelved:
    """The card of a short, and what it was made from."""

    drawn: Drawn
    problems: tuple[Problem, ...]
    card: Card
    part: Part


class Showing:
    """Gives a server the day after each turn. What did not change is neither drawn nor written anew."""

    def __init__(self, session: Session, name: str, port: int, network: str) -> None:
        """Raises InputError where the port cannot be had, or the extra is not installed."""
        self._session, self._name = session, name
        self._pages = LivePages()
        self._look: tuple[Slides, Settings] | None = None  # in which all is drawn
        self._drawn: dict[str, Drawn] = {}  # by the ids of shorts
        self._stale: set[str] = set()  # the ids of shorts that could not be drawn yet
        self._cards: dict[str, Shelved] = {}
        self._frame: tuple[Part, ...] = ()
        self._labels, self._version = ENGLISH, self._pages.version(name, ENGLISH)
        fixed = Fixed(_page(self._pages.enter()), _page(self._pages.remote()))
        self.server = Server(fixed, self._shown((), f"{name} {_FIRST}", ""), port, network)

    def judged(self, turn: Turn) -> None:
        if turn.error is None and turn.loaded:
            self._draw(turn.loaded, turn)
        self._show(turn)

    def rendered(self, turn: Turn) -> None:
        """What it found while it was rendered is shown too."""
        self._show(turn)

    def _show(self, turn: Turn) -> None:
        shorts = [short for short in turn.loaded.day.shorts if short.id in self._drawn] if turn.loaded else []
        self._drawn = {short.id: self._drawn[short.id] for short in shorts}
        if turn.error is None and turn.loaded:
            self._write(turn.loaded.day, shorts, turn.problems)
        report = human(turn.error.problems, turn.error.sources).plain if turn.error else ""
        self.server.show(self._shown(shorts, f"{self._name} {_LAST_GOOD}" if report else "", report))

    # ---- Slides and films

    def _draw(self, loaded: Loaded, turn: Turn) -> None:
        """What changed since it was drawn; all of it where the look did."""
        look = self._session.typesetter, self._session.project.settings
        self._stale |= {*turn.shorts, *(self._drawn if look != self._look else ())}
        stale = [short for short in loaded.day.shorts if short.id in self._stale]
        outcomes = at_hand(loaded, loaded.of(*stale)) | dict(turn.outcomes)
        with ThreadPoolExecutor(cores()) as pool:
            drawn = list(pool.map(lambda short: draw(self._session, loaded, short, outcomes), stale))
        self._drawn |= {one.timeline.short.id: one for one in drawn}
        self._look, self._stale = look, set()

    # ---- The page

    def _write(self, day: Day, shorts: Sequence[Short], problems: Sequence[Problem]) -> None:
        about: dict[str, list[Problem]] = {}
        for problem in problems:
            about.setdefault(problem.subject.split("/")[1] if problem.subject else "", []).append(problem)
        entries = [self._entry(short, about.get(short.id, [])) for short in shorts]
        self._cards = {entry.timeline.short.id: self._card(entry) for entry in entries}
        if day.labels != self._labels:
            self._labels, self._version = day.labels, self._pages.version(self._name, day.labels)
        overview = Overview(day.name, day.title, day.labels, tuple(entries), (), tuple(about.get("", [])))
        self._frame = self._pages.frame(overview, tuple(one.card for one in self._cards.values()))

    def _entry(self, short: Short, problems: Sequence[Problem]) -> IndexEntry:
        drawn = self._drawn[short.id]
        return IndexEntry(drawn.timeline, short.id, {}, tuple(problems), known=drawn.known)

    def _card(self, entry: IndexEntry) -> Shelved:
        """Written again only where it shows something else."""
        short = entry.timeline.short
        drawn, kept = self._drawn[short.id], self._cards.get(short.id)
        if kept and kept.drawn is drawn and kept.problems == entry.problems:
            return kept
        made = replace(card(entry), pictures=drawn.pictures)
        return Shelved(drawn, entry.problems, made, self._pages.card(made, drawn.film, entry.timeline.labels))

    def _shown(self, shorts: Sequence[Short], said: str, report: str) -> Shown:
        parts = [self._pages.trouble(said, report), *self._frame, *(self._cards[short.id].part for short in shorts)]
        contents = {f"{part.version}.html": content(HTML, part.html.encode()) for part in parts}
        for short in shorts:
            contents |= self._drawn[short.id].contents
        state = json.dumps({"page": self._version, "parts": [[part.name, part.version] for part in parts]})
        drawn = [self._drawn[short.id] for short in shorts]
        page = partial(self._whole, self._labels, parts, self._version)
        return Shown(page, partial(self._teleprompter, drawn), contents, state)

    def _whole(self, labels: Labels, parts: Sequence[Part], version: str) -> Page:
        return _page(self._pages.day(self._name, labels, parts, version))

    def _teleprompter(self, drawn: Sequence[Drawn]) -> Page:
        """That of the shorts, with a script that obeys the remote. Raises InputError before there are any."""
        if not drawn:
            raise bad_input("there is nothing to say yet: load this page again in a moment")
        svgs = {one.timeline.short.id: one.svgs for one in drawn}
        html, policy = prompter.served(
            [one.timeline for one in drawn],
            self._session.templates,
            lambda timeline: [self._session.pictures.of(svg) for svg in svgs[timeline.short.id]],
        )
        return Page(html.encode(), policy)


@contextmanager
def showing(session: Session, name: str, port: int = 0, network: str = "") -> Iterator[Showing]:
    """A live page of the day, for as long as it is watched. Raises InputError."""
    viewer = Showing(session, name, port, network)
    with viewer.server:
        yield viewer


def _page(whole: Whole) -> Page:
    return Page(whole.html.encode(), whole.policy)
