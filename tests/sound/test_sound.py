from __future__ import annotations

import numpy as np
import pytest

from shortsgen.sound.sound import Sound, from_pcm, from_wav, joined


def _click(at: int, rate: int) -> Sound:
    """A second with one click `at` so many milliseconds."""
    samples = np.zeros(rate, np.float32)
    samples[at * rate // 1000] = 0.5
    return Sound(samples, rate)


@pytest.mark.parametrize(("rate", "other"), [(24_000, 48_000), (48_000, 16_000), (44_100, 48_000), (22_050, 16_000)])
def test_what_is_resampled_keeps_its_length_and_its_times(rate: int, other: int) -> None:
    found = _click(400, rate).at(other)
    assert (found.rate, found.length) == (other, 1000)
    assert np.argmax(found.samples) / other == pytest.approx(0.4, abs=0.001)


def test_nothing_is_resampled_to_nothing() -> None:
    assert len(Sound(np.zeros(0, np.float32), 24_000).at(48_000).samples) == 0


@pytest.mark.parametrize("rate", [24_000, 48_000])
def test_a_sound_comes_back_from_its_wav_file_to_a_step_of_16_bits(rate: int) -> None:
    sound = Sound(np.sin(np.arange(rate, dtype=np.float32)), rate)
    for found in (from_wav(sound.wav()), from_pcm(sound.pcm(), rate)):
        assert found.rate == rate
        assert np.abs(found.samples - sound.samples).max() <= 1 / 2**15


def test_what_is_beyond_full_scale_is_cut_off_and_does_not_turn_over() -> None:
    found = from_pcm(Sound(np.array([1.5, -1.5], np.float32)).pcm())
    assert found.samples == pytest.approx([1, -1], abs=1e-4)


def test_a_part_of_a_sound_is_counted_in_milliseconds() -> None:
    sound = _click(400, 48_000)
    assert sound.between(300, 500).length == 200
    assert np.argmax(sound.between(300, 500).samples) == 100 * 48
    assert sound.between(900, 5000).length == 100
    assert sound.between(-50, 0).length == 0


def test_sounds_are_joined_one_after_another() -> None:
    assert joined([_click(400, 48_000), _click(100, 48_000)]).length == 2000
