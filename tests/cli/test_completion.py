"""What a shell is offered, asked as the shell asks it: the words so far in its own variables."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import DAY, Cli

Bash = Callable[..., list[str]]


@pytest.fixture
def bash(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Bash:
    """What bash is offered for the last of `words`."""

    def call(*words: str) -> list[str]:
        monkeypatch.setenv("_SHORTSGEN_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", " ".join(["shortsgen", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        done = cli()
        assert (done.code, done.err) == (0, "")
        return done.out.split()

    return call


@pytest.fixture
def three(project: Path) -> Path:
    """A project with three days."""
    for name in ("day02", "extra"):
        (project / "scripts_yaml" / f"{name}.yaml").write_text((project / DAY).read_text())
    return project


def test_commands_are_offered(bash: Bash) -> None:
    assert bash("re") == ["render"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("words", [("render",), ("video",), ("run",), ("list",), ("check",), ("export", "captions")])
def test_days_are_offered_where_a_day_is_expected(bash: Bash, words: tuple[str, ...]) -> None:
    assert bash(*words, "d") == ["day01", "day02"]
    assert bash(*words, "") == ["day01", "day02", "extra"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "words",
    [
        ("render", "day01"),
        ("run", "day01"),
        ("check", "day01"),
        ("check", "extra", "1", "day01"),
        ("export", "captions", "day01"),
        ("render", "day01", "first"),
    ],
)
def test_after_a_day_its_shorts_are_offered_and_other_days(bash: Bash, words: tuple[str, ...]) -> None:
    assert bash(*words, "s") == ["second"]
    assert bash(*words, "") == ["first", "second", "day01", "day02", "extra"]


@pytest.mark.usefixtures("three")
def test_zsh_is_told_the_titles_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SHORTSGEN_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "shortsgen render day01 s")
    assert cli().out == """_arguments '*: :(("second":"The second"))'\n"""


def test_nothing_is_offered_and_nothing_said_outside_of_a_project(bash: Bash) -> None:
    assert bash("render", "d") == []
    assert bash("render", "day01", "f") == []


def test_a_day_that_cannot_be_read_has_nothing_to_offer(bash: Bash, project: Path) -> None:
    (project / DAY).write_text("title: [\n")
    assert bash("render", "d") == ["day01"]
    assert bash("render", "day01", "f") == []
    assert bash("render", "none", "f") == []


def test_who_may_do_the_work_is_offered(bash: Bash) -> None:
    assert bash("render", "--on", "") == [f"local:{os.cpu_count()}", "tcp://", "tls://"]
    assert bash("video", "--on", "t") == ["tcp://", "tls://"]
