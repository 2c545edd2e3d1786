"""What is kept of a take: for each line the stretches of it that are heard, one after the other.

A line begins just before its first word. Where something is cut out of it, or a silence is too long, a natural pause
stays, of the take's own silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from shortsgen.sound.sound import Sound
from shortsgen.voice.deviations import Found
from shortsgen.voice.heard import Span

_LEAD = 40  # ms before the first word of a line, as starts are found to some 30 ms
_TAIL = 150  # ms after the last one
_HALF_PAUSE = 150  # ms on each side of a cut within a line
_FADE = 5  # ms at each end of a stretch, so that none clicks


@dataclass(frozen=True, slots=True)
class Kept:
    """The stretches of the take that are a line, and its words with their times in these, joined, in milliseconds."""

    stretches: tuple[Span, ...]
    words: tuple[Span, ...]

    @property
    def length(self) -> int:
        return sum(one.end - one.start for one in self.stretches)


def kept(found: Found, lines: Sequence[tuple[int, int]], length: int) -> tuple[Kept | None, ...]:
    """Of each line, which is from one place of the script to another; None where any of its words is left out.
    `length` is that of the take."""
    edges = sorted({0, length, *_edges(found)})
    return tuple(_line(found, edges, start, end) for start, end in lines)


def assembled(take: Sound, stretches: Sequence[Span]) -> Sound:
    """The stretches one after the other."""
    parts = [_faded(take.between(one.start, one.end)).samples for one in stretches]
    return Sound(np.concatenate(parts) if parts else np.zeros(0, np.float32), take.rate)


def _edges(found: Found) -> list[int]:
    """Where what is heard begins and ends, of the script or not."""
    spans = [*(span for span in found.words if span), *(one.span for one in found.deviations)]
    return [edge for span in spans for edge in (span.start, span.end)]


def _line(found: Found, edges: Sequence[int], start: int, end: int) -> Kept | None:
    spans = [span for span in found.words[start:end] if span]
    if len(spans) < end - start or not spans:
        return None
    stretches, words, clock = [], [], 0
    parts = _parts(found, spans)
    for number, part in enumerate(parts):
        lead = _HALF_PAUSE if number else _LEAD
        tail = _HALF_PAUSE if number + 1 < len(parts) else _TAIL
        first = max(part[0].start - lead, max(edge for edge in edges if edge <= part[0].start - (part[0].start > 0)))
        last = min(part[-1].end + tail, min((edge for edge in edges if edge > part[-1].end), default=part[-1].end))
        stretches.append(Span(first, last))
        words += [Span(clock + span.start - first, clock + span.end - first) for span in part]
        clock += last - first
    return Kept(tuple(stretches), tuple(words))


def _parts(found: Found, spans: Sequence[Span]) -> list[list[Span]]:
    """The words of a line that are heard without a cut between them."""
    parts = [[spans[0]]]
    for span, later in pairwise(spans):
        gap = Span(span.end, later.start)
        if gap.end < gap.start or any(_overlap(gap, one.span) for one in found.deviations):
            parts.append([later])
        else:
            parts[-1].append(later)
    return parts


def _overlap(gap: Span, other: Span) -> bool:
    return other.start < gap.end and gap.start < other.end


def _faded(sound: Sound) -> Sound:
    samples = sound.samples.copy()
    length = min(round(_FADE * sound.rate / 1000), len(samples) // 2)
    slope = np.linspace(0, 1, length, dtype=np.float32)
    samples[:length] *= slope
    samples[len(samples) - length :] *= slope[::-1]
    return Sound(samples, sound.rate)
