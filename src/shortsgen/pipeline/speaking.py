"""What the spoken voice says of a day: synthesised and measured once, and kept in the user's cache.

Imported only where something is spoken: it needs the extra `voice`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from typing import Any

from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.session import Session
from shortsgen.plan import speech
from shortsgen.plan.lexicon import Lexicon
from shortsgen.plan.steps import lines
from shortsgen.plan.voice import Clip, Paced, Said, Utterance
from shortsgen.script.model import Short
from shortsgen.sound.sound import Sound
from shortsgen.store.build import identity
from shortsgen.voice import align
from shortsgen.voice.aloud import aloud
from shortsgen.voice.engine import Engine
from shortsgen.voice.measured import measured
from shortsgen.voice.spoken import Spoken

_VERSION = 1  # of how sounds are measured here


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be said, at so many words a minute."""

    text: str
    pace: int


def spoken(session: Session, loaded: Loaded, shorts: Collection[Short]) -> dict[str, Spoken]:
    """The voice of each short, by its id. Raises InputError where there is no such speaker."""
    speaking = _Speaking(session, Lexicon.of(loaded.day))
    asked = {short: dict.fromkeys(Line(line, short.options.pace) for line in lines(short)) for short in shorts}
    said = speaking.of(list(dict.fromkeys(line for found in asked.values() for line in found)))
    return {
        short.id: Spoken(speaking.speaker, short.options.pace, tuple((line.text, said[line]) for line in found))
        for short, found in asked.items()
    }


class _Speaking:
    """Lines by one speaker: from the store, or synthesised and measured now."""

    def __init__(self, session: Session, lexicon: Lexicon) -> None:
        self._session, self._blobs, self._lexicon = session, session.blobs, lexicon
        self._engine = _engine(lexicon.language, session.project.settings.speaker)
        self._versions = (_VERSION, align.VERSION, version("pocketsphinx"), self._engine.version)
        self.speaker = self._engine.speaker

    def of(self, asked: Sequence[Line]) -> dict[Line, Utterance]:
        """In the order in which they are asked for."""
        kept = {line: self._kept(line) for line in asked}
        missing = [line for line, found in kept.items() if found is None]
        with self._session.progress.steps("spoken", len(missing)) as tick:
            for line, utterance in self._made(missing):
                kept[line] = utterance
                tick(line.text)
                self._session.heed()
        return {line: found for line, found in kept.items() if found}

    def _made(self, missing: Sequence[Line]) -> Iterator[tuple[Line, Utterance]]:
        """One is measured while the next are synthesised. Each is kept at once, so an interrupt costs one at most."""
        ahead = ThreadPoolExecutor(1)
        try:
            for line, sound in zip(missing, ahead.map(self._sound, missing), strict=True):
                key = self._key(line)
                utterance = measured(line.text, self._lexicon, sound, key) if sound else self._silent(line)
                if sound:
                    self._blobs.put(key, sound.wav())
                self._blobs.put(self._times(key), json.dumps(_plain(utterance)).encode())
                yield line, utterance
        finally:
            ahead.shutdown(cancel_futures=True)

    def _sound(self, line: Line) -> Sound | None:
        text = aloud(line.text, self._lexicon)
        return self._engine.say(text, line.pace) if text else None

    def _silent(self, line: Line) -> Utterance:
        """Of a line in which nothing is said."""
        return Paced(line.pace, self._lexicon).say([line.text])[0]

    def _kept(self, line: Line) -> Utterance | None:
        """What is in the store, where its sound is there as well."""
        key = self._key(line)
        data = self._blobs.get(self._times(key))
        found = _utterance(json.loads(data)) if data else None
        return found if found and (found.clip is None or self._blobs.has(key)) else None

    def _key(self, line: Line) -> str:
        said = [(word.text, word.spoken) for word in speech.words(line.text, self._lexicon)]
        return identity(self._versions, aloud(line.text, self._lexicon), said, line.pace)

    @staticmethod
    def _times(key: str) -> str:
        return identity("times", key)


@cache
def _engine(language: str, speaker: str) -> Engine:
    """Who speaks a language. Raises InputError where the extra that it needs is not installed."""
    if language == "en":
        from shortsgen.voice.engines import hibari

        return hibari.Engine(speaker, language)
    need("espeak", f"spoken lines in `{language}`", "espeakng_loader")
    from shortsgen.voice.engines import espeak

    return espeak.Engine(speaker, language)


def _plain(said: Utterance) -> object:
    clip = [said.clip.sound, int(said.clip.start), int(said.clip.end)] if said.clip else None
    return [[[word.text, int(word.start), int(word.end)] for word in said.words], clip]


def _utterance(kept: Any) -> Utterance:
    """What `_plain` made of one."""
    words, clip = kept
    said = tuple(Said(text, Fraction(start), Fraction(end)) for text, start, end in words)
    return Utterance(said, Clip(clip[0], Fraction(clip[1]), Fraction(clip[2])) if clip else None)
