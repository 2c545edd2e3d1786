"""What a silent voice says in which time."""

from fractions import Fraction

import pytest

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.plan.voice import Paced, Said


def test_each_word_takes_the_time_of_what_is_said_of_it() -> None:
    use, nothing = Paced(120).say(["Use `nn.Linear` — now", ""])
    assert use.words == (
        Said("Use", Fraction(0), Fraction(500)),
        Said("nn.Linear", Fraction(500), Fraction(2500)),
        Said("—", Fraction(2500), Fraction(2500)),
        Said("now", Fraction(2500), Fraction(3000)),
    )
    assert (use.length, use.clip) == (3000, None)
    assert (nothing.words, nothing.length) == ((), 0)


def test_it_is_called_by_its_pace() -> None:
    assert Paced(150).told(ENGLISH.screen) == "150 words a minute"


@pytest.mark.parametrize(("milliseconds", "words"), [(0, 1), (399, 1), (599, 1), (601, 2), (60_000, 150)])
def test_how_many_words_a_time_has_room_for(milliseconds: int, words: int) -> None:
    assert Paced(150).words(milliseconds) == words
