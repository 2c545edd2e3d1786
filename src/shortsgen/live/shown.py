"""What the server shows, as bytes: it is given all of it, and looks for nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shortsgen.live.messages import HTML, Answer


@dataclass(frozen=True, slots=True)
class Page:
    """`policy` is what it says of itself, as Content-Security-Policy."""

    html: bytes
    policy: str

    def answer(self) -> Answer:
        return Answer(self.html, HTML, policy=self.policy)


@dataclass(frozen=True, slots=True)
class Content:
    """What stands under a name that is made of its hash. `make` may take long, so it runs in a thread of its own; it
    may raise InputError."""

    kind: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Shown:
    """A state of the day: its page and its teleprompter, which are made when they are asked for, what these fetch by
    name, and as JSON what the page compares itself with."""

    page: Callable[[], Page]
    teleprompter: Callable[[], Page]
    contents: Mapping[str, Content]
    state: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """The pages that are the same for every day: the one that changes a key into a cookie, and a phone's."""

    enter: Page
    remote: Page
