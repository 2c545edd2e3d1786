"""When each word of a sound is said: forced alignment by PocketSphinx (extra `voice`), whose models lie in its wheel.

It finds times, and never doubts the words: what else may have been said is asked of `voice/deviations` first. How far
the times are from the truth of an independent voice is measured in `tests/voice/test_align`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from threading import Lock

import numpy as np
from pocketsphinx import Decoder, FsgModel, get_model_path

from shortsgen.sound.sound import Sound
from shortsgen.voice.dictionary import ways
from shortsgen.voice.heard import Span
from shortsgen.voice.pronounce import Pronounced

RATE = 16_000  # samples a second that the acoustic model knows
FRAME = 10  # ms, the grid of its times
VERSION = 1  # of what follows from a sound and its words, for keys
_BEAM = 1e-300  # of paths that are followed: the default of 1e-48 loses the only right one
_HISS = 10 ** (-30 / 20)  # of the loudness; in digital silence the model hears stops where there are none
_one_at_a_time = Lock()  # a decoder has one utterance


def align(sound: Sound, words: Sequence[Pronounced]) -> tuple[Span | None, ...]:
    """When each of the `words` is said in `sound`, in which they are said in order, and nothing else but noises and
    pauses. None for those that have no phonemes, and for all where they cannot be found."""
    names = [name_of(word) for word in words]
    with _one_at_a_time:
        decoder = recogniser()
        for name, word in zip(names, words, strict=True):
            teach(decoder, name, word)
        said = [name for name in names if name]
        if not said or not sound.length:
            return (None,) * len(words)
        follow(decoder, _straight(decoder, said))
        found = iter([span for name, span in heard(decoder, sound) if name in set(said)])
    return tuple(next(found, None) if name else None for name in names)


@cache
def recogniser() -> Decoder:
    """One that knows no word yet."""
    return new_recogniser()


def new_recogniser(beam: float = _BEAM) -> Decoder:
    """`beam` is how much less likely than the best one a path may be for a while."""
    every_path = {"beam": beam, "wbeam": beam, "pbeam": beam, "maxhmmpf": -1, "bestpath": False}
    # the mean of each recording is its own, so that no result depends on what was heard before
    return Decoder(hmm=get_model_path("en-us/en-us"), lm=None, dict=None, cmn="batch", loglevel="FATAL", **every_path)


def teach(decoder: Decoder, name: str, word: Pronounced) -> None:
    """How a word is said, in all ways that the dictionary knows where it is one of them."""
    if name and decoder.lookup_word(name) is None:
        for number, phonemes in enumerate(_ways(word), 1):
            decoder.add_word(name if number == 1 else f"{name}({number})", phonemes, False)


def _straight(decoder: Decoder, names: Sequence[str]) -> FsgModel:
    """One path through all words. `set_align_text` does the same, but is content with the beginning of it."""
    grammar = FsgModel("straight", decoder.logmath, 1.0, len(names) + 1)
    grammar.set_start_state(0)
    grammar.set_final_state(len(names))
    for place, name in enumerate(names):
        grammar.trans_add(place, place + 1, 0, grammar.word_add(name))
    return grammar


def follow(decoder: Decoder, grammar: FsgModel) -> None:
    """Search for the paths of `grammar` from now on."""
    decoder.add_fsg("grammar", grammar)
    decoder.activate_search("grammar")


def heard(decoder: Decoder, sound: Sound) -> list[tuple[str, Span]]:
    """The words, pauses and noises that a search finds in a sound, by the names that they were taught by; none where no
    path leads through it."""
    decoder.start_utt()
    decoder.process_raw(_with_hiss(sound.at(RATE)).pcm(), full_utt=True)
    decoder.end_utt()
    if decoder.hyp() is None:
        return []
    return [
        (segment.word.partition("(")[0], Span(segment.start_frame * FRAME, (segment.end_frame + 1) * FRAME))
        for segment in decoder.seg()
    ]


def _with_hiss(sound: Sound) -> Sound:
    """With noise as quiet as that of a good room, always the same."""
    loudness = np.sqrt(np.mean(np.square(sound.samples)))
    hiss = np.random.default_rng(0).standard_normal(len(sound.samples), np.float32)
    return Sound(sound.samples + np.float32(loudness * _HISS) * hiss, sound.rate)


def _ways(word: Pronounced) -> tuple[str, ...]:
    own = " ".join(word.phonemes)
    known = ways().get(word.word, ())
    return known if own in known else (own,)


def name_of(word: Pronounced) -> str:
    """Words that sound the same are one to the decoder; "" where there is nothing to hear."""
    return "|".join("-".join(way.split()) for way in _ways(word)) if word.phonemes else ""
