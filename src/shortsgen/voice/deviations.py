"""What was heard of a script -> when each of its words is said the last good time, and all that was said otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from shortsgen.voice.heard import Heard, Span

_SHORTEST = 400  # ms of an ad-lib; less is a noise
_FRAGMENT = 2  # words beside an ad-lib that belong to it, as they only sound like the script
_PAUSE = 1000  # ms of silence that is too long


class Kind(StrEnum):
    """How a take is otherwise than its script."""

    LEFT_OUT = "left out"
    AGAIN = "said again"
    BROKEN_OFF = "broken off"  # and never said whole
    AD_LIB = "ad-libbed"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Deviation:
    """From when to when in the take; of what is left out, between what it is missing. `words` are places in the script,
    the first and the one after the last; none of an ad-lib."""

    kind: Kind
    span: Span
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """When each word of the script is said for good, None where it is left out, and the deviations in the order of the
    take."""

    words: tuple[Span | None, ...]
    deviations: tuple[Deviation, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row, from the place `first` on; none of an ad-lib."""

    first: int | None
    spans: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def after(self) -> int | None:
        """The place of the word that would go on."""
        return None if self.first is None else self.first + len(self.spans)

    def said(self, start: int, end: int) -> tuple[Span, ...] | None:
        """When the words from `start` on are said, where it has all of them."""
        if self.first is None or not self.first <= start <= end <= self.first + len(self.spans):
            return None
        return self.spans[start - self.first : end - self.first]


def judged(heard: Sequence[Heard], edges: Sequence[int]) -> Found:
    """The sentences of the script lie between the `edges`. Of each the last whole one counts."""
    runs = _without_fragments(_runs(heard))
    words: list[Span | None] = [None] * edges[-1]
    for start, end in pairwise(edges):
        whole = [said for run in runs if (said := run.said(start, end))]
        if whole:
            words[start:end] = whole[-1]
    others = tuple(_otherwise(runs, words))
    found = (*_left_out(words, edges), *_with_ends(others, edges), *_silences(words, others))
    return Found(tuple(words), tuple(sorted(found, key=lambda one: (one.span.start, one.span.end))))


def _runs(heard: Sequence[Heard]) -> list[_Run]:
    runs: list[_Run] = []
    for one in heard:
        last = runs[-1] if runs else None
        if last and one.place is not None and one.place == last.after:
            runs[-1] = _Run(last.first, (*last.spans, one.span))
        else:
            runs.append(_Run(one.place, (one.span,)))
    return runs


def _without_fragments(runs: Sequence[_Run]) -> list[_Run]:
    """Ad-libs with the fragments beside them, of which the script goes on elsewhere, as one."""
    merged: list[_Run] = []
    for place, run in enumerate(runs):
        after = runs[place + 1] if place + 1 < len(runs) else None
        beside = any(one and one.first is None for one in (merged[-1] if merged else None, after))
        goes_on = after and after.first in (None, run.after)
        fragment = run.first is not None and len(run.spans) <= _FRAGMENT and beside and after and not goes_on
        aside = _Run(None, run.spans) if fragment else run
        if merged and merged[-1].first is None and aside.first is None:
            merged[-1] = _Run(None, (*merged[-1].spans, *aside.spans))
        else:
            merged.append(aside)
    return _joined_over_noise(merged)


def _joined_over_noise(runs: Sequence[_Run]) -> list[_Run]:
    """Without noises; where a sentence goes on after one, or after an ad-lib, it is one run."""
    joined: list[_Run] = []
    for run in runs:
        if run.first is None and run.span.end - run.span.start < _SHORTEST:
            continue
        before = next((place for place in reversed(range(len(joined))) if joined[place].first is not None), None)
        if before is not None and run.first is not None and run.first == joined[before].after:
            joined[before] = _Run(joined[before].first, (*joined[before].spans, *run.spans))
        else:
            joined.append(run)
    return joined


def _left_out(words: Sequence[Span | None], edges: Sequence[int]) -> Iterator[Deviation]:
    for start, end in pairwise(edges):
        if start < end and words[start] is None:
            before = [span.end for span in words[:start] if span]
            at = before[-1] if before else 0
            yield Deviation(Kind.LEFT_OUT, Span(at, at), (start, end))


def _otherwise(runs: Sequence[_Run], words: Sequence[Span | None]) -> Iterator[Deviation]:
    """Ad-libs, and words that are not those that count."""
    for run in runs:
        if run.first is None:
            yield Deviation(Kind.AD_LIB, run.span)
            continue
        lost = [place for place, span in enumerate(run.spans, run.first) if words[place] != span]
        again = [place for place in lost if words[place]]
        for kind, places in ((Kind.AGAIN, again), (Kind.BROKEN_OFF, [place for place in lost if place not in again])):
            for first, last in _stretches(places):
                spans = run.spans[first - run.first : last + 1 - run.first]
                yield Deviation(kind, Span(spans[0].start, spans[-1].end), (first, last + 1))


def _with_ends(others: Sequence[Deviation], edges: Sequence[int]) -> list[Deviation]:
    """Where the end of a sentence that was said again is blurred, and so heard as something else, it belongs to it."""
    told: list[Deviation] = []
    for one in others:
        last = told[-1] if told else None
        if last and last.words and _is_end(last, one):
            end = min(edge for edge in edges if edge >= last.words[1])
            if 0 < end - last.words[1] <= _FRAGMENT:
                told[-1] = Deviation(last.kind, Span(last.span.start, one.span.end), (last.words[0], end))
                continue
        told.append(one)
    return told


def _is_end(said: Deviation, other: Deviation) -> bool:
    """Whether `other` follows at once, and is too short for an ad-lib of its own."""
    span = other.span
    near = 0 <= span.start - said.span.end < _SHORTEST and span.end - span.start < _PAUSE
    return said.kind is Kind.AGAIN and other.kind is Kind.AD_LIB and near


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of numbers in a row."""
    begin = None
    for place in places:
        begin = place if begin is None else begin
        if place + 1 not in places:
            yield begin, place
            begin = None


def _silences(words: Sequence[Span | None], others: Sequence[Deviation]) -> Iterator[Deviation]:
    """Those that are too long, between words that are said one right after the other."""
    said = [(place, span) for place, span in enumerate(words) if span]
    heard = [*(one.span for one in others), *(span for _, span in said)]
    for (place, span), (after, later) in pairwise(said):
        between = any(span.end < one.end and one.start < later.start for one in heard)
        if after == place + 1 and later.start - span.end > _PAUSE and not between:
            yield Deviation(Kind.SILENCE, Span(span.end, later.start), (place, after + 1))
