"""Recordings with known deviations, by voices that know nothing of the recogniser: each is found, none invented."""

from __future__ import annotations

import math
import statistics
from itertools import accumulate

import numpy as np
import pytest

from shortsgen.sound.sound import Sound, joined
from shortsgen.voice.deviations import Found, judged
from shortsgen.voice.listen import guessed, listen
from tests.voice.test_align import VOICES, lines, word
from tests.voice.truth import Speech, speak

SCRIPT = tuple(
    tuple(line.split())
    for line in (
        "today you graduate from raw tensors to real models",
        "yesterday we trained with raw tensors and manual updates",
        "today we use a module which tracks parameters automatically",
        "this is the foundation of every model you see in the wild",
        "forgetting this and then parameters will not register correctly",
    )
)
FIRST, SECOND, THIRD, FOURTH, FIFTH = SCRIPT
ASIDE = ("well", "actually", "let", "me", "get", "some", "water", "before", "we", "continue")
WITHIN = (*THIRD[:4], *["um", "hang", "on", "where", "is", "it"], *THIRD[4:])
EDGES = (0, *accumulate(map(len, SCRIPT)))


def said(sentences: tuple[tuple[str, ...], ...], voice: str) -> Speech:
    """With a full stop, and so a short pause, after each."""
    return speak([f"{one}." if one == line[-1] else one for line in sentences for one in line], voice)


def found(sound: Sound) -> Found:
    return judged(listen(sound, [[word(one) for one in line] for line in SCRIPT]), EDGES)


def told(found: Found) -> list[tuple[str, str]]:
    flat = [one for line in SCRIPT for one in line]
    return [(one.kind.value, " ".join(flat[slice(*one.words)] if one.words else ())) for one in found.deviations]


TAKES: dict[str, tuple[tuple[tuple[str, ...], ...], list[tuple[str, tuple[str, ...]]]]] = {
    "missing": ((FIRST, SECOND, FOURTH, FIFTH), [("left out", THIRD)]),
    "without its end": ((FIRST, SECOND, THIRD, FOURTH), [("left out", FIFTH)]),
    "three missing": ((FIRST, FIFTH), [("left out", SECOND), ("left out", THIRD), ("left out", FOURTH)]),
    "another order": ((FIRST, FOURTH, FIFTH, SECOND, THIRD), []),
    "again": ((FIRST, SECOND, THIRD, THIRD, FOURTH, FIFTH), [("said again", THIRD)]),
    "two again": ((FIRST, SECOND, THIRD, SECOND, THIRD, FOURTH, FIFTH), [("said again", SECOND + THIRD)]),
    "begun again": ((FIRST, SECOND, THIRD[:4], THIRD, FOURTH, FIFTH), [("said again", THIRD[:4])]),
    "aside": ((FIRST, SECOND, ASIDE, THIRD, FOURTH, FIFTH), [("ad-libbed", ())]),
    "before": ((ASIDE, *SCRIPT), [("ad-libbed", ())]),
    "after": ((*SCRIPT, ASIDE), [("ad-libbed", ())]),
    "within": ((FIRST, SECOND, WITHIN, FOURTH, FIFTH), [("ad-libbed", ())]),
}
ALL = (FIRST, ASIDE, THIRD, FOURTH, FOURTH, FIFTH)


@pytest.mark.parametrize(("kind", "voice"), [(kind, VOICES[number % len(VOICES)]) for number, kind in enumerate(TAKES)])
def test_each_deviation_is_found_and_none_invented(kind: str, voice: str) -> None:
    take, expected = TAKES[kind]
    assert told(found(said(take, voice).sound)) == [(name, " ".join(words)) for name, words in expected]


@pytest.mark.parametrize("voice", VOICES)
def test_all_of_them_in_one_take(voice: str) -> None:
    assert told(found(said(ALL, voice).sound)) == [
        ("left out", " ".join(SECOND)),
        ("ad-libbed", ""),
        ("said again", " ".join(FOURTH)),
    ]


