"""Which words of a script are said in a recording, and in which order: what a speaker repeats, leaves out, or adds.

One search of PocketSphinx through a grammar of all that speakers do: go on with the next word; begin a sentence again,
or an earlier one; pass over sentences; say something else. What each of these costs was tried on three voices.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from pocketsphinx import Decoder, FsgModel

from shortsgen.sound.sound import Sound
from shortsgen.voice.align import follow, heard, new_recogniser, teach
from shortsgen.voice.heard import Heard, Span
from shortsgen.voice.pronounce import Pronounced

_BEAM = 1e-80
_AGAIN = 1e-20  # to begin a sentence again
_SKIP = 1e-40  # to pass over some: as much for many as for one, since what costs more than the beam is never tried
_ASIDE, _ASIDE_WITHIN = 1e-10, 1e-40  # to say something else, between sentences and within one
_SOUND = 1e-6  # each phoneme of that
_PHONEMES = (
    *("AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY", "JH"),
    *("K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH"),
)


def listen(sound: Sound, sentences: Sequence[Sequence[Pronounced]]) -> tuple[Heard, ...]:
    """What is heard, in order. All words have phonemes. Nothing where no way leads through the sound."""
    words = [word for sentence in sentences for word in sentence]
    if not words or not sound.length:
        return ()
    decoder = new_recogniser(_BEAM)
    for place, word in enumerate(words):
        teach(decoder, f"w{place}", word)
    for phoneme in _PHONEMES:
        decoder.add_word(f"+{phoneme}", phoneme, False)
    follow(decoder, _grammar(decoder, len(words), [0, *accumulate(map(len, sentences))]))
    return tuple(_heard(heard(decoder, sound)))


def _heard(found: Sequence[tuple[str, Span]]) -> list[Heard]:
    """With phonemes in a row as one."""
    made: list[Heard] = []
    for name, span in found:
        if name.startswith("w"):
            made.append(Heard(int(name[1:]), span))
        elif name.startswith("+") and made and made[-1].place is None:
            made[-1] = Heard(None, Span(made[-1].span.start, span.end))
        elif name.startswith("+"):
            made.append(Heard(None, span))
    return made


def _grammar(decoder: Decoder, words: int, edges: Sequence[int]) -> FsgModel:
    """State n is before word n; beside each is one where something else is said. Sentences lie between the edges."""
    costs = decoder.logmath.log
    grammar = FsgModel("script", decoder.logmath, 1.0, 2 * (words + 1))
    grammar.set_start_state(0)
    grammar.set_final_state(words)
    sounds = [grammar.word_add(f"+{phoneme}") for phoneme in _PHONEMES]
    for place in range(words + 1):
        aside = words + 1 + place
        grammar.null_trans_add(place, aside, int(costs(_ASIDE if place in edges else _ASIDE_WITHIN)))
        grammar.null_trans_add(aside, place, 0)
        for sound in sounds:
            grammar.trans_add(aside, aside, int(costs(_SOUND)), sound)
        if place < words:
            grammar.trans_add(place, place + 1, 0, grammar.word_add(f"w{place}"))
        for edge in edges:
            if edge < place:
                grammar.null_trans_add(place, edge, int(costs(_AGAIN)))
            elif edge > place and place in edges:
                grammar.null_trans_add(place, edge, int(costs(_SKIP)))
    return grammar


def guessed(sound: Sound) -> str:
    """About what is said in a sound, by the recogniser's model of English: to recognise it by, no more."""
    decoder = Decoder(cmn="batch", loglevel="FATAL")
    names = [name for name, _ in heard(decoder, sound)]
    return " ".join(name for name in names if not name.startswith(("<", "[")))
