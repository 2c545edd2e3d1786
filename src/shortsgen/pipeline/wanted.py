"""What of a day a command would have to do, for who has it done elsewhere. Light, since each command can tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shortsgen.pipeline.day import Loaded
from shortsgen.script.model import Short


@dataclass(frozen=True, slots=True)
class Wanted:
    """Shorts that a command has work with, on its terms as plain values, and what of them is `known` to be in the
    build: the keys of its units."""

    command: str
    loaded: Loaded
    shorts: Sequence[Short]
    terms: Mapping[str, Any] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
