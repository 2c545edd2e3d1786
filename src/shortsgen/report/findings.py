"""What a check found: all that any form of report tells of it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from shortsgen.problems import Problem, Span
from shortsgen.text.visible import visible


@dataclass(frozen=True, slots=True)
class Case:
    """A snippet, as a report of tests knows it. Its problems have the same `subject`."""

    subject: str
    day: str
    label: str
    span: Span
    seconds: float = 0.0
    skipped: str = ""  # why it was not executed


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found, and the texts to draw the places from."""

    problems: tuple[Problem, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, int] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    folder: str = ""  # the project's, from the root of its repository
    refused: bool = False  # the input cannot be used, so nothing was judged

    def file(self, span: Span) -> str:
        """The file of a place from the root of the repository, where other programs count from."""
        return posixpath.join(self.folder, span.file)


def text(problem: Problem) -> str:
    """All that a problem says, in lines, with nothing in it that XML or a terminal cannot hold."""
    hint = f"hint: {problem.hint}" if problem.hint else ""
    return visible("\n".join(part for part in (problem.message, problem.detail, hint) if part))
