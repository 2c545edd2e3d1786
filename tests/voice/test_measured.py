"""When the words of a synthesised line are said."""

from __future__ import annotations

import numpy as np
import pytest

from shortsgen.plan.lexicon import PLAIN
from shortsgen.sound.sound import Sound
from shortsgen.voice.aloud import aloud
from shortsgen.voice.engines.hibari import Engine
from shortsgen.voice.heard import Span
from shortsgen.voice.measured import edges, filled, measured
from shortsgen.voice.pronounce import Pronounced

LINE = "Use `nn.Linear` — the layer, not `loss.backward()`."


def test_each_written_word_has_its_time_in_the_sound() -> None:
    sound = Engine("", "en").say(aloud(LINE, PLAIN), 150)
    said = measured(LINE, PLAIN, sound, "name")
    assert [word.text for word in said.words] == ["Use", "nn.Linear", "—", "the", "layer,", "not", "loss.backward()."]
    assert said.clip is not None
    assert (said.clip.sound, said.clip.end - said.clip.start) == ("name", said.length)
    assert (said.words[0].start, said.words[2].start) == (0, said.words[2].end)
    gaps = [float(after.start - word.end) for word, after in zip(said.words, said.words[1:], strict=False)]
    assert min(gaps) >= 0
    assert sum(gap > 100 for gap in gaps) == 2, "after the dash and the comma"
    quiet = [sound.between(0, float(said.clip.start)), sound.between(float(said.clip.end), sound.length)]
    assert max(float(abs(one.samples).max()) for one in quiet) < 0.02


WORDS = [Pronounced(word, ("AA",)) for word in ("one", "three", "two", "four")]  # of 2, 3, 3 and 3 phonemes


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([Span(10, 20), Span(30, 40), Span(40, 50), Span(60, 80)], [(0, 20), (30, 40), (40, 50), (60, 110)]),
        ([None] * 4, [(0, 20), (20, 50), (50, 80), (80, 110)]),
        ([Span(10, 30), None, None, Span(90, 100)], [(0, 30), (30, 60), (60, 90), (90, 110)]),
        ([None, Span(40, 60), None, None], [(0, 40), (40, 60), (60, 85), (85, 110)]),
        ([Span(0, 20), Span(30, 40), Span(40, 50), Span(60, 130)], [(0, 20), (30, 40), (40, 50), (60, 110)]),
    ],
)
def test_what_was_not_found_shares_the_time_between(
    spans: list[Span | None], expected: list[tuple[float, float]]
) -> None:
    assert filled(spans, WORDS, 0, 110) == expected


def test_of_no_words_there_are_no_times() -> None:
    assert filled([], [], 0, 100) == []


def test_a_sound_begins_where_it_is_heard() -> None:
    samples = np.zeros(1000, np.float32)
    assert edges(Sound(samples, 1000)) == (0, 1000)
    samples[300:500] = 0.5
    assert edges(Sound(samples, 1000)) == (280, 519)
