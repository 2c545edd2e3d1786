"""What is known around a snippet that is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shortsgen.run.outcome import Outcome
from shortsgen.script.model import Day


@dataclass(frozen=True, slots=True)
class Known:
    """The day, the outcomes of its snippets by name as far as they were found now, whether the project has a file of a
    path, and why the sandbox hides a module that is installed, or ""."""

    day: Day
    outcomes: Mapping[str, Outcome]
    has_file: Callable[[str], bool]
    why_hidden: Callable[[str], str]
