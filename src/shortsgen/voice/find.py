"""Where in one long take of a day each of its shorts is said.

PocketSphinx writes the take down, in the words of the day alone; three words in a row that only one short has tell
where that is. What is said there exactly is then asked of `listen`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from pocketsphinx import Decoder, get_model_path
from pocketsphinx.lm import ArpaBoLM

from shortsgen.sound.sound import Sound
from shortsgen.voice.align import heard, name_of, teach
from shortsgen.voice.heard import Span
from shortsgen.voice.script import Script

_WORDS = 3  # in a row
_FEW = 2  # of such rows; fewer are a mistake of the recogniser
_HALF = 0.5  # of the rows of the best time that a short is said; less is a false start


@dataclass(frozen=True, slots=True)
class _Stay:
    """A stretch of the take in which one short is recognised so many times."""

    short: int
    span: Span
    rows: int


def find(sound: Sound, scripts: Sequence[Script]) -> tuple[Span | None, ...]:
    """For each script the stretch in which it is said, the last time that most of it is, between its neighbours in the
    take; None where it is not there."""
    stays = _stays(_rows(_written(sound, scripts), scripts))
    return tuple(_stretch(stays, short, sound.length) for short in range(len(scripts)))


def _written(sound: Sound, scripts: Sequence[Script]) -> list[tuple[str, Span]]:
    decoder = Decoder(
        hmm=get_model_path("en-us/en-us"), lm=None, dict=None, cmn="batch", loglevel="FATAL", bestpath=False
    )
    for script in scripts:
        for word in script.words:
            teach(decoder, name_of(word), word)
    model = ArpaBoLM(text="\n".join(_sentences(scripts)), add_start=True)
    model.compute()
    with TemporaryDirectory() as folder:
        file = str(Path(folder) / "day.lm")
        model.write_file(file)
        decoder.add_lm_file("day", file)
    decoder.activate_search("day")
    return [(name, span) for name, span in heard(decoder, sound) if not name.startswith(("<", "["))]


def _sentences(scripts: Sequence[Script]) -> Iterator[str]:
    for script in scripts:
        for start, end in pairwise(script.edges):
            yield " ".join(map(name_of, script.words[start:end]))


def _rows(words: Sequence[tuple[str, Span]], scripts: Sequence[Script]) -> Iterator[tuple[int, Span]]:
    """The rows that one short alone has, with its number."""
    owners: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, script in enumerate(scripts):
        names = [name_of(word) for word in script.words]
        for place in range(len(names) - _WORDS + 1):
            owners[tuple(names[place : place + _WORDS])].add(number)
    for place in range(len(words) - _WORDS + 1):
        row = words[place : place + _WORDS]
        if len(found := owners.get(tuple(name for name, _ in row), set())) == 1:
            yield next(iter(found)), Span(row[0][1].start, row[-1][1].end)


def _stays(rows: Iterator[tuple[int, Span]]) -> list[_Stay]:
    return _joined([one for one in _joined(_Stay(short, span, 1) for short, span in rows) if one.rows >= _FEW])


def _joined(stays: Iterator[_Stay] | Sequence[_Stay]) -> list[_Stay]:
    """Those of one short in a row as one."""
    joined: list[_Stay] = []
    for one in stays:
        if joined and joined[-1].short == one.short:
            last = joined[-1]
            joined[-1] = _Stay(one.short, Span(last.span.start, one.span.end), last.rows + one.rows)
        else:
            joined.append(one)
    return joined


def _stretch(stays: Sequence[_Stay], short: int, length: int) -> Span | None:
    best = max((one.rows for one in stays if one.short == short), default=0)
    whole = [place for place, one in enumerate(stays) if one.short == short and one.rows >= _HALF * best]
    if not whole:
        return None
    place = whole[-1]
    start = stays[place - 1].span.end if place else 0
    end = stays[place + 1].span.start if place + 1 < len(stays) else length
    return Span(start, max(end, stays[place].span.end))
