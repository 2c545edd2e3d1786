"""Inline Markdown -> runs of text that a theme can set, with the places where a line may break."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from typing import Any

from shortsgen.layout.prose import HEAVIEST, run_width
from shortsgen.text import markup
from shortsgen.text.markup import Run, Style

_SHORT = 18  # characters of inline code that are kept on one line
_LONG = 12  # characters of a word that may break where nothing else helps
_ASIDE = re.compile(r"\([^()\n]{1,16}\)")  # kept on one line: `(batch, 28, 28)`
_BREAK = "\u200b"
_BREAKS = re.compile(f"[ {_BREAK}]+")
_PIECE_END = re.compile(r"(?<=[._\-/(,=:\[])(?=\w)")
_LONG_WORD = re.compile(rf"\S{{{_LONG},}}")


def prose(text: str, marked: bool = True) -> tuple[dict[str, Any], ...]:
    """Three tries to set `text`: words whole, long words broken where a reader would, broken anywhere.

    Each has its `runs`, and the `words` that it needs on one line, by which a theme knows how wide it is at least:
    `widest` em in the built-in font, at most; of any other font a theme measures the words.
    """
    runs = markup.parse(text) if marked else (Run(text),)
    tries = [tuple(Run(breaking(run), run.style) for run in runs) for breaking in (_whole, _softly, _anywhere)]
    return tuple(_try(runs) for runs, _ in groupby(tries))


def _try(runs: tuple[Run, ...]) -> dict[str, Any]:
    words = _words(runs)
    widest = max((sum(run_width(text, style == Style.CODE) for style, text in word) for word in words), default=0.0)
    return {"runs": _pairs(runs), "words": words, "widest": HEAVIEST * widest}


def _whole(run: Run) -> str:
    if run.style is Style.CODE and len(run.text) <= _SHORT:
        return _tied(run.text)
    return _ASIDE.sub(lambda match: _tied(match[0]), run.text)


def _tied(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _softly(run: Run) -> str:
    return _in_long_words(run, lambda word: _PIECE_END.sub(_BREAK, word))


def _anywhere(run: Run) -> str:
    return _in_long_words(run, _BREAK.join)


def _in_long_words(run: Run, breaking: Callable[[str], str]) -> str:
    return _LONG_WORD.sub(lambda match: breaking(match[0]), _whole(run))


def _pairs(runs: tuple[Run, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((str(run.style), run.text) for run in runs)


def _words(runs: tuple[Run, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The stretches without a break; one may span runs, as does a full stop after inline code."""
    words: list[list[tuple[str, str]]] = [[]]
    for run in runs:
        first, *others = _BREAKS.split(run.text)
        words[-1].append((str(run.style), first))
        words += [[(str(run.style), other)] for other in others]
    return tuple(word for word in (tuple(pair for pair in word if pair[1]) for word in words) if word)
