"""The rules of spelling, against the dictionary that the voices have."""

import pytest

from shortsgen.plan.phonemes import WORD, length, phonemes
from shortsgen.voice.dictionary import dictionary


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("softmax", "S AA F T M AE K S"),
        ("optimizer", "AA P T IH M AY Z ER"),
        ("activations", "AE K T IH V EY SH AH N Z"),
        ("transposed", "T R AE N S P OW Z D"),
        ("knows", "N OW Z"),
        ("needed", "N IY D AH D"),
        ("Schicht", "S K IH CH T"),
        ("modèle", "M OW D IY L"),
        ("isn’t", "IH S AH N T"),
        ("w", "D AH B AH L Y UW"),
        ("слой", ""),
        ("", ""),
    ],
)
def test_a_word_is_read_by_the_rules_of_english(word: str, sounds: str) -> None:
    assert " ".join(phonemes(word)) == sounds


def test_four_words_of_five_have_the_number_of_phonemes_that_the_dictionary_knows() -> None:
    known = {word: len(said.split()) for word, said in dictionary().items() if word.isalpha()}
    off = [abs(len(phonemes(word)) - count) for word, count in known.items() if len(word) > 1]
    assert len(off) > 100_000
    assert off.count(0) > 0.8 * len(off)
    assert off.count(0) + off.count(1) > 0.98 * len(off)


@pytest.mark.parametrize(("word", "expected"), [("model", 5), ("слой", 4), ("神经", WORD), ("เครือ", WORD), ("", 0)])
def test_how_long_a_word_is(word: str, expected: float) -> None:
    assert length(word) == expected
