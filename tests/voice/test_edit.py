from __future__ import annotations

import numpy as np
import pytest

from shortsgen.sound.sound import Sound
from shortsgen.voice.deviations import judged
from shortsgen.voice.edit import Kept, assembled, kept
from shortsgen.voice.heard import Heard, Span


def _words(*starts: int, first: int = 0) -> list[Heard]:
    """Words of 200 ms."""
    return [Heard(place, Span(start, start + 200)) for place, start in enumerate(starts, first)]


def _kept(heard: list[Heard], edges: tuple[int, ...], length: int = 60_000) -> Kept:
    (line,) = kept(judged(heard, edges), [(0, edges[-1])], length)
    assert line is not None
    return line


def test_a_line_that_is_said_straight_is_one_stretch_from_just_before_its_first_word() -> None:
    line = _kept(_words(1000, 1300, 1600), (0, 3))
    assert line.stretches == (Span(960, 1950),)
    assert line.words == (Span(40, 240), Span(340, 540), Span(640, 840))
    assert line.length == 990


def test_a_long_silence_is_closed_to_a_natural_pause() -> None:
    line = _kept(_words(1000, 1300, 4000, 4300), (0, 4))
    assert line.stretches == (Span(960, 1650), Span(3850, 4650))
    assert line.words[2].start - line.words[1].end == 300


def test_a_short_silence_stays_as_it_is() -> None:
    line = _kept(_words(1000, 1300, 2400), (0, 3))
    assert len(line.stretches) == 1


def test_a_sentence_that_is_said_again_is_cut_out_and_the_last_one_stays() -> None:
    heard = [*_words(1000, 1300), *_words(2000, 2300, first=2), *_words(3000, 3300, first=2)]
    line = _kept(heard, (0, 2, 4))
    assert line.stretches == (Span(960, 1650), Span(2850, 3650))
    assert [word.start for word in line.words] == [40, 340, 840, 1140]


def test_of_an_ad_lib_beside_a_cut_nothing_is_heard() -> None:
    heard = [*_words(1000, 1300), Heard(None, Span(1600, 2900)), *_words(3000, 3300, first=2)]
    line = _kept(heard, (0, 4))
    assert line.stretches == (Span(960, 1600), Span(2900, 3650))


def test_a_line_keeps_off_what_is_said_before_and_after_it() -> None:
    found = judged(_words(1000, 1210, 1420), (0, 1, 2, 3))
    first, second, third = kept(found, [(0, 1), (1, 2), (2, 3)], 1700)
    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.stretches, second.stretches) == ((Span(960, 1210),), (Span(1200, 1420),))
    assert third.stretches == (Span(1410, 1700),)


def test_a_line_at_the_very_start_begins_there() -> None:
    assert _kept(_words(0, 300), (0, 2), 500).stretches == (Span(0, 500),)


def test_a_line_of_which_a_sentence_is_missing_is_not_kept() -> None:
    assert kept(judged(_words(1000, 1300), (0, 2, 4)), [(0, 4)], 5000) == (None,)


def test_stretches_are_joined_without_clicks() -> None:
    take = Sound(np.ones(48_000, np.float32))
    made = assembled(take, [Span(0, 100), Span(500, 700)])
    assert made.length == 300
    assert np.abs(np.diff(made.samples)).max() < 0.01
    assert made.samples[2400] == pytest.approx(1)


def test_of_nothing_nothing_is_joined() -> None:
    assert assembled(Sound(np.ones(480, np.float32)), []).length == 0
