"""How loud a sound is, as ITU-R BS.1770 and EBU R 128 measure it, and how it is brought to the loudness of apps."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log10

import numpy as np

from shortsgen.sound.filters import filtered, said_by
from shortsgen.sound.sound import Sound

TARGET = -14.0  # LUFS: what YouTube, TikTok and Instagram play
CEILING = -2.0  # dB of true peak; encoders add up to one
_SILENCE = -69.0  # LUFS; the gate of BS.1770 is at -70, where there is nothing to measure
_NEAR = 0.2  # LU
_ROUNDS = 4
_FINER = 2  # times as many samples show nearly all of the peaks between them


@dataclass(frozen=True, slots=True)
class Loudness:
    """`integrated` in LUFS, of a mono sound on two speakers, and the true `peak` in dB of full scale."""

    integrated: float
    peak: float


def loudness(sound: Sound) -> Loudness:
    """-inf twice where there is nothing to hear."""
    if not sound.samples.any():
        return Loudness(-inf, -inf)
    told = said_by(sound, ("ebur128", "metadata=1:peak=true:dualmono=1"))
    peak = float(told["lavfi.r128.true_peak"])
    return Loudness(float(told["lavfi.r128.I"]), 20 * log10(peak) if peak else -inf)


def levelled(sound: Sound, target: float = TARGET) -> Sound:
    """The same as loud as `target` in LUFS, its peaks held down where they would pass the ceiling. Silence stays."""
    found = loudness(sound)
    if found.integrated < _SILENCE:
        return sound
    gain, made = target - found.integrated, sound
    for _ in range(_ROUNDS):
        made = _amplified(sound, gain)
        if found.peak + gain > CEILING:
            made = _limited(made)
        miss = target - loudness(made).integrated
        if abs(miss) < _NEAR:
            break
        gain += miss  # what is held down is less loud than was reckoned
    return made


def _amplified(sound: Sound, decibels: float) -> Sound:
    return Sound(sound.samples * np.float32(10 ** (decibels / 20)), sound.rate)


def _limited(sound: Sound) -> Sound:
    limit = f"limit={10 ** (CEILING / 20):.6f}:attack=2:release=60:level=0:latency=1"
    finer = str(sound.rate * _FINER)
    made = filtered(sound, ("aresample", finer), ("alimiter", limit), ("aresample", str(sound.rate)))
    return Sound(made.samples[: len(sound.samples)], sound.rate)
