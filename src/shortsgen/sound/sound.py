"""A sound as mono samples, and how it is kept: 16-bit WAV. Needs numpy, and PyAV to resample: the extra `voice`."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

RATE = 48_000  # samples a second in which sounds are kept and mixed, as videos have it
_FULL = 2**15  # of 16 bits


@dataclass(frozen=True, eq=False)
class Sound:
    """`samples` are float32 in one dimension, 1 being full scale; `rate` of them are a second."""

    samples: NDArray[np.float32]
    rate: int = RATE

    @cached_property
    def length(self) -> int:
        """Milliseconds."""
        return round(1000 * len(self.samples) / self.rate)

    def between(self, start: float, end: float) -> Sound:
        """From `start` to `end` in milliseconds, as far as there is any."""
        first, last = (max(0, round(time * self.rate / 1000)) for time in (start, end))
        return Sound(self.samples[first:last], self.rate)

    def at(self, rate: int) -> Sound:
        """The same with so many samples a second."""
        if rate == self.rate or not len(self.samples):
            return Sound(self.samples, rate)
        import av  # 0.1 seconds, and what is at its rate never waits for it

        frame = av.AudioFrame.from_ndarray(self.samples.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate = self.rate
        resampler = av.AudioResampler("flt", "mono", rate)
        found = [one.to_ndarray()[0] for part in (frame, None) for one in resampler.resample(part)]
        return Sound(np.concatenate(found), rate)

    def pcm(self) -> bytes:
        """The samples in 16 bits, what is beyond full scale being cut off."""
        scaled = np.clip(np.rint(self.samples * np.float32(_FULL)), -_FULL, _FULL - 1)
        return bytes(scaled.astype("<i2").tobytes())

    def wav(self) -> bytes:
        """A WAV file of 16 bits."""
        data = io.BytesIO()
        with wave.open(data, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self.pcm())
        return data.getvalue()


def from_pcm(data: bytes, rate: int = RATE) -> Sound:
    """Samples in 16 bits, as `Sound.pcm` gives them."""
    return Sound(np.frombuffer(data, "<i2").astype(np.float32) / np.float32(_FULL), rate)


def from_wav(data: bytes) -> Sound:
    """What `Sound.wav` has written. What others have written is read by `sound.read`."""
    with wave.open(io.BytesIO(data)) as file:
        return from_pcm(file.readframes(file.getnframes()), file.getframerate())


def joined(sounds: list[Sound]) -> Sound:
    """One after another; all have the same rate, and there is at least one."""
    assert all(one.rate == other.rate for one, other in pairwise(sounds)), "they are resampled before they are joined"
    return Sound(np.concatenate([one.samples for one in sounds]), sounds[0].rate)
