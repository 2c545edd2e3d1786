"""What can be wrong, and how it is said.

The tree of exceptions:

    ShortsgenError            something a person can understand and act upon; never shown as a traceback
    ├── InputError            what was given cannot be used: script, settings, templates, arguments
    └── RunnerError           the machine cannot execute snippets: no torch, a server that does not start

Both end the program with exit code 2. Findings of `check` are no exceptions: they are problems that are
returned, and end it with exit code 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum, StrEnum

_QUOTED = 40  # characters


class ExitCode(IntEnum):
    """0 clean, 1 findings, 2 bad input, usage or internal error, 130 for Ctrl-C."""

    CLEAN = 0
    FINDINGS = 1
    BAD_INPUT = 2
    INTERRUPTED = 130


class Severity(StrEnum):
    """How bad a problem is. Only errors end a command with findings."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text file. Lines and columns count from 1; `end_column` is the first column after it."""

    file: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding for a person: what is wrong, where, and what to do about it."""

    code: str
    message: str
    span: Span | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR
    detail: str = ""  # several lines that belong to it, such as what a snippet printed, or a diff
    subject: str = ""  # the day and the name of the snippet that it is about, such as `day04/first-model/mistake`
    fixable: bool = False  # `shortsgen fix` was tried, and it goes


class ShortsgenError(Exception):
    """Base of all errors that a person can cause or mend."""

    def __init__(self, problems: Iterable[Problem], sources: dict[str, str] | None = None) -> None:
        self.problems = tuple(problems)
        self.sources = sources or {}
        super().__init__("; ".join(problem.message for problem in self.problems))


class InputError(ShortsgenError):
    """What was given cannot be used. `sources` maps file names to their text, to draw the places from."""


class RunnerError(ShortsgenError):
    """The machine cannot execute snippets."""


def bad_input(message: str, hint: str = "", code: str = "usage") -> InputError:
    """An error without a place in a file, such as a mistyped argument."""
    return InputError([Problem(code, message, hint=hint)])


def counted(count: int, word: str) -> str:
    """`1 snippet`, `2 snippets`."""
    return f"{count} {word}{'s' * (count != 1)}"


def excerpt(text: str) -> str:
    """What is quoted of a stranger's text in a message: its beginning."""
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word that is most like `word`, or "" where none is."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{matches[0]}`?" if matches else ""
