"""`shortsgen video` as a person uses it: what is said of its progress, and what it asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shortsgen.cli.pace import Pace
from tests.cli.conftest import Cli


def test_it_tells_what_it_wrote_and_how_much_of_that_was_new(
    cli: Cli, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))  # where no other test has filmed the same
    first = cli("video", "day01", "1", "--draft")
    assert first.code == 0
    assert re.fullmatch(
        r"executed in a fake sandbox: 1\nfilmed: \d+ frames, \d+ a second\n"
        r"build/day01: 1 written, 4 of 4 segments encoded\n",
        first.err,
    )
    assert cli("video", "day01", "1", "--draft").err == "build/day01: 0 written, 0 of 0 segments encoded\n"
    assert (project / "build" / "day01" / "first" / "draft.mp4").exists()


def test_without_the_extra_one_line_says_what_to_install(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shortsgen.pipeline.extras.find_spec", lambda module: None if module == "av" else module)
    done = cli("video", "day01")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error[extra] videos need av, which is not installed\n  hint: `pip install 'shortsgen[video]'`\n"
    assert not (project / "build").exists()


def test_every_now_and_then_it_is_told_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("shortsgen.cli.pace.time.monotonic", lambda: now)
    told: list[str] = []
    pace = Pace(9000, told.append)
    for now in (4.0, 10.0, 11.0, 20.0, 25.0):  # noqa: B007 - the clock reads it
        pace.add(600)
    assert told == ["120 frames a second, 1:05 left", "120 frames a second, 0:55 left"]
    assert pace.end() == "filmed: 3000 frames, 120 a second"
