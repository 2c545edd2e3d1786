"""The sound of a synthesised line -> its utterance: when each written word is said, as it is measured."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, groupby, pairwise

import numpy as np

from shortsgen.plan import speech
from shortsgen.plan.lexicon import Lexicon
from shortsgen.plan.phonemes import length
from shortsgen.plan.voice import Clip, Said, Utterance
from shortsgen.sound.sound import Sound
from shortsgen.voice.align import align
from shortsgen.voice.heard import Span
from shortsgen.voice.pronounce import Pronounced, pronounced

_QUIET = 0.01  # of full scale; what is below is not heard
_EDGE = 20  # ms that a sound swells before that, and rings on after it
_Times = list[tuple[float, float]]


def measured(line: str, said: Lexicon, sound: Sound, name: str) -> Utterance:
    """What is heard of a line, from its first word to its last. `name` is that of the sound in the store."""
    written = pronounced(line, said)
    start, end = map(round, edges(sound))
    spoken = [word for words in written for word in words]
    times = iter(filled(align(sound, spoken), spoken, start, end))
    words: list[Said] = []
    clock = float(start)
    for word, mine in zip(speech.words(line, said), written, strict=True):
        found = [next(times) for _ in mine]
        begin, clock = (found[0][0], found[-1][1]) if found else (clock, clock)
        words.append(Said(word.text, Fraction(round(begin - start)), Fraction(round(clock - start))))
    return Utterance(tuple(words), Clip(name, Fraction(start), Fraction(end)))


def edges(sound: Sound) -> tuple[float, float]:
    """From when to when there is anything to hear, in milliseconds."""
    loud = np.flatnonzero(np.abs(sound.samples) > _QUIET)
    if not len(loud):
        return 0.0, float(sound.length)
    first, last = (1000 * float(place) / sound.rate for place in (loud[0], loud[-1]))
    return max(0.0, first - _EDGE), min(float(sound.length), last + _EDGE)


def filled(spans: Sequence[Span | None], words: Sequence[Pronounced], start: float, end: float) -> _Times:
    """From when to when each word is said, between `start` and `end` in milliseconds: the first begins and the last
    ends there. Words that were not found share the time between their neighbours as their lengths are."""
    times: _Times = []
    for missing, group in groupby(range(len(words)), lambda place: spans[place] is None):
        places = list(group)
        if missing:
            after = next((span for span in spans[places[-1] + 1 :] if span), None)
            room = (times[-1][1] if times else start, after.start if after else end)
            times += _shared([words[place] for place in places], *room)
        else:
            times += [(span.start, span.end) for place in places if (span := spans[place])]
    inside = [(min(max(one, start), end), min(max(other, start), end)) for one, other in times]
    if inside:
        inside[0] = (start, inside[0][1])
        inside[-1] = (inside[-1][0], end)
    return inside


def _shared(words: Sequence[Pronounced], start: float, end: float) -> _Times:
    ends = list(accumulate((float(length(word.word)) for word in words), initial=0.0))
    scale = (end - start) / ends[-1] if ends[-1] else 0.0
    return [(start + scale * one, start + scale * other) for one, other in pairwise(ends)]
