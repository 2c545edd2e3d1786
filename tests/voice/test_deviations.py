from __future__ import annotations

from shortsgen.voice.deviations import Deviation, Kind, judged
from shortsgen.voice.heard import Heard, Span

EDGES = (0, 3, 6)


def _words(begin: int, first: int, after: int) -> list[Heard]:
    """Words of 200 ms from `begin` on, by their places in the script."""
    return [
        Heard(place, Span(begin + 200 * at, begin + 200 * at + 200)) for at, place in enumerate(range(first, after))
    ]


def test_a_script_that_is_said_straight_deviates_in_nothing() -> None:
    found = judged(_words(0, 0, 6), EDGES)
    assert found.deviations == ()
    assert found.words[5] == Span(1000, 1200)


def test_a_sentence_that_is_never_whole_is_left_out_and_its_part_is_told() -> None:
    found = judged([*_words(0, 0, 3), *_words(700, 3, 5), *_words(1200, 0, 3)], EDGES)
    assert found.words[3:] == (None, None, None)
    assert found.deviations == (
        Deviation(Kind.AGAIN, Span(0, 600), (0, 3)),
        Deviation(Kind.BROKEN_OFF, Span(700, 1100), (3, 5)),
        Deviation(Kind.LEFT_OUT, Span(1800, 1800), (3, 6)),
    )


def test_lines_in_another_order_all_count() -> None:
    found = judged([*_words(0, 3, 6), *_words(700, 0, 3)], EDGES)
    assert found.deviations == ()
    assert found.words[0] == Span(700, 900)


def test_a_cough_within_a_sentence_is_nothing() -> None:
    found = judged([*_words(0, 0, 2), Heard(None, Span(400, 700)), *_words(700, 2, 6)], EDGES)
    assert found.deviations == ()
    assert None not in found.words


def test_a_word_that_only_sounds_like_the_script_belongs_to_the_ad_lib() -> None:
    found = judged([Heard(None, Span(0, 900)), *_words(900, 0, 1), *_words(1200, 0, 6)], EDGES)
    assert found.deviations == (Deviation(Kind.AD_LIB, Span(0, 1100)),)


def test_the_blurred_end_of_a_sentence_that_is_said_again_belongs_to_it() -> None:
    found = judged([*_words(0, 0, 3), *_words(700, 3, 5), Heard(None, Span(1100, 1600)), *_words(1600, 3, 6)], EDGES)
    assert found.deviations == (Deviation(Kind.AGAIN, Span(700, 1600), (3, 6)),)


def test_nothing_is_all_left_out() -> None:
    assert judged((), EDGES).deviations == (
        Deviation(Kind.LEFT_OUT, Span(0, 0), (0, 3)),
        Deviation(Kind.LEFT_OUT, Span(0, 0), (3, 6)),
    )
