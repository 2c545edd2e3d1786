"""What the index shows of a short: text that is safe in any file, and where its pictures and files are."""

from __future__ import annotations

from dataclasses import dataclass

from shortsgen.problems import Severity
from shortsgen.render.glance.ending import Ending, Excerpt
from shortsgen.render.slides.highlight import Token

Prose = tuple[Token, ...]  # styles and texts


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds against the budget: in words, and `filled` and `budget` as thousandths of a bar."""

    words: str
    over: str
    filled: int
    budget: int


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A slide; `png` is "" where there is none."""

    svg: str
    png: str
    start: str
    shows: str
    alt: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of the talk track, when it is said, and which lines of the code are lit meanwhile."""

    start: str
    text: Prose
    lit: str


@dataclass(frozen=True, slots=True)
class CardCode:
    """Coloured lines. `name` tells them from all others of the page. `exact` is the text as JSON where what is shown of
    it differs, else ""."""

    label: str
    name: str
    lines: tuple[tuple[Token, ...], ...]
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of code."""

    ending: Ending
    printed: Excerpt


@dataclass(frozen=True, slots=True)
class CardMistake:
    """`code` and `ran` are None where it is only told."""

    text: Prose
    code: CardCode | None
    ran: Ran | None


@dataclass(frozen=True, slots=True)
class CardFinding:
    """A problem. `place` is "" where it might be another one by now."""

    severity: Severity
    code: str
    message: Prose
    hint: Prose
    place: str


@dataclass(frozen=True, slots=True)
class FileLink:
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """A short. `film` is where its video is, "" where there is none. `missing` says which of its files are not up to
    date, `keys` are the filters that it passes."""

    number: str
    id: str
    folder: str
    title: Prose
    clock: Clock
    ran: Ran
    pictures: tuple[Thumbnail, ...]
    film: str
    hook: Prose
    talk: tuple[CardLine, ...]
    codes: tuple[CardCode, ...]
    mistake: CardMistake | None
    findings: tuple[CardFinding, ...]
    files: tuple[tuple[str, tuple[FileLink, ...]], ...]
    missing: Prose
    keys: tuple[str, ...]
