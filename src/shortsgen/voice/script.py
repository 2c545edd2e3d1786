"""The lines of a short as a speaker reads them: all words that are said, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shortsgen.plan import speech
from shortsgen.plan.lexicon import Lexicon
from shortsgen.plan.steps import lines
from shortsgen.script.model import Short
from shortsgen.voice.pronounce import Pronounced, pronounced

_ENDS = (".", "!", "?", "…", ":")
_CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Written:
    """A written word, and which of the said words of the script it is: the first, and the one after the last."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Script:
    """`lines` with their written words, the `words` that are said of them all, and the `edges` of sentences: the place
    of the first word of each, and that after the last word."""

    lines: tuple[str, ...]
    written: tuple[tuple[Written, ...], ...]
    words: tuple[Pronounced, ...]
    edges: tuple[int, ...]

    def place(self, line: int) -> tuple[int, int]:
        """Of the words of a line: the first, and the one after the last."""
        words = self.written[line]
        return words[0].start, words[-1].end

    def within_line(self, start: int, end: int) -> bool:
        """Whether these words are of one line."""
        return any(line[0].start <= start and end <= line[-1].end for line in self.written)

    def text(self, start: int, end: int) -> str:
        """What is written of these words."""
        found = (word for line in self.written for word in line if word.start < end and start < word.end)
        return " ".join(word.text for word in found)


def script(short: Short, lexicon: Lexicon) -> Script:
    """What is said in a short, whatever its code gives."""
    said = [line for line in lines(short) if line.strip()]
    words: list[Pronounced] = []
    edges, written = {0}, []
    for line in said:
        found = list(_written(line, lexicon, words))
        written.append(tuple(found))
        edges |= {word.end for word in found if word.text.rstrip(_CLOSING).endswith(_ENDS)} | {len(words)}
    return Script(tuple(said), tuple(written), tuple(words), tuple(sorted(edges)))


def _written(line: str, lexicon: Lexicon, words: list[Pronounced]) -> Iterator[Written]:
    """The written words of a line; what is said of them goes to `words`."""
    said: Sequence[Sequence[Pronounced]] = pronounced(line, lexicon)
    for word, spoken in zip(speech.words(line, lexicon), said, strict=True):
        start = len(words)
        words += [one for one in spoken if one.phonemes]
        yield Written(word.text, start, len(words))
