"""eSpeak NG (extra `espeak`): an immediate, robotic voice for about a hundred languages.

It is GPL-3, so it is installed only by who asks for it by its name, and used through its shared library. Its noise is
another one each time, so the same words are never quite the same samples.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from threading import Lock
from typing import Any

import espeakng_loader

from shortsgen.problems import bad_input, nearest
from shortsgen.sound.sound import Sound, from_pcm

LANGUAGES = ("en", "de", "es", "fr", "pt")
_VOICES = {"en": "en-us", "pt": "pt-br"}
_SYNCHRONOUS, _RATE, _UTF8 = 2, 1, 1  # of its speak_lib.h; a thread of its own, as in other modes, may wait for ever
_SLOWEST, _FASTEST = 80, 450  # of its own rate
_PLAIN = "plain"
_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
_one_at_a_time = Lock()  # its state is one for the process


class Engine:
    """A language of eSpeak, said by one of its variants, such as `f2`."""

    def __init__(self, speaker: str, language: str) -> None:
        self.speaker = speaker or _PLAIN
        self._library, self._rate = _loaded()
        _refuse(self.speaker)
        variant = "" if self.speaker == _PLAIN else f"+{self.speaker}"
        self._voice = f"{_VOICES.get(language, language)}{variant}".encode()
        self._library.espeak_Info.restype = ctypes.c_char_p
        self.version = f"espeak-ng {self._library.espeak_Info(None).decode()} {self._voice.decode()}"

    def say(self, text: str, pace: int) -> Sound:
        parts: list[bytes] = []

        def heard(samples: Any, count: int, _events: Any) -> int:
            if samples and count:
                parts.append(ctypes.string_at(samples, 2 * count))
            return 0

        data, callback = text.encode(), _Heard(heard)
        with _one_at_a_time:
            self._library.espeak_SetVoiceByName(self._voice)
            self._library.espeak_SetParameter(_RATE, min(max(pace, _SLOWEST), _FASTEST), 0)
            self._library.espeak_SetSynthCallback(callback)
            self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8, None, None)
        return from_pcm(b"".join(parts), self._rate)


def _loaded() -> tuple[Any, int]:
    """The library, and how many samples a second it gives."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    return library, library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)


def _refuse(speaker: str) -> None:
    """Raises InputError where eSpeak has no such variant."""
    variants = [_PLAIN, *sorted(one.name for one in Path(espeakng_loader.get_data_path(), "voices", "!v").iterdir())]
    if speaker not in variants:
        hint = nearest(speaker, variants) or "such as `f2` or `m3`"
        raise bad_input(f"eSpeak has no speaker `{speaker}`", hint, code="speaker")
