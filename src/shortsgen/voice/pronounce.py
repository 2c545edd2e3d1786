"""Written words -> the words that are said, with their phonemes."""

from __future__ import annotations

from dataclasses import dataclass

from shortsgen.plan import speech
from shortsgen.plan.lexicon import PLAIN, Lexicon
from shortsgen.plan.phonemes import phonemes
from shortsgen.voice.dictionary import dictionary


@dataclass(frozen=True, slots=True)
class Pronounced:
    """A word as it is said, in lower case, with its phonemes in ARPAbet: none where it has no Latin letters."""

    word: str
    phonemes: tuple[str, ...]


def pronounced(line: str, said: Lexicon = PLAIN) -> tuple[tuple[Pronounced, ...], ...]:
    """The words that are said of each written word of a line, in order; a lone dash has none."""
    return tuple(tuple(_all(word)) for word in speech.words(line, said))


def is_known(word: str) -> bool:
    """Whether the dictionary has a word, in lower case, or it is a letter that is called by its name."""
    return (len(word) == 1 and word.isalpha()) or word in dictionary()


def _all(written: speech.SpokenWord) -> list[Pronounced]:
    """Letters are called by their names, unless one is a word of its own in prose."""
    words = [word.lower().replace("’", "'") for word in written.spoken]
    alone = len(words) == 1 and not written.code
    return [Pronounced(word, _phonemes(word, alone)) for word in words]


def _phonemes(word: str, alone: bool) -> tuple[str, ...]:
    found = dictionary().get(word) if alone or len(word) > 1 else None
    return tuple(found.split()) if found else phonemes(word)
