"""timeline -> cues: the captions of what is said, and of what is printed, before they have a file format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from shortsgen.plan.breaks import break_costs
from shortsgen.plan.fit import cells
from shortsgen.plan.screen import shown
from shortsgen.plan.timeline import Beat, Kind, Timeline, Word
from shortsgen.visible import visible

# What a cue costs, beside its breaks. Breaks between cues count double: they are seen for longer.
_PER_CUE = 6
_PER_BREAK = 2
_PER_IMBALANCE = 2
_TOO_SHORT = 20
_TOO_LONG = 1_000  # more than any way to part it costs


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines that stand on screen from `start` to `end`, in milliseconds."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """How much a cue may hold, in cells and rows, and how long it stands where the speech allows, in milliseconds.

    A word that is wider than a row has a row to itself: to break it would show code that nobody wrote.
    """

    columns: int
    rows: int
    shortest: int
    longest: int


NETFLIX = Profile(columns=42, rows=2, shortest=833, longest=7_000)  # its timed text style guide
PROFILES = {
    "netflix": NETFLIX,
    "dcmp": Profile(columns=32, rows=2, shortest=2_000, longest=6_000),  # its captioning key
    "shorts": Profile(columns=30, rows=1, shortest=833, longest=3_000),  # the practice of the platforms: 5 to 7 words
}


def cues(timeline: Timeline, profile: Profile = NETFLIX) -> tuple[Cue, ...]:
    """What is said. A cue never spans two beats, so that it changes with the picture."""
    spoken = [cue for beat in timeline.beats for cue in _Speech.of(beat, profile).cues()]
    return tuple(_apart(spoken, timeline.end, profile.shortest))


def output_cues(timeline: Timeline) -> tuple[Cue, ...]:
    """What is printed, as it was: during the output beat that of the code, during the mistake beat that of the
    mistake that was really made. Neither wrapped nor shortened; an output is no speech to keep pace with."""
    texts = ((beat, _printed(timeline, beat)) for beat in timeline.beats)
    return tuple(Cue(beat.start, beat.end, tuple(text.split("\n"))) for beat, text in texts if text)


def join(timelines: Iterable[Timeline], of: Callable[[Timeline], tuple[Cue, ...]] = cues) -> tuple[Cue, ...]:
    """The cues of several shorts laid end to end."""
    joined: list[Cue] = []
    offset = 0
    for timeline in timelines:
        joined += (replace(cue, start=cue.start + offset, end=cue.end + offset) for cue in of(timeline))
        offset += timeline.end
    return tuple(joined)


def _printed(timeline: Timeline, beat: Beat) -> str:
    first = timeline.slides[beat.slide - 1].index == 0  # the others show figures only
    if beat.kind is Kind.OUTPUT and first:
        return shown(timeline.outcome)
    return shown(timeline.mistake) if beat.kind is Kind.MISTAKE and timeline.mistake else ""


def _apart(spoken: Sequence[Cue], end: int, shortest: int) -> Iterator[Cue]:
    """Lengthen the short ones into the silence after them. Each lasts a millisecond at least, even one of words that
    are not said, such as a dash."""
    free = 0
    starts = [*(cue.start for cue in spoken), end]
    for cue, following in zip(spoken, starts[1:], strict=True):
        start = max(cue.start, free)
        free = max(cue.end, min(start + shortest, following), start + 1)
        yield replace(cue, start=start, end=free)


@dataclass(frozen=True, slots=True)
class _Speech:
    """The words of a beat, on their way into cues. `widths[n]` is the width of the first n words without blanks,
    `breaks[n]` what it costs to break before word n."""

    words: tuple[Word, ...]
    texts: tuple[str, ...]
    widths: tuple[int, ...]
    breaks: tuple[int, ...]
    profile: Profile

    @classmethod
    def of(cls, beat: Beat, profile: Profile) -> _Speech:
        texts = tuple(visible(word.text) for word in beat.words)
        widths = accumulate((sum(map(cells, text)) for text in texts), initial=0)
        return cls(beat.words, texts, tuple(widths), break_costs(texts), profile)

    def cues(self) -> Iterator[Cue]:
        for start, end in self._parts():
            _, breaks = self._rows(start, end) or (0, ())
            edges = (start, *breaks, end)
            lines = (" ".join(self.texts[a:b]) for a, b in pairwise(edges))
            yield Cue(self.words[start].start, self.words[end - 1].end, tuple(lines))

    def _parts(self) -> list[tuple[int, int]]:
        """Where cues begin and end so that the costs are least: the shortest path over the places between words."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(self.words) + 1):
            best.append(min((best[start][0] + cost, start) for start, cost in self._last_cues(end)))
        parts: list[tuple[int, int]] = []
        end = len(self.words)
        while end:
            start = best[end][1]
            parts.append((start, end))
            end = start
        return parts[::-1]

    def _last_cues(self, end: int) -> Iterator[tuple[int, float]]:
        """All beginnings of a cue that ends before word `end`, with its cost."""
        for start in range(end - 1, -1, -1):
            rows = self._rows(start, end)
            if rows is None:
                return
            closing = _PER_BREAK * self.breaks[end] if end < len(self.words) else 0
            yield start, _PER_CUE + rows[0] + closing + self._time(start, end)

    def _time(self, start: int, end: int) -> float:
        duration = self.words[end - 1].end - self.words[start].start
        if duration < self.profile.shortest:
            return _TOO_SHORT
        return _TOO_LONG if duration > self.profile.longest and end - start > 1 else 0

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
