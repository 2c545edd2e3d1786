"""What is heard of a video: clips at their places, and perhaps music that makes way for speech."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from shortsgen.sound.filters import filtered_by
from shortsgen.sound.loudness import TARGET, levelled
from shortsgen.sound.sound import RATE, Sound

_BELOW = 8  # LU that music is below speech where nobody speaks
_DUCK = "threshold=0.015:ratio=6:attack=30:release=500:knee=4"  # about 10 dB less while somebody does
_FADE = 1.0  # seconds, at the end


def laid(clips: Iterable[tuple[float, Sound]], samples: int) -> Sound:
    """So many samples of silence with clips in it, each from its time in milliseconds on."""
    mixed = np.zeros(samples, np.float32)
    for start, clip in clips:
        first = round(start * RATE / 1000)
        heard = clip.at(RATE).samples[: max(0, samples - first)]
        mixed[first : first + len(heard)] += heard
    return Sound(mixed)


def mixed(speech: Sound, music: Sound | None = None) -> Sound:
    """As loud as apps play it. Music begins again where it ends, and fades out with the video."""
    if music is None or not len(music.samples):
        return levelled(speech)
    said = levelled(speech)
    bed = _bed(music, len(said.samples))
    ducked = filtered_by(bed, said, ("sidechaincompress", _DUCK)) if said.samples.any() else bed
    return levelled(Sound(said.samples + _faded(ducked.samples[: len(said.samples)])))


def bed(music: Sound, samples: int) -> Sound:
    """So many samples of the music alone, as loud as it is where nobody speaks, and faded out at the end."""
    return Sound(_faded(_bed(music, samples).samples))


def _bed(music: Sound, samples: int) -> Sound:
    return levelled(_as_long(music.at(RATE), samples), TARGET - _BELOW)


def _as_long(music: Sound, samples: int) -> Sound:
    return Sound(np.resize(music.samples, samples))


def _faded(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    length = min(len(samples), round(_FADE * RATE))
    samples[len(samples) - length :] *= np.linspace(1, 0, length, dtype=np.float32)
    return samples