def test_noise_and_a_long_pause_change_nothing_but_the_pause() -> None:
    speech = said((FIRST, SECOND, ASIDE, THIRD, THIRD, FOURTH, FIFTH), "en-us")
    at = speech.starts[len(FIRST) + len(SECOND) + 2]
    gap = Sound(np.zeros(2 * speech.sound.rate, np.float32), speech.sound.rate)
    samples = joined([speech.sound.between(0, at), speech.sound.between(at, 1e9), gap]).samples
    noise = np.random.default_rng(3).normal(0, np.sqrt(np.mean(np.square(samples))) / 10, len(samples))
    found_ = found(Sound((samples + noise).astype(np.float32), speech.sound.rate))
    assert told(found_) == [("ad-libbed", ""), ("said again", " ".join(THIRD))]


def test_a_silence_of_a_second_is_told_with_its_seconds() -> None:
    speech = said(SCRIPT, "en-us")
    place = len(FIRST) + 3
    at = speech.starts[place]
    gap = Sound(np.zeros(2 * speech.sound.rate, np.float32), speech.sound.rate)
    (one,) = found(joined([speech.sound.between(0, at), gap, speech.sound.between(at, 1e9)])).deviations
    assert (one.kind.value, one.words) == ("silence", (place - 1, place + 1))
    assert one.span.end - one.span.start == pytest.approx(2000, abs=300)


def test_the_last_good_time_is_the_one_that_counts() -> None:
    take = (FIRST, SECOND, THIRD, THIRD, FOURTH, FIFTH)
    speech = said(take, "en-gb")
    spans = found(speech.sound).words
    begin = sum(map(len, take[:3]))  # of the second time
    for place, word_span in enumerate(spans[EDGES[2] : EDGES[3]]):
        start = speech.starts[begin + place]
        assert word_span is not None
        assert math.isnan(start) or abs(word_span.start - start) < 150


def test_seconds_of_an_ad_lib_are_those_in_which_it_is_said() -> None:
    speech = said((FIRST, SECOND, ASIDE, THIRD, FOURTH, FIFTH), "en-us")
    begin = len(FIRST) + len(SECOND)
    (one,) = found(speech.sound).deviations
    before, after = speech.starts[begin - 1], speech.starts[begin + 1]  # it tells nothing of the first word
    assert before + 200 < one.span.start < after
    last = begin + len(ASIDE) - 1
    assert speech.starts[last] < one.span.end < speech.starts[last + 2]


def test_an_ad_lib_is_guessed_well_enough_to_recognise_it() -> None:
    text = guessed(speak([*ASIDE[:-1], f"{ASIDE[-1]}."]).sound).split()
    assert len(set(text) & set(ASIDE)) >= 3


def test_words_of_day_04_are_timed_as_well_as_by_alignment_alone() -> None:
    """Five lines at a time, as a short has them."""
    errors = []
    script = lines()
    for number, begin in enumerate(range(0, len(script), 5)):
        part = script[begin : begin + 5]
        speech = said(part, VOICES[number % len(VOICES)])
        edges = (0, *accumulate(map(len, part)))
        spans = judged(listen(speech.sound, [[word(one) for one in line] for line in part]), edges)
        assert spans.deviations == ()
        pairs = zip(spans.words, speech.starts, strict=True)
        errors += [abs(span.start - start) for span, start in pairs if span and not math.isnan(start)]
    assert len(errors) >= 500
    assert statistics.median(errors) <= 15
    assert statistics.quantiles(errors, n=10)[-1] <= 50


def test_nothing_is_heard_of_nothing() -> None:
    assert listen(Sound(np.zeros(0, np.float32)), [[word("today")]]) == ()
    assert found(Sound(np.zeros(48_000, np.float32))).words == (None,) * EDGES[-1]
