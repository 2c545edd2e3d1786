"""The words of a beat -> phrases of a cue's size and their rows, parted where a reader would pause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from shortsgen.cues.breaks import blanks_in_code, break_costs
from shortsgen.cues.profiles import Profile
from shortsgen.plan.timeline import Beat, Word
from shortsgen.text.cells import cells
from shortsgen.text.visible import visible

# What a cue costs, beside its breaks. Breaks between cues count double: they are seen for longer.
_PER_CUE = 6
_PER_BREAK = 2
_PER_IMBALANCE = 2


class Cost(NamedTuple):
    """Of a way to part a beat, compared from left to right: cues of several words that are said for too long, cues
    that stand too shortly, cues that stand too shortly to be read, and how badly it reads."""

    long: int = 0
    short: int = 0
    fast: int = 0
    reading: float = 0.0

    def plus(self, other: Cost) -> Cost:
        fast = self.fast + other.fast
        return Cost(self.long + other.long, self.short + other.short, fast, self.reading + other.reading)


Rows = tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of a beat, visible. `widths[n]` is the width of the first n words without blanks, `breaks[n]` what it
    costs to break before word n; the last cue may stand `until` there."""

    words: tuple[Word, ...]
    widths: tuple[int, ...]
    breaks: tuple[int, ...]
    profile: Profile
    until: int

    @classmethod
    def of(cls, beat: Beat, profile: Profile, until: int) -> Speech:
        words = tuple(Word(visible(word.text), word.start, word.end) for word in beat.words)
        texts = [word.text for word in words]
        widths = accumulate((sum(map(cells, text)) for text in texts), initial=0)
        return cls(words, tuple(widths), break_costs(texts, blanks_in_code(beat.text)), profile, until)

    def phrases(self) -> Iterator[Rows]:
        """The rows of each cue, in order. As few cues as can be are over the longest time, under the shortest, or
        too fast to read; of the ways that are equal in this, the one that reads best."""
        for start, end in self._parts():
            _, breaks = self._rows(start, end) or (0, ())
            yield tuple(self.words[a:b] for a, b in pairwise((start, *breaks, end)))

    def _parts(self) -> list[tuple[int, int]]:
        """Where cues begin and end so that the costs are least: the shortest path over the places between words."""
        best: list[tuple[Cost, int]] = [(Cost(), 0)]
        for end in range(1, len(self.words) + 1):
            best.append(min((best[start][0].plus(cost), start) for start, cost in self._last_cues(end)))
        parts: list[tuple[int, int]] = []
        end = len(self.words)
        while end:
            start = best[end][1]
            parts.append((start, end))
            end = start
        return parts[::-1]

    def _last_cues(self, end: int) -> Iterator[tuple[int, Cost]]:
        """All beginnings of a cue that ends before word `end`, with its cost."""
        for start in range(end - 1, -1, -1):
            rows = self._rows(start, end)
            if rows is None:
                return
            closing = _PER_BREAK * self.breaks[end] if end < len(self.words) else 0
            yield start, self._cost(start, end, _PER_CUE + rows[0] + closing)

    def _cost(self, start: int, end: int, reading: float) -> Cost:
        stands = self._until(end) - self.words[start].start
        short, fast = stands < self.profile.shortest, stands < self.profile.reading(self._width(start, end))
        return Cost(self._too_long(start, end), short, fast, reading)

    def _too_long(self, start: int, end: int) -> bool:
        return end - start > 1 and self.words[end - 1].end - self.words[start].start > self.profile.longest

    def _until(self, end: int) -> int:
        """When a cue that ends before word `end` goes at the latest."""
        return self.words[end].start - self.profile.gap if end < len(self.words) else self.until

    def _rows(self, start: int, end: int) -> tuple[float, tuple[int, ...]] | None:
        """The cost of a cue's rows and where they break; None where they are not enough."""
        if self._fits(start, end):
            return 0.0, ()
        if self.profile.rows < 2:
            return None
        places = (p for p in range(start + 1, end) if self._fits(start, p) and self._fits(p, end))
        return min(((self._imbalance(start, p, end) + self.breaks[p], (p,)) for p in places), default=None)

    def _fits(self, start: int, end: int) -> bool:
        return end - start == 1 or self._width(start, end) <= self.profile.columns

    def _width(self, start: int, end: int) -> int:
        return self.widths[end] - self.widths[start] + end - start - 1

    def _imbalance(self, start: int, place: int, end: int) -> float:
        difference = abs(self._width(start, place) - self._width(place, end))
        return _PER_IMBALANCE * min(1.0, difference / self.profile.columns)
