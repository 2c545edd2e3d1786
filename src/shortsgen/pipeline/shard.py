"""`--shard 2/5`: which shorts of a run are checked on this machine, so that several share the work.

The shares are balanced by how long each snippet took in earlier runs, so all machines must start from the same cache.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import median

from shortsgen.problems import bad_input
from shortsgen.run.snippet import Snippet

_WORD = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")

Key = tuple[str, str]  # the name of a day and the id of a short


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several shares, counted from 1."""

    number: int = 1
    of: int = 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @classmethod
    def parse(cls, word: str | None) -> Shard:
        """The shard that is called `word`; without one, the whole. Raises InputError."""
        if word is None:
            return WHOLE
        match = _WORD.fullmatch(word)
        if match is None:
            raise bad_input(f"expected a shard such as `2/5`, found `{word}`", "the second of five shares is `2/5`")
        shard = cls(int(match[1]), int(match[2]))
        if not 1 <= shard.number <= shard.of:
            hint = f"{shard.of} shares are `1/{shard.of}` to `{shard.of}/{shard.of}`" if shard.of else ""
            raise bad_input(f"there is no shard `{word}`", hint)
        return shard


WHOLE = Shard()


@dataclass(frozen=True, slots=True)
class Plan:
    """The shard of each short. A short and its mistake stay together, because its timeline needs both outcomes."""

    shards: Mapping[Key, int]

    @property
    def id(self) -> str:
        """Equal on two machines where they share the work in the same way."""
        assigned = [[*key, number] for key, number in sorted(self.shards.items())]
        return sha256(json.dumps(assigned).encode()).hexdigest()[:8]


def share(days: Mapping[str, Sequence[Snippet]], seconds: Mapping[str, float], of: int) -> Plan:
    """The longest short first, each to the shard that has the least to do; ties go by place.

    `days` are snippets by the names of their days, `seconds` are by the keys of snippets. A snippet of unknown
    duration counts as the median of the known ones.
    """
    weights = _weights(days, seconds)
    loads = [0.0] * of
    shards: dict[Key, int] = {}
    for key in sorted(weights, key=lambda key: -weights[key]):  # stable: equals stay in the order of the days
        least = min(range(of), key=lambda index: loads[index])
        loads[least] += weights[key]
        shards[key] = least + 1
    return Plan(shards)


def _weights(days: Mapping[str, Sequence[Snippet]], seconds: Mapping[str, float]) -> dict[Key, float]:
    """The seconds of each short, in the order of the days."""
    executed = [snippet.key for snippets in days.values() for snippet in snippets if not snippet.skip]
    known = {key: seconds[key] for key in executed if _is_duration(seconds.get(key))}
    usual = median(known.values()) if known else 1.0
    weights: dict[Key, float] = {}
    for day, snippets in days.items():
        for snippet in snippets:
            cost = 0.0 if snippet.skip else known.get(snippet.key, usual)
            key = (day, snippet.short.id)
            weights[key] = weights.get(key, 0.0) + cost
    return weights


def _is_duration(value: float | None) -> bool:
    return value is not None and math.isfinite(value) and value >= 0
