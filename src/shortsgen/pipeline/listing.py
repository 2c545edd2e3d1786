"""`list`: the days of a project, or the shorts of a day. Executes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shortsgen.pipeline.day import Loaded, load_day
from shortsgen.problems import InputError
from shortsgen.project import Project
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Short
from shortsgen.text.markup import plain


@dataclass(frozen=True, slots=True)
class DayRow:
    name: str
    title: str
    shorts: int
    recorded: int


@dataclass(frozen=True, slots=True)
class ShortRow:
    """`seconds` are those of the timeline, with the recorded output where there is one."""

    number: int
    id: str
    title: str
    seconds: float
    budget: float
    status: str


def days(project: Project) -> tuple[list[DayRow], list[InputError]]:
    """A row for each day, and the errors of those that cannot be read."""
    rows, errors = [], []
    for name in project.days():
        try:
            loaded = load_day(project, name)
        except InputError as error:
            errors.append(error)
            continue
        recorded = sum(_status(loaded, short) not in ("stale", "not recorded") for short in loaded.day.shorts)
        rows.append(DayRow(name, plain(loaded.day.title), len(loaded.day.shorts), recorded))
    return rows, errors


def shorts(project: Project, name: str) -> list[ShortRow]:
    """A row for each short of a day."""
    loaded = load_day(project, name)
    return rows(loaded, loaded.day.shorts)


def rows(loaded: Loaded, shorts: Iterable[Short]) -> list[ShortRow]:
    """The same of these shorts."""
    return [_row(loaded, short) for short in shorts]


def _row(loaded: Loaded, short: Short) -> ShortRow:
    outcomes = {
        snippet.name: loaded.recording.fresh(snippet) or Outcome(Status.SKIPPED) for snippet in loaded.of(short)
    }
    seconds = loaded.timeline(short, outcomes).end / 1000
    return ShortRow(short.number, short.id, plain(short.title), seconds, short.options.budget, _status(loaded, short))


def _status(loaded: Loaded, short: Short) -> str:
    """The status of the recording: that of the short's own code, unless one of its snippets needs to be executed."""
    own = loaded.of(short)
    if own[0].skip:
        return Status.SKIPPED.value
    found = [loaded.recording.fresh(snippet) for snippet in own]
    if all(found) and found[0]:
        return found[0].status.value
    return "stale" if any(snippet.name in loaded.recording.entries for snippet in own) else "not recorded"
