"""The live page: that of the day at a glance, in parts that are replaced one by one while it is open.

Its templates are the built-in ones, whatever a project has: it is the program's own interface, and holds its keys.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from shortsgen.labels.labels import Labels
from shortsgen.render.glance.card import Card
from shortsgen.render.glance.index import Overview, filters_of, head_of
from shortsgen.render.inline import Inline
from shortsgen.render.templates import Templates

SERVER = "'self'"
_SCRIPTS = ("index.js", "live/player.js", "live/remote-desk.js", "live/live.js")


@dataclass(frozen=True)
class Part:
    """A piece of the page by its name: `head`, or `short-first-model`."""

    name: str
    html: str

    @cached_property
    def version(self) -> str:
        """Another one as soon as anything of it is another."""
        return version(self.html.encode())


@dataclass(frozen=True, slots=True)
class Whole:
    """A page, and the Content-Security-Policy that it has."""

    html: str
    policy: str


def version(data: bytes) -> str:
    """128 bits of a hash, for what is fetched by it."""
    return sha256(data).hexdigest()[:32]


class LivePages:
    """The pages of the server, from the built-in templates."""

    def __init__(self) -> None:
        self._templates = Templates()

    def day(self, name: str, labels: Labels, parts: Sequence[Part], page: str) -> Whole:
        """The page with its parts as they are now. `page` is the version of all else of it."""
        inline = Inline.of(
            self._templates, ["index.css", "live/live.css"], _SCRIPTS, f"{SERVER} data:", connections=SERVER
        )
        named = {part.name: part for part in parts}
        shorts = [part for part in parts if part.name.startswith("short-")]
        words = json.dumps(labels.glance._asdict())
        return self._whole(
            "page", inline, day=name, labels=labels.glance, language=labels.language, words=words, page=page,
            parts=named, shorts=shorts,
        )  # fmt: skip

    def version(self, name: str, labels: Labels) -> str:
        """That of the page without its parts."""
        return version(self.day(name, labels, (), "").html.encode())

    def enter(self) -> Whole:
        """What changes the key of an address into a cookie."""
        return self._own("enter")

    def remote(self) -> Whole:
        """What a phone opens."""
        return self._own("remote")

    def _own(self, name: str) -> Whole:
        inline = Inline.of(self._templates, ["live/remote.css"], [f"live/{name}.js"], connections=SERVER)
        return self._whole(name, inline)

    def _whole(self, name: str, inline: Inline, **data: Any) -> Whole:
        return Whole(self._templates.render(f"live/{name}.html.j2", inline=inline, **data), inline.policy)

    def card(self, card: Card, film: str, labels: Labels) -> Part:
        """A short, with where its film is."""
        return self._part(f"short-{card.id}", labels, kind="card", value=card, film=film)

    def frame(self, overview: Overview, cards: tuple[Card, ...]) -> tuple[Part, ...]:
        """What stands around the shorts."""
        labels = overview.labels
        values = {
            "head": head_of(overview, cards),
            "groups": tuple(filters_of(cards, labels.glance)),
            "contents": cards,
        }
        return tuple(self._part(kind, labels, kind=kind, value=value) for kind, value in values.items())

    def trouble(self, said: str, report: str) -> Part:
        """What stands above the last good state: a sentence, and the problems as the terminal shows them."""
        html = self._templates.render("live/trouble.html.j2", said=said, report=report)
        return Part("trouble", html)

    def _part(self, name: str, labels: Labels, **data: Any) -> Part:
        data = {"labels": labels.glance, "mistake": labels.slides.mistake, "film": ""} | data
        return Part(name, self._templates.render("live/part.html.j2", **data))
