"""The creator's own voice: a take, as it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shortsgen.labels.labels import ScreenLabels
from shortsgen.plan.voice import Utterance, Voice
from shortsgen.voice.heard import Span

_MINUTE = 60_000  # ms


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the script as it was said; None where it was left out. `stretches` are those of the take that its clip
    is made of, and its picture, in milliseconds."""

    text: str
    utterance: Utterance | None
    stretches: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A recording of the `lines` of a short, in a file of the project. What it lacks is said by `silent`."""

    file: str
    lines: tuple[Line, ...]
    silent: Voice

    def told(self, labels: ScreenLabels) -> str:
        """At which pace on the whole, and in which file."""
        said = [(line.text, line.utterance.length) for line in self.lines if line.utterance]
        taken = sum(length for _, length in said)
        planned = sum(one.length for one in self.silent.say([text for text, _ in said]))
        pace = round(self.silent.words(_MINUTE) * planned / taken) if taken else self.silent.words(_MINUTE)
        return f"{labels.pace.format(pace=pace)}, {self.file}"

    def say(self, lines: Sequence[str]) -> tuple[Utterance, ...]:
        """As recorded. Lines that are blank, or that the take has not, are silent."""
        said = iter(self.lines)
        return tuple(self._utterance(line, next(said, None) if line.strip() else None) for line in lines)

    def _utterance(self, text: str, line: Line | None) -> Utterance:
        if line and line.text == text and line.utterance:
            return line.utterance
        return self.silent.say([text])[0]

    def words(self, milliseconds: int) -> int:
        return self.silent.words(milliseconds)
