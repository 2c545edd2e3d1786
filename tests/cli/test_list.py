"""`list`: the days, and the shorts of a day with their seconds and the state of their recording."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import DAY, Cli, Edit


def test_days_are_listed_with_their_titles(cli: Cli, project: Path, edit: Edit) -> None:
    (project / "scripts_yaml" / "day02-long.yaml").write_text((project / DAY).read_text())
    cli("run", "day01")
    edit('print("again")', 'print("once more")')
    done = cli("list")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "day01          2 shorts,    1 recorded  Two shorts\n"
        "day02-long     2 shorts,    0 recorded  Two shorts\n"
    )  # fmt: skip


def test_a_single_short_is_counted_in_the_same_columns(cli: Cli, project: Path) -> None:
    (project / "scripts_yaml" / "day02.yaml").write_text(
        "title: T\nshorts:\n  - {id: one, title: T, hook: H, talk_track: [S], code: x}\n"
    )
    assert cli("list").out == (
        "day01     2 shorts,    0 recorded  Two shorts\n"
        "day02     1 short,     0 recorded  T\n"
    )  # fmt: skip


def test_a_project_without_days_lists_nothing(cli: Cli, folder: Path) -> None:
    (folder / "scripts_yaml").mkdir()
    done = cli("list")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_day_that_cannot_be_read_hides_no_other(cli: Cli, project: Path) -> None:
    (project / "scripts_yaml" / "day02.yaml").write_text("title: [\n")
    done = cli("list")
    assert (done.code, done.out) == (2, "day01     2 shorts,    0 recorded  Two shorts\n")
    assert "scripts_yaml/day02.yaml:1:8: error[yaml-syntax]" in done.err


def test_shorts_are_listed_with_the_state_of_their_recording(cli: Cli, edit: Edit) -> None:
    more = "title: T, hook: H, talk_track: [S], code: x"
    edit("  - id: second", f"  - {{id: third, {more}, skip: later}}\n  - {{id: fourth, {more}}}\n  - id: second")
    cli("run", "day01", "first", "second")
    edit('print("again")', 'print("once more")')
    assert cli("list", "day01").out == (
        "01    4.9/30 s ##..........   ok            first   The first\n"
        "02    0.9/30 s ............   skipped       third   T\n"
        "03    0.9/30 s ............   not recorded  fourth  T\n"
        "04    4.3/30 s ##..........   stale         second  The second\n"
    )


def test_a_short_that_is_too_long_is_marked_without_colour_too(cli: Cli, edit: Edit) -> None:
    edit("This line is said.", "tensors " * 60)
    first, second = cli("list", "day01").out.splitlines()
    assert " ############! " in first
    assert "!" not in second


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("words", [["list"], ["list", "day01"], ["check"]])
def test_colour_changes_no_text(cli: Cli, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    plain = cli("--color", "never", *words)
    assert "\x1b" not in plain.out + plain.err
    coloured = cli("--color", "always", *words)
    assert "\x1b[" in coloured.out + coloured.err
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.out) == plain.out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.err) == plain.err


@pytest.mark.usefixtures("project")
def test_off_a_terminal_there_is_no_colour_unless_asked_for(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    plain = cli("list", "day01")
    assert "\x1b" not in plain.out
    monkeypatch.setenv("NO_COLOR", "1")
    assert cli("list", "day01") == plain
    assert "\x1b[32m" in cli("--color", "always", "list", "day01").out, "what is said here and now is stronger"


@pytest.mark.usefixtures("project")
def test_errors_are_coloured_as_asked_for_before_any_command_runs(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for words in (["--color", "always"], ["--color=always"]):
        assert "\x1b[1;31merror[usage]\x1b[0m" in cli(*words, "render", "day02").err
    assert "\x1b" not in cli("render", "day02").err


def test_titles_are_listed_without_marks(cli: Cli, edit: Edit) -> None:
    edit("title: Two shorts", "title: Two of `nn.Module`")
    assert cli("list").out.endswith("Two of nn.Module\n")
