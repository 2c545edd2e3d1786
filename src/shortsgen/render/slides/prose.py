"""Inline Markdown -> runs of text that a theme can set, with the places where a line may break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from unicodedata import category

from shortsgen.layout.prose import BREAK, HEAVIEST, Word, broken, composed, soft_places, word_width, words
from shortsgen.text.markup import Run, Style, parse

_LONG_STRETCH = re.compile(rf"[^ {BREAK}]{{12,}}")  # may break anywhere, where even that does not
_JOINED = frozenset(("Mn", "Mc", "Me", "Cf"))  # categories of what belongs to the character before it

Pairs = tuple[tuple[str, str], ...]
Prose = tuple[dict[str, Any], ...]


def prose(text: str) -> Prose:
    """Inline Markdown in runs."""
    return prose_of(parse(text))


def prose_of(runs: Iterable[Run]) -> Prose:
    """Three tries to set `runs`: words whole, long words broken where a reader would, broken anywhere.

    Each has its `runs`, and the `words` that it needs on one line, by which a theme knows how wide it is at least:
    at most `widest` em in the built-in font, and `heaviest` in its heaviest weight; of any other font a theme measures
    the words. The styles of runs are those of Markdown, and "chip" for code that has no place to break.
    """
    whole = composed(runs)
    return tuple(attempt(runs) for runs, _ in groupby((whole, broken(whole, soft_places), broken(whole, _anywhere))))


def attempt(runs: tuple[Run, ...]) -> dict[str, Any]:
    """One try to set runs that are composed."""
    found = words(runs)
    widest = max(map(word_width, found), default=0.0)
    texts = {"runs": tuple(_chips(runs)), "words": tuple(map(pairs, found))}
    return texts | {"widest": widest, "heaviest": HEAVIEST * widest}


def _anywhere(plain: str) -> Iterator[int]:
    for stretch in _LONG_STRETCH.finditer(plain):
        inside = range(stretch.start() + 1, stretch.end())
        yield from (place for place in inside if category(plain[place]) not in _JOINED)


def _chips(runs: tuple[Run, ...]) -> Iterator[tuple[str, str]]:
    """Code that stands by itself and has no place to break is set as one box; beside a letter a box would break."""
    texts = ["", *(run.text for run in runs), ""]
    for run, before, after in zip(runs, texts, texts[2:], strict=False):
        alone = not (before[-1:].isalnum() or after[:1].isalnum())
        whole = run.style is Style.CODE and alone and " " not in run.text and BREAK not in run.text
        yield ("chip" if whole else str(run.style)), run.text


def pairs(word: Word) -> Pairs:
    """A word, or what stands on one line, as a theme gets it."""
    return tuple((str(run.style), run.text) for run in word)


def stripped(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without blanks at the beginning and the end."""
    first, *others = runs
    *middle, last = (Run(first.text.lstrip(), first.style), *others)
    return (*middle, Run(last.text.rstrip(), last.style))
