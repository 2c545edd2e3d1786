"""An independent voice that tells when it says each word: eSpeak, whose words have exact times."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import espeakng_loader
import numpy as np

from shortsgen.sound.sound import Sound

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS; in other modes a thread of its own may wait for ever
_UTF8, _WORD = 1, 1


class _Event(ctypes.Structure):
    """espeak_EVENT of espeak-ng's speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("position", ctypes.c_int),  # of the word in the text, from 1
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_void_p),
    )


_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True)
class Speech:
    """A sound, and when each of the words that were given starts, in milliseconds."""

    sound: Sound
    starts: tuple[float, ...]


@cache
def _library() -> tuple[ctypes.CDLL, int]:
    """The library and how many samples a second it gives."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    return library, rate


def speak(words: Sequence[str], voice: str = "en-us", speed: int = 160) -> Speech:
    """Say `words`, which may end in a punctuation mark, at `speed` words a minute."""
    library, rate = _library()
    samples: list[np.ndarray] = []
    found: dict[int, float] = {}

    @_Heard
    def heard(data: ctypes.POINTER(ctypes.c_short), count: int, events: ctypes.POINTER(_Event)) -> int:  # type: ignore[valid-type]
        if count:
            samples.append(np.ctypeslib.as_array(data, (count,)).copy())
        for event in _word_events(events):
            found.setdefault(event.position - 1, event.sample / rate * 1000)
        return 0

    text = " ".join(words)
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_SetParameter(1, speed, 0)
    library.espeak_SetSynthCallback(heard)
    data = text.encode()
    library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    places = list(accumulate((len(word) + 1 for word in words), initial=0))[:-1]
    sound = Sound(np.concatenate(samples).astype(np.float32) / 2**15, rate)
    return Speech(sound, tuple(found.get(place, float("nan")) for place in places))


def _word_events(events: ctypes.POINTER(_Event)) -> Iterator[_Event]:  # type: ignore[valid-type]
    index = 0
    while events[index].type:
        if events[index].type == _WORD:
            yield events[index]
        index += 1
