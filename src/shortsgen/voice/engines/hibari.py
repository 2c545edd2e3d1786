"""hibari (extra `voice`, Apache-2.0): an American woman whose model lies in its wheel.

Its other speakers would be downloaded, so they are refused unless somebody has put them in its cache.
"""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import version

import numpy as np
from hibari import Hibari
from hibari.voices import DEFAULT, VOICES, voice_path

from shortsgen.problems import bad_input, nearest
from shortsgen.sound.sound import Sound

LANGUAGES = ("en",)
# Its speeds, and how many words a minute they give over the lines of day 04: it makes phonemes whole frames long.
_PACES = {
    0.5: 87,
    0.6: 107,
    0.7: 121,
    0.8: 137,
    0.83: 153,
    0.85: 157,
    0.9: 168,
    1.0: 174,
    1.1: 179,
    1.2: 190,
    1.3: 201,
    1.5: 292,
    1.75: 304,
    2.0: 329,
}
_SEED = 0  # of its noise, so that the same words are the same bytes


class Engine:
    """A speaker of hibari."""

    def __init__(self, speaker: str, language: str) -> None:  # noqa: ARG002 - it has but one language
        self.speaker = speaker or DEFAULT
        self.version = f"hibari {version('hibari-tts')} {self.speaker}"
        self._model = _model(self.speaker)

    def say(self, text: str, pace: int) -> Sound:
        speed = float(np.interp(pace, list(_PACES.values()), list(_PACES)))
        return Sound(self._hibari(text, speed=speed, seed=_SEED), Hibari.sample_rate)

    @cached_property
    def _hibari(self) -> Hibari:
        return Hibari(voice=self.speaker, model=self._model)


def _model(speaker: str) -> str:
    """Its file. Raises InputError where it is not there."""
    if speaker not in VOICES:
        hint = nearest(speaker, VOICES) or f"it comes with `{DEFAULT}`"
        raise bad_input(f"hibari has no speaker `{speaker}`", hint, code="speaker")
    try:
        return str(voice_path(speaker, download_missing=False))
    except FileNotFoundError:
        message = f"hibari's speaker `{speaker}` would be downloaded, and shortsgen asks no network"
        hint = f"`{DEFAULT}` comes with it; or let hibari itself say something as `{speaker}`, which keeps it"
        raise bad_input(message, hint, code="speaker") from None
