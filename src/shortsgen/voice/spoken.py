"""A synthesised voice: what is heard of each line that it says, as it was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shortsgen.labels.labels import ScreenLabels
from shortsgen.plan.voice import Paced, Utterance

_NOTHING = Utterance(())


@dataclass(frozen=True, slots=True)
class Spoken:
    """The `lines` of a short with their utterances, said by a `speaker` at so many words a minute."""

    speaker: str
    pace: int
    lines: tuple[tuple[str, Utterance], ...]

    def told(self, labels: ScreenLabels) -> str:
        return labels.spoken.format(pace=self.pace, speaker=self.speaker)

    def say(self, lines: Sequence[str]) -> tuple[Utterance, ...]:
        """Only its own lines, and those where nothing is said."""
        said = dict(self.lines)
        return tuple(said[line] if line.strip() else _NOTHING for line in lines)

    def words(self, milliseconds: int) -> int:
        return Paced(self.pace).words(milliseconds)
