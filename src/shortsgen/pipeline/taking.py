"""`takes`: what was found in the takes of a day. Executes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from shortsgen.pipeline.day import load_day
from shortsgen.pipeline.listening import Take
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.take_files import unknown_takes
from shortsgen.pipeline.takes import takes
from shortsgen.problems import Problem
from shortsgen.script.selection import select
from shortsgen.voice.deviations import Kind

FORMAT = 1  # raised when a key goes or changes its meaning; a new key raises nothing


@dataclass(frozen=True, slots=True)
class DeviationRow:
    """`kind` is `left out`, `said again`, `broken off`, `ad-libbed` or `silence`; `start` and `end` are seconds of the
    take. `text` is that of the script, and of an ad-lib about what was heard."""

    kind: str
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class TakeRow:
    """A take of `seconds`, of which `kept` are used: so many of the script's `words` are `said`, at a `pace` in words a
    minute (None where none is), with the `loudness` of the whole in LUFS (None where it is silent); `clipped` times it
    was too loud for its recorder."""

    short: str
    label: str
    file: str
    seconds: float
    kept: float
    words: int
    said: int
    pace: int | None
    script_pace: int
    loudness: float | None
    clipped: int
    deviations: tuple[DeviationRow, ...]


@dataclass(frozen=True, slots=True)
class Takings:
    """A row for each take, the labels of the shorts that have none, and files that belong to no short."""

    rows: tuple[TakeRow, ...]
    without: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing of a script is left out."""
        return all(row.said == row.words for row in self.rows)


def takings(session: Session, name: str, words: Sequence[str]) -> Takings:
    """Raises InputError where a take cannot be used."""
    loaded = load_day(session.begin(), name)
    shorts = select(loaded.day, words)
    found = takes(session, loaded, shorts)
    unknown = () if words else tuple(unknown_takes(loaded.project, loaded.day))
    session.blobs.trim()
    taken = {take.short.id for take in found}
    without = tuple(short.label for short in shorts if short.id not in taken)
    return Takings(tuple(map(_row, found)), without, unknown)


def as_json(day: str, found: Takings) -> str:
    """One versioned envelope."""
    data = {
        "format": FORMAT,
        "command": "takes",
        "day": day,
        "ok": found.ok,
        "takes": [asdict(row) for row in found.rows],
    }
    return json.dumps(data | {"without": found.without}, indent=2) + "\n"


def _row(take: Take) -> TakeRow:
    listened, lines = take.listened, [line for line in take.lines if line]
    said = sum(span is not None for span in listened.found.words)
    speaking = sum(line.words[-1].end - line.words[0].start for line in lines)
    in_lines = sum(len(line.words) for line in lines)
    return TakeRow(
        short=take.short.id,
        label=take.short.label,
        file=take.file,
        seconds=listened.length / 1000,
        kept=sum(line.length for line in lines) / 1000,
        words=len(listened.found.words),
        said=said,
        pace=round(60_000 * in_lines / speaking) if speaking else None,
        script_pace=take.short.options.pace,
        loudness=listened.loudness,
        clipped=listened.clipped,
        deviations=tuple(_deviations(take)),
    )


def _deviations(take: Take) -> Iterator[DeviationRow]:
    """Without the silences between lines, which are as long as the timeline says."""
    asides = iter(take.listened.asides)
    for one in take.listened.found.deviations:
        text = take.script.text(*one.words) if one.words else next(asides)
        if one.kind is not Kind.SILENCE or (one.words and take.script.within_line(*one.words)):
            yield DeviationRow(
                one.kind.value, (take.start + one.span.start) / 1000, (take.start + one.span.end) / 1000, text
            )
