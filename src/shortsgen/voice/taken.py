"""The creator's own voice: a take, as it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shortsgen.labels.labels import ScreenLabels
from shortsgen.plan.voice import Utterance, Voice
from shortsgen.voice.heard import Span


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
        """By its file, which needs no words."""
        del labels
        return self.file

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
