"""Word times against the exact truth of an independent voice, and on a human recording."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from shortsgen.pipeline.day import load_day
from shortsgen.plan.speech import words
from shortsgen.project import Project
from shortsgen.sound.sound import Sound, joined
from shortsgen.voice.align import align
from shortsgen.voice.dictionary import dictionary
from shortsgen.voice.pronounce import Pronounced
from tests.voice.truth import Speech, speak

VOICES = ("en-us", "en-gb", "en-us+f3")  # the third has another throat


def word(text: str) -> Pronounced:
    return Pronounced(text, tuple(dictionary()[text].split()))


@cache
def lines() -> tuple[tuple[str, ...], ...]:
    """What day 04 says, of the words that both voice and aligner know how to say."""
    day = load_day(Project(Path(__file__).parents[2]), "day04").day
    said = [line for short in day.shorts for line in (short.hook, *(one.say for one in short.talk_track))]
    found = [[one.lower() for written in words(line) for one in written.spoken] for line in said]
    known = [tuple(one for one in line if one in dictionary() and (len(one) > 1 or one in "ai")) for line in found]
    return tuple(line for line in known if len(line) > 3)


@dataclass(frozen=True)
class Errors:
    """How far found starts are from true ones, in milliseconds, by voice."""

    found: dict[str, list[float]]

    def at(self, part: float) -> float:
        every = sorted(error for errors in self.found.values() for error in errors)
        return every[math.floor(part * (len(every) - 1))]

    @property
    def count(self) -> int:
        return sum(map(len, self.found.values()))


def _speeches(speed: int = 160) -> Iterator[tuple[str, Sequence[str], Speech]]:
    for number, line in enumerate(lines()):
        voice = VOICES[number % len(VOICES)]
        yield voice, line, speak([*line[:-1], f"{line[-1]}."], voice, speed)


def _measured(speeches: Iterator[tuple[str, Sequence[str], Speech]]) -> Errors:
    errors: dict[str, list[float]] = {voice: [] for voice in VOICES}
    for voice, line, speech in speeches:
        found = align(speech.sound, [word(one) for one in line])
        for span, start in zip(found, speech.starts, strict=True):
            if not math.isnan(start):  # it joins some words, such as "of the", and tells of the first
                errors[voice].append(abs(span.start - start) if span else math.inf)
    return Errors(errors)


def _with_noise(speeches: Iterator[tuple[str, Sequence[str], Speech]]) -> Iterator[tuple[str, Sequence[str], Speech]]:
    """At 20 dB below the voice: a laptop's fan."""
    random = np.random.default_rng(7)
    for voice, line, speech in speeches:
        samples = speech.sound.samples
        noise = random.normal(0, np.sqrt(np.mean(np.square(samples))) / 10, len(samples))
        yield voice, line, Speech(Sound((samples + noise).astype(np.float32), speech.sound.rate), speech.starts)


def _with_a_pause(speeches: Iterator[tuple[str, Sequence[str], Speech]]) -> Iterator[tuple[str, Sequence[str], Speech]]:
    """A second of silence in the middle of each line, before a word whose start is known."""
    for voice, line, speech in speeches:
        known = [place for place, start in enumerate(speech.starts) if start > 0]
        place = known[len(known) // 2]
        at = speech.starts[place]
        sound, gap = speech.sound, Sound(np.zeros(speech.sound.rate, np.float32), speech.sound.rate)
        longer = joined([sound.between(0, at), gap, sound.between(at, sound.length)])
        starts = tuple(start + 1000 * (number >= place) for number, start in enumerate(speech.starts))
        yield voice, line, Speech(longer, starts)


@pytest.mark.parametrize(
    ("what", "median", "most"),
    [
        (lambda: _speeches(), 15, 50),
        (lambda: _speeches(speed=220), 15, 50),
        (lambda: _with_noise(_speeches()), 15, 50),
        (lambda: _with_a_pause(_with_noise(_speeches())), 15, 50),
    ],
    ids=["plain", "fast", "noise", "pause"],
)
def test_words_start_where_they_are_found(what, median: float, most: float) -> None:
    errors = _measured(what())
    assert errors.count >= 500
    assert (errors.at(0.5) <= median, errors.at(0.9) <= most) == (True, True), errors
    for voice, found in errors.found.items():
        assert statistics.median(found) <= median, voice


def test_words_that_have_no_phonemes_have_no_time() -> None:
    speech = speak(["this", "is", "good."])
    found = align(speech.sound, [word("this"), Pronounced("—", ()), word("is"), word("good")])
    assert found[1] is None
    assert [span is not None for span in found] == [True, False, True, True]


@cache
def example() -> tuple[Sound, tuple[Pronounced, ...]]:
    said = ("today", "we", "use", "a", "module")
    return speak([*said[:-1], "module."]).sound, tuple(map(word, said))


def test_spans_are_in_order_and_within_the_sound() -> None:
    sound, said = example()
    found = [span for span in align(sound, said) if span]
    edges = [edge for span in found for edge in (span.start, span.end)]
    assert len(found) == 5
    assert edges == sorted(edges)
    assert edges[-1] <= sound.length


def test_what_was_heard_before_changes_nothing() -> None:
    sound, said = example()
    first = align(sound, said)
    align(Sound(sound.samples * np.float32(0.01), sound.rate), said)
    assert align(sound, said) == first


@pytest.mark.parametrize("samples", [0, 10, 1000])
def test_in_a_sound_that_is_too_short_nothing_is_found(samples: int) -> None:
    assert align(Sound(np.zeros(samples, np.float32)), [word("today"), word("module")]) == (None, None)


def test_nothing_is_said_at_no_time() -> None:
    assert align(example()[0], []) == ()
