"""What a worker is given, and what it gives back: records here, parcels on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from shortsgen.cluster import parcel
from shortsgen.cluster.parcel import Blob
from shortsgen.cluster.store import Store, Stored
from shortsgen.problems import Problem, Severity, Span
from shortsgen.run.outcome import Failure, Outcome, Status


@dataclass(frozen=True, slots=True)
class Batch:
    """Some shorts of a day, and all that decides what is made of them.

    `terms` are those of the `command`, as plain values. `files` are what a project needs for it, by their paths.
    `known` are the units of the build that are there, with their keys: what would be made from just that is not made
    again. `versions` have to be those of the worker. Where there is a `store`, what is large is there,
    and what is made of the batch goes there too, under its `number`.
    """

    command: str
    day: str
    shorts: tuple[str, ...]  # their ids
    terms: Mapping[str, Any]
    machine: tuple[str | None, bool]  # at which level of containment, and whether the network is allowed
    voice: str | None
    versions: Mapping[str, str]
    files: Mapping[str, Blob | Stored] = field(repr=False)
    known: Mapping[str, str] = field(default_factory=dict, repr=False)
    number: int = 0
    store: Store | None = None

    @property
    def results(self) -> Store | None:
        """Where what is made of it lies, if it is large."""
        return self.store and self.store.of(self.number)

    def packed(self) -> bytes:
        blobs: list[Blob] = []
        names = ("command", "day", "shorts", "terms", "machine", "voice", "versions", "known", "number")
        head = {name: getattr(self, name) for name in names}
        files = {path: _put(data, blobs) for path, data in self.files.items()}
        return parcel.packed(head | {"files": files, "store": self.store and self.store.place}, blobs)

    @classmethod
    def unpacked(cls, data: Blob) -> Batch:
        """Raises Damaged."""
        head, blobs = parcel.unpacked(data)
        level, network = head.pop("machine")
        files = {path: _as_put(plain, blobs) for path, plain in head.pop("files").items()}
        store = Store(head["store"]) if head["store"] else None
        records = {"shorts": tuple(head["shorts"]), "machine": (level, network), "files": files, "store": store}
        return cls(**head | records)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a worker did nothing: what a person is told, by which kind of error; or what is another version there."""

    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    of_machine: bool = False
    differing: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # how it is here, and how there


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a batch on a machine of which the recording says `environment`.

    `outcomes` are by the names of snippets, with their keys; `again` those of what was executed a second time; `judged`
    what was found about shorts, by their ids; `cured` the shorts that are known to run with what they lack. `units` are
    those of the build that were made, by their names; `counts` say what that took.
    """

    level: str = ""
    environment: Mapping[str, Any] = field(default_factory=dict)
    outcomes: Mapping[str, tuple[str, Outcome]] = field(default_factory=dict)
    again: Mapping[str, Outcome] = field(default_factory=dict)
    judged: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    cured: tuple[str, ...] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    refusal: Refusal | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    def packed(self) -> bytes:
        blobs: list[Blob] = []
        head = {
            "level": self.level,
            "environment": dict(self.environment),
            "outcomes": {name: [key, _outcome(one, blobs)] for name, (key, one) in self.outcomes.items()},
            "again": {name: _outcome(one, blobs) for name, one in self.again.items()},
            "judged": {name: _problems(found) for name, found in self.judged.items()},
            "cured": self.cured,
            "units": {name: unit.plain(blobs) for name, unit in self.units.items()},
            "counts": self.counts,
            "refusal": asdict(self.refusal) if self.refusal else None,
        }
        return parcel.packed(head, blobs)

    @classmethod
    def unpacked(cls, data: Blob) -> Found:
        """Raises Damaged."""
        head, blobs = parcel.unpacked(data)
        return cls(
            head["level"],
            head["environment"],
            {name: (key, _as_outcome(one, blobs)) for name, (key, one) in head["outcomes"].items()},
            {name: _as_outcome(one, blobs) for name, one in head["again"].items()},
            {name: _as_problems(found) for name, found in head["judged"].items()},
            tuple(head["cured"]),
            {name: Unit.read(unit, blobs) for name, unit in head["units"].items()},
            _as_refusal(head["refusal"]) if head["refusal"] else None,
            head["counts"],
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """The files of a unit, by their paths in the build folder, and the key of what they were made from."""

    key: str
    files: Sequence[tuple[str, Blob | Stored]] = field(repr=False)

    def plain(self, blobs: list[Blob]) -> Any:
        return [self.key, [[path, _put(data, blobs)] for path, data in self.files]]

    @classmethod
    def read(cls, plain: Any, blobs: Sequence[Blob]) -> Unit:
        key, files = plain
        return cls(key, [(path, _as_put(data, blobs)) for path, data in files])


def _put(data: Blob | Stored, blobs: list[Blob]) -> int | list[Any]:
    """The number of its blob, or where it lies in the store."""
    if isinstance(data, Stored):
        return [data.name, data.length]
    blobs.append(data)
    return len(blobs) - 1


def _as_put(plain: Any, blobs: Sequence[Blob]) -> Blob | Stored:
    return blobs[plain] if isinstance(plain, int) else Stored(*plain)


def _outcome(one: Outcome, blobs: list[Blob]) -> dict[str, Any]:
    return asdict(one) | {"figures": [_put(figure, blobs) for figure in one.figures]}


def _as_outcome(plain: dict[str, Any], blobs: Sequence[Blob]) -> Outcome:
    error = plain["error"] and Failure(**plain["error"])
    figures = tuple(bytes(blobs[number]) for number in plain["figures"])
    return Outcome(**plain | {"status": Status(plain["status"]), "figures": figures, "error": error})


def _problems(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in problems]


def _as_problems(plain: Sequence[dict[str, Any]]) -> tuple[Problem, ...]:
    return tuple(map(_as_problem, plain))


def _as_problem(plain: dict[str, Any]) -> Problem:
    span = plain["span"]
    return Problem(**plain | {"span": span and Span(**span), "severity": Severity(plain["severity"])})


def _as_refusal(plain: dict[str, Any]) -> Refusal:
    differing = {name: (here, there) for name, (here, there) in plain["differing"].items()}
    return Refusal(_as_problems(plain["problems"]), plain["sources"], plain["of_machine"], differing)
