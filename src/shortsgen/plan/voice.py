"""What turns a line into spoken words with their times. One written word stays one word with its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from shortsgen.labels.labels import ScreenLabels
from shortsgen.plan import phonemes, speech
from shortsgen.plan.lexicon import PLAIN, Lexicon

_MINUTE = 60_000  # ms
_PAUSE = 3  # phonemes; by the spoken voice, as phonemes and words are
_PARTS = re.compile(r"[.,;:!?…][\"'”’»)\]]*$|^[-–—]+$")  # a written word after which speakers pause


@dataclass(frozen=True, slots=True)
class Said:
    """A written word, and when it is said, in exact milliseconds from the start of its line."""

    text: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a sound, in exact milliseconds from its start. `sound` is the name of the whole in the store."""

    sound: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Utterance:
    """A line as it is said: its written words in order, some of which may take no time, and what is heard of it."""

    words: tuple[Said, ...]
    clip: Clip | None = None

    @property
    def length(self) -> Fraction:
        """Milliseconds to the end of its last word."""
        return self.words[-1].end if self.words else Fraction(0)


class Voice(Protocol):
    """Who speaks. A frozen record, since what is said by another voice is another timeline."""

    def told(self, labels: ScreenLabels) -> str:
        """How it speaks, in a few words, such as `150 words a minute`."""
        ...

    def say(self, lines: Sequence[str]) -> tuple[Utterance, ...]:
        """The lines of a short, which are inline Markdown, in the order in which they are said."""
        ...

    def words(self, milliseconds: int) -> int:
        """About how many words it says in that time, at least one."""
        ...


@dataclass(frozen=True, slots=True)
class Paced:
    """A silent voice that says `pace` words a minute on average: each takes as long as its phonemes, and after commas
    and what else parts there are pauses."""

    pace: int
    lexicon: Lexicon = PLAIN

    def told(self, labels: ScreenLabels) -> str:
        return labels.pace.format(pace=self.pace)

    def say(self, lines: Sequence[str]) -> tuple[Utterance, ...]:
        """Code is said as its spoken words: `requires_grad=True` takes as long as four. Times are whole milliseconds of
        the line, so that it is the same wherever in a short it is said."""
        return tuple(_paced(line, self.pace, self.lexicon) for line in lines)

    def words(self, milliseconds: int) -> int:
        return max(1, round(milliseconds * self.pace / _MINUTE))


@lru_cache(maxsize=1024)  # lines of a long day, which is planned again to be judged
def _paced(line: str, pace: int, lexicon: Lexicon) -> Utterance:
    phoneme = _MINUTE / (pace * phonemes.WORD)
    said: list[Said] = []
    clock = pause = Fraction(0)  # in phonemes
    for word in speech.words(line, lexicon):
        length = sum(map(phonemes.length, word.spoken))
        start = clock + pause if length else clock
        clock, pause = start + length, Fraction(0) if length else pause
        said.append(Said(word.text, Fraction(round(phoneme * start)), Fraction(round(phoneme * clock))))
        if clock and _PARTS.search(word.text):
            pause = Fraction(_PAUSE)
    return Utterance(tuple(said))
