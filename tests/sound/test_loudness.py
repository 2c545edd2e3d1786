"""How loud sounds are, and how loud they are made."""

from __future__ import annotations

import re
import subprocess
from math import inf
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from shortsgen.sound.loudness import TARGET, Loudness, levelled, loudness
from shortsgen.sound.mix import laid, mixed
from shortsgen.sound.sound import RATE, Sound
from tests.tools import ffmpeg


def tone(seconds: float, peak: float, hertz: float = 1000) -> Sound:
    time = np.arange(round(seconds * RATE)) / RATE
    return Sound((peak * np.sin(2 * np.pi * hertz * time)).astype(np.float32))


def bursts(seconds: int) -> Sound:
    """Short loud noise, with silence between, as speech that was recorded too softly but for its plosives."""
    samples = np.random.default_rng(3).standard_normal(seconds * RATE).astype(np.float32) * np.float32(0.01)
    samples[:: RATE // 5] = 0.9
    return Sound(samples)


def power(samples: NDArray[np.float32]) -> float:
    """Decibels below full scale."""
    return float(10 * np.log10(np.mean(samples**2) + 1e-12))


def test_a_tone_is_as_loud_as_the_standard_says() -> None:
    """EBU Tech 3341, case 1: a sine of 1000 Hz in both channels at -23 dB of full scale has -23 LUFS."""
    found = loudness(tone(20, 10 ** (-23 / 20)))
    assert found.integrated == pytest.approx(-23, abs=0.1)
    assert found.peak == pytest.approx(-23, abs=0.1)


def test_silence_has_no_loudness_and_stays() -> None:
    silence = Sound(np.zeros(RATE, np.float32))
    assert loudness(silence) == Loudness(-inf, -inf)
    assert not levelled(silence).samples.any()


@pytest.mark.parametrize("sound", [tone(5, 0.01), tone(5, 0.99), bursts(10)], ids=["soft", "loud", "bursts"])
def test_each_sound_is_made_as_loud_as_apps_play_it_and_its_peaks_stay_below_the_ceiling(sound: Sound) -> None:
    made = levelled(sound)
    assert len(made.samples) == len(sound.samples)
    assert loudness(made).integrated == pytest.approx(TARGET, abs=0.2)
    assert loudness(made).peak < -1.5


def test_a_clip_is_heard_from_its_sample_on_and_what_is_beyond_the_end_is_not() -> None:
    click = Sound(np.ones(10, np.float32))
    found = laid([(100, click), (999.9, click)], RATE).samples
    assert list(np.flatnonzero(found)) == [*range(4800, 4810), *range(47995, 48000)]


def test_music_makes_way_for_speech() -> None:
    speech, music = laid([(4000, tone(4, 0.5, 300))], 12 * RATE), tone(3, 0.3, 3000)
    found = mixed(speech, music)
    assert loudness(found).integrated == pytest.approx(TARGET, abs=0.2)
    assert len(found.samples) == 12 * RATE
    assert _band(found, 2, 3) - _band(found, 5, 7) > 8  # dB
    assert power(found.samples[-RATE // 100 :]) < -50  # faded out


def test_music_alone_is_as_loud_as_speech_would_be() -> None:
    found = mixed(Sound(np.zeros(5 * RATE, np.float32)), tone(2, 0.02))
    assert loudness(found).integrated == pytest.approx(TARGET, abs=0.2)


def test_ffmpeg_measures_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(levelled(bursts(10)).wav())
    command = [ffmpeg(), "-nostats", "-i", str(file), "-af", "loudnorm=print_format=summary:dual_mono=true"]
    told = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    found = dict(re.findall(r"^Input (Integrated|True Peak): +(\S+)", told, re.MULTILINE))
    assert float(found["Integrated"]) == pytest.approx(TARGET, abs=0.3)
    assert float(found["True Peak"]) < -1


def _band(sound: Sound, start: int, end: int) -> float:
    """How loud 3 kHz is in some seconds, in dB."""
    part = sound.samples[start * RATE : end * RATE]
    return float(20 * np.log10(np.abs(np.fft.rfft(part))[3000 * (end - start)] / len(part)))
