from __future__ import annotations

import numpy as np

from shortsgen.sound.clipping import clipped
from shortsgen.sound.sound import Sound


def _tone(loud: float) -> Sound:
    """A second of 100 Hz."""
    return Sound(np.clip(loud * np.sin(np.arange(48_000) * 2 * np.pi / 480), -1, 1).astype(np.float32))


def test_what_is_cut_off_is_counted_once_for_each_time() -> None:
    assert clipped(_tone(1.5)) == 200


def test_what_is_loud_and_whole_is_not_clipped() -> None:
    assert clipped(_tone(0.99)) == 0


def test_a_single_sample_may_be_a_peak() -> None:
    samples = np.zeros(100, np.float32)
    samples[50] = 1
    assert clipped(Sound(samples)) == 0


def test_silence_is_not_clipped() -> None:
    assert clipped(Sound(np.zeros(0, np.float32))) == 0
