"""The outcomes of a day as they are kept: at once the cache of `render` and the golden file of `check`.

Only outcomes that were as expected are recorded, so a failure is never taken for a result. Each knows the machine that
it was found on. Figures are PNG files in a folder beside the recording, named by short, so that they too can be
reviewed; the recording holds their hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shortsgen.choices import Device
from shortsgen.problems import Span
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Options
from shortsgen.store.png import style

RECORDED = {Status.OK, Status.COMMENT_ONLY, Status.RAISED, Status.EXITED}

Environment = Mapping[str, Any]  # what is said of a machine, such as its torch


@dataclass(frozen=True, slots=True)
class Entry:
    """An outcome, the key of the snippet that gave it, and the machine that it was found on."""

    key: str
    outcome: Outcome
    environment: Environment = field(default_factory=dict)
    lost: tuple[str, ...] = ()  # the hashes of its figures, where their files are missing or changed
    span: Span | None = field(default=None, compare=False)

    @property
    def figures(self) -> tuple[str, ...]:
        """The hashes of its figures."""
        return self.lost or tuple(map(figure_hash, self.outcome.figures))

    def shows(self, look: str) -> bool:
        """Whether all its figures are there, and drawn for slides of this look."""
        return not self.lost and all(style(figure) == look for figure in self.outcome.figures)


@dataclass(frozen=True, slots=True)
class Recording:
    """The outcomes of a day by the names of their snippets."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def fresh(self, snippet: Snippet) -> Outcome | None:
        """The recorded outcome where it is that of this very snippet, and whole."""
        entry = self.entries.get(snippet.name)
        return entry.outcome if entry and entry.key == snippet.key and entry.shows(snippet.look) else None

    def of(self, snippets: Iterable[Snippet]) -> Recording:
        """The part of it that is fresh for these snippets."""
        names = [snippet.name for snippet in snippets if self.fresh(snippet)]
        return Recording({name: self.entries[name] for name in names})

    def orphans(self, snippets: Iterable[Snippet]) -> list[tuple[str, Entry]]:
        """Entries for which the day has no snippet any more."""
        names = {snippet.name for snippet in snippets}
        return [(name, entry) for name, entry in self.entries.items() if name not in names]

    def environments(self) -> list[Environment]:
        """The machines that outcomes were found on, each once."""
        found: list[Environment] = []
        for entry in self.entries.values():
            if entry.environment not in found:
                found.append(entry.environment)
        return found


def recorded(
    old: Recording,
    snippets: Iterable[Snippet],
    found: Mapping[str, Outcome],
    environment: Environment,
    dropped: Collection[str] = (),
) -> Recording:
    """`old` with what was `found`, in the order of the day, without the names that are `dropped`.

    What was found and is not as expected has no entry. What was not executed stays as it is, stale or not.
    """
    said = [outcome.environment or environment for outcome in found.values()]
    known = [*old.environments(), *sorted(said, key=len, reverse=True)]
    entries: dict[str, Entry] = {}
    for snippet in snippets:
        outcome = found.get(snippet.name)
        if outcome is None or _refused(snippet, outcome):
            if snippet.name in old.entries:
                entries[snippet.name] = old.entries[snippet.name]
        elif outcome.status in RECORDED and outcome.as_expected(snippet.raises):
            entries[snippet.name] = Entry(snippet.key, outcome, _same(outcome.environment or environment, known))
    others = {name: entry for name, entry in old.orphans(snippets) if name not in dropped}
    return Recording(entries | others)


def _same(environment: Environment, known: Iterable[Environment]) -> Environment:
    """A machine of which less is said, because nothing needed torch this time, is one that is known already; but what
    was computed on its card, it did not compute."""
    alike = (one for one in known if device_of(one) == device_of(environment))
    return next((one for one in alike if environment.items() <= one.items()), environment)


def device_of(environment: Environment) -> str:
    """What was computed on: "cpu", or the name of a card."""
    return str(environment.get("device", Device.CPU))


def tolerance(options: Options, one: Environment, other: Environment) -> float:
    """By how much floats may differ that were printed on these two machines."""
    same = device_of(one) == device_of(other)
    return options.tolerance if same else max(options.tolerance, options.device_tolerance)


def _refused(snippet: Snippet, outcome: Outcome) -> bool:
    """Whether it was not executed though its author wants it to be: the network was not allowed, or no card is here."""
    return outcome.status is Status.SKIPPED and not snippet.skip


def figure_name(name: str, number: int) -> str:
    """The file of a snippet's figure `number`, from 1, inside the recording's folder of figures."""
    return f"{name.replace('/', '.')}-{number}.png"  # no id has a dot, so these are no other short's


def figure_hash(png: bytes) -> str:
    return hashlib.sha256(png).hexdigest()[:20]


def figures(recording: Recording) -> dict[str, bytes]:
    """The files of all figures of a recording that are not lost."""
    return {
        figure_name(name, number): png
        for name, entry in recording.entries.items()
        for number, png in enumerate(entry.outcome.figures, 1)
    }


def figure_names(recording: Recording) -> set[str]:
    """The files of all figures that a recording names."""
    return {
        figure_name(name, number)
        for name, entry in recording.entries.items()
        for number in range(1, len(entry.figures) + 1)
    }
