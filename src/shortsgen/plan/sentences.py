"""Text -> its sentences, each still in its runs of styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shortsgen.plan.lexicon import PHRASES
from shortsgen.text.markup import Run, Style, parse

_END = re.compile(r"[.!?…][\"'”’»)\]]*(?P<blank>\s+)(?=\S)")
_ABBREVIATION = 8  # characters before a full stop that hold any of the phrases


def sentences(text: str) -> tuple[tuple[Run, ...], ...]:
    """Split at the blanks between sentences. A full stop in code ends none, nor does one of "e.g." or one that goes
    on in lower case."""
    runs = parse(text)
    cuts = [0, *_cuts(runs), sum(len(run.text) for run in runs)]
    found = (tuple(_slice(runs, start, end)) for start, end in pairwise(cuts))
    return tuple(sentence for sentence in found if any(run.text.strip() for run in sentence))


def _cuts(runs: Sequence[Run]) -> Iterator[int]:
    plain = "".join(run.text for run in runs)
    code = [run.style is Style.CODE for run in runs for _ in run.text]
    for match in _END.finditer(plain):
        goes_on = plain[match.end()].islower() and not code[match.end()]
        in_code = code[match.start()] or code[match.start("blank")]
        if not (in_code or goes_on or _is_abbreviated(plain, match.start())):
            yield match.end()


def _is_abbreviated(plain: str, stop: int) -> bool:
    before = plain[max(0, stop - _ABBREVIATION) : stop].split()
    return bool(before) and before[-1].strip("(.").lower() in PHRASES


def _slice(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    position = 0
    for run in runs:
        part = run.text[max(0, start - position) : max(0, end - position)]
        if part:
            yield Run(part, run.style)
        position += len(run.text)
