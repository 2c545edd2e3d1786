"""Days that are really executed, and what a person sees of them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest

from shortsgen.choices import Color
from shortsgen.cli.console import Screen
from shortsgen.pipeline.check import Terms, check_days
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session
from shortsgen.problems import Problem
from shortsgen.project import Project
from shortsgen.report.human import human
from shortsgen.run.outside.runner import Runner

Told = Callable[..., list[str]]

_SHORT = "  - id: s{}\n    title: T\n    hook: H\n"
_MARKS = re.compile(r"      \| +[~^]+\n")
_SAID = "    talk_track: [S]\n"


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """One for all tests: importing torch takes a second."""
    with Runner() as one:
        yield one


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "scripts_yaml").mkdir()
    return Project(tmp_path)


def day(*shorts: str) -> str:
    """A day of shorts `s1`, `s2` and so on, given by their keys from `code` on, which begin in line 7 of the file."""
    keys = (textwrap.indent(textwrap.dedent(short).strip("\n") + "\n", "    ") for short in shorts)
    whole = (_SHORT.format(number) + _SAID * ("talk_track:" not in one) + one for number, one in enumerate(keys, 1))
    return "title: Day\nshorts:\n" + "".join(whole)


@pytest.fixture
def session(project: Project, runner: Runner) -> Session:
    return Session(project, lambda: nullcontext(runner), Screen(Color.NEVER))


@pytest.fixture
def told(session: Session) -> Told:
    """`run` a day of these shorts; the blocks that a person sees."""

    def call(*shorts: str, only: Sequence[str] = (), update: bool = False) -> list[str]:
        session.project.script("day").write_text(day(*shorts))
        result = run_day(session, "day", only, update)
        return _blocks(result.problems, result.sources)

    return call


@pytest.fixture
def judged(session: Session) -> Told:
    """`check` a day of these shorts, or one that is written out; the blocks that a person sees."""

    def call(*shorts: str, whole: str = "", strict: bool = False) -> list[str]:
        session.project.script("day").write_text(whole or day(*shorts))
        found = check_days(session, {"day": ()}, Terms(strict=strict))
        return _blocks(found.problems, found.sources)

    return call


def _blocks(problems: Iterable[Problem], sources: Mapping[str, str]) -> list[str]:
    """Without the marks below the lines of a traceback, which each version of Python sets in its own way."""
    blocks = (human([problem], sources).plain.splitlines(keepends=True) for problem in problems)
    return ["".join((*lines[:3], *(line for line in lines[3:] if not _MARKS.fullmatch(line)))) for lines in blocks]


@pytest.fixture
def hints(told: Told) -> Told:
    """Execute a day of these shorts; the hints of what failed, "" where there is none."""

    def call(*shorts: str, only: Sequence[str] = ()) -> list[str]:
        return [block.partition("\n  hint: ")[2].rstrip("\n") for block in told(*shorts, only=only)]

    return call


def block(text: str) -> str:
    return textwrap.dedent(text).removeprefix("\n")
