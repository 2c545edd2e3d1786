"""What a silent voice says in which time."""

from fractions import Fraction

import pytest

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.plan.voice import Paced, Said

PHONEME = Fraction(1000, 9)  # ms, at 120 words a minute


def after(phonemes: int) -> Fraction:
    """When so many are said, in whole milliseconds."""
    return Fraction(round(phonemes * PHONEME))


def test_each_word_takes_the_time_of_its_phonemes() -> None:
    use, nothing = Paced(120).say(["Use `nn.Linear`. — now", ""])
    assert use.words == (
        Said("Use", Fraction(0), after(3)),
        Said("nn.Linear.", after(3), after(15)),
        Said("—", after(15), after(15)),
        Said("now", after(18), after(20)),
    )
    assert (use.length, use.clip) == (after(20), None)
    assert (nothing.words, nothing.length) == ((), 0)


@pytest.mark.parametrize(
    ("line", "phonemes"),
    [
        ("model, model", 13),
        ("model model", 10),
        ("model — model", 13),
        ("“model.” (model)", 13),
        ("model, — model,", 13),
        ("— model", 5),
        ("nn.Module model", 18),
    ],
)
def test_there_is_a_pause_where_speakers_make_one_and_none_at_the_ends(line: str, phonemes: int) -> None:
    [utterance] = Paced(120).say([line])
    assert utterance.length == after(phonemes)


def test_it_is_called_by_its_pace() -> None:
    assert Paced(150).told(ENGLISH.screen) == "150 words a minute"


@pytest.mark.parametrize(("milliseconds", "words"), [(0, 1), (399, 1), (599, 1), (601, 2), (60_000, 150)])
def test_how_many_words_a_time_has_room_for(milliseconds: int, words: int) -> None:
    assert Paced(150).words(milliseconds) == words
