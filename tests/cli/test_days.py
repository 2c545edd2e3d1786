"""Which day a word of the command line means: its name, or the file of its script, and never another one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shortsgen.project import is_path
from tests.cli.conftest import DAY, Cli


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("word", ["day01", "day01.yaml", "scripts_yaml/day01.yaml", "./scripts_yaml/day01.yaml"])
def test_a_day_is_named_or_its_script_is(cli: Cli, word: str) -> None:
    assert cli("list", word).out.splitlines()[0].endswith("first   The first")


def test_a_script_is_found_by_its_path_from_any_folder(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "deep" / "down").mkdir(parents=True)
    expected = cli("list", "day01")
    for folder, word in (("scripts_yaml", "./day01.yaml"), ("deep/down", f"../../{DAY}"), ("deep", str(project / DAY))):
        monkeypatch.chdir(project / folder)
        assert cli("list", word) == expected


@pytest.mark.parametrize("command", [["list"], ["check"], ["run"], ["render"], ["export", "outputs"]])
@pytest.mark.parametrize(
    "word", ["/nowhere/day01.yaml", "nowhere/day01.yaml", "other/day01.yaml", "scripts_yaml/day01"]
)
def test_a_path_that_is_no_script_of_this_project_is_refused(
    cli: Cli, project: Path, command: list[str], word: str
) -> None:
    (project / "other").mkdir()
    (project / "other/day01.yaml").write_text((project / DAY).read_text())
    done = cli(*command, word)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error[usage] `{word}` is no script of this project\n  hint: `day01` is a day here\n"


@pytest.mark.usefixtures("project")
def test_a_path_with_the_name_of_no_day_is_told_what_days_there_are(cli: Cli) -> None:
    done = cli("list", "notes/")
    assert done.err == "error[usage] `notes/` is no script of this project\n  hint: the days here: day01\n"


def test_where_paths_have_two_separators_both_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [is_path(word) for word in ("day01", "scripts_yaml/day01.yaml", "scripts_yaml\\day01.yaml")] == [
        False,
        True,
        os.sep == "\\",
    ]
    monkeypatch.setattr(os, "altsep", "\\")
    assert is_path("scripts_yaml\\day01.yaml")
