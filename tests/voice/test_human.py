"""A human recording: a chapter of a book that a volunteer read for LibriVox, in Debian's `pocketsphinx-testdata`.

Nobody knows when exactly its words start, so no error can be told. What can be shown: all are found, in the sentence in
which they are read, at the same times whatever is around them; and deviations are found as of voices that are made.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest

from shortsgen.sound.read import read
from shortsgen.sound.sound import Sound, joined
from shortsgen.voice.align import RATE, align
from shortsgen.voice.deviations import judged
from shortsgen.voice.listen import listen
from shortsgen.voice.pronounce import Pronounced, pronounced

FOLDER = Path("/usr/share/pocketsphinx/test/data/librivox")

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir() and "SHORTSGEN_REAL_TOOLS" not in os.environ, reason="needs Debian's pocketsphinx-testdata"
)


@cache
def sentences() -> list[tuple[Sound, list[Pronounced]]]:
    found = []
    for line in (FOLDER / "transcription").read_text().splitlines():
        text, name = line.removeprefix("<s> ").split(" </s> ")
        with (FOLDER / f"{name.strip('()')}.wav").open("rb") as file:
            found.append((read(file, name, RATE), [said for written in pronounced(text) for said in written]))
    return found


def _deviations(order: list[int], script: list[int]) -> list[tuple[str, tuple[int, int] | None]]:
    sounds, words = zip(*sentences(), strict=True)
    asked = [words[number] for number in script]
    edges = (0, *accumulate(map(len, asked)))
    found = judged(listen(joined([sounds[number] for number in order]), asked), edges)
    return [(one.kind.value, one.words) for one in found.deviations]


def test_all_words_are_found_each_in_its_sentence() -> None:
    whole = joined([sound for sound, _ in sentences()])
    found = align(whole, [word for _, words in sentences() for word in words])
    assert (len(found), None in found) == (71, False)
    begin = number = 0
    for sound, words in sentences():
        for span in found[number : number + len(words)]:
            assert span is not None
            assert begin - 50 <= span.start < span.end <= begin + sound.length + 50
        begin, number = begin + sound.length, number + len(words)


def test_a_word_starts_at_the_same_time_whatever_is_around_it() -> None:
    whole = joined([sound for sound, _ in sentences()])
    together = align(whole, [word for _, words in sentences() for word in words])
    begin, differ = 0, []
    for sound, words in sentences():
        known = together[len(differ) : len(differ) + len(words)]
        pairs = zip(known, align(sound, words), strict=True)
        differ += [abs(one.start - begin - other.start) for one, other in pairs if one and other]
        begin += sound.length
    assert (len(differ), max(differ) <= 30) == (71, True)


@pytest.mark.parametrize(
    ("order", "script", "expected"),
    [
        ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4], []),
        ([0, 2, 3, 4, 1], [0, 1, 2, 3, 4], []),
        ([0, 1, 3, 4], [0, 1, 2, 3, 4], [("left out", (30, 44))]),
        ([0, 1, 2, 2, 3, 4], [0, 1, 2, 3, 4], [("said again", (30, 44))]),
        ([0, 1, 2, 3, 4], [0, 1, 3, 4], [("ad-libbed", None)]),
    ],
    ids=["none", "order", "missing", "again", "added"],
)
def test_deviations_are_found(order: list[int], script: list[int], expected: list[object]) -> None:
    assert _deviations(order, script) == expected
