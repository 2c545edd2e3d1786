"""A line -> the text that an engine reads: the words that are said, with the punctuation of its sentences."""

from __future__ import annotations

from shortsgen.plan import speech
from shortsgen.plan.lexicon import PHRASES, Lexicon
from shortsgen.plan.speech import SpokenWord

_AROUND = "\"'‘’“”«»()[]{}"
_MARKS = ".,;:!?…"
_DASHES = {"-", "–", "—"}
_A = "ay"  # the letter, which engines would read as the article


def aloud(line: str, said: Lexicon) -> str:
    """`Use nn.Linear, e.g. here` -> `Use N N dot Linear, for example here.`; "" where nothing is said."""
    parts: list[str] = []
    for word in speech.words(line, said):
        if word.spoken:
            if parts and word.opens and parts[-1][-1] not in _MARKS:
                parts[-1] += ","
            parts.append(" ".join(_read(one, word) for one in word.spoken) + _marks(word.text))
        elif parts and word.text in _DASHES:
            parts[-1] = f"{parts[-1].rstrip(_MARKS)} —"
    text = " ".join(parts)
    return f"{text.rstrip(' —,;:')}." if text and text[-1] not in ".!?…" else text


def _read(one: str, word: SpokenWord) -> str:
    """A letter is written so that engines call it by its name, unless it is a word of its own in prose."""
    if len(one) > 1 or not one.isalpha() or (len(word.spoken) == 1 and not word.code):
        return one
    return _A if one in "aA" else one.upper()


def _marks(word: str) -> str:
    """What ends the word and is heard; the full stop of "e.g." is not."""
    bare = word.rstrip(_AROUND)
    marks = bare[len(bare.rstrip(_MARKS)) :]
    return marks.replace(".", "") if bare.strip(_AROUND + _MARKS).lower() in PHRASES else marks
