"""What a person can say about containment, and what is said to a person."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from shortsgen.run.outside.level import missing
from tests.cli.conftest import DAY, RECORDING, Cli, Edit, Shell

NEEDS_STRICT = pytest.mark.skipif(bool(missing()), reason="strict needs bubblewrap")


@pytest.fixture
def without_bubblewrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


@pytest.mark.torch
@pytest.mark.usefixtures("without_bubblewrap", "project")
@pytest.mark.skipif(sys.platform != "linux", reason="the message is Linux's")
def test_a_level_that_cannot_be_had_is_refused(shell: Shell) -> None:
    done = shell("check", "--sandbox", "strict")
    assert done.returncode == 2
    told, hint = done.stderr.splitlines()
    reason = "bubblewrap is not installed (apt install bubblewrap)"
    assert told == f"error[sandbox] the sandbox `strict` cannot be had: {reason}"
    assert hint.startswith("  hint: `shortsgen doctor` tells what this machine can give; `--sandbox basic` ")


@pytest.mark.torch
@pytest.mark.usefixtures("without_bubblewrap", "project")
def test_without_a_wish_the_best_level_that_holds_is_taken_and_told(shell: Shell) -> None:
    done = shell("run", "day01")
    assert (done.returncode, done.stderr.splitlines()[0]) == (0, "executed in a basic sandbox: 3")


@pytest.mark.torch
@pytest.mark.parametrize(
    ("level", "told"),
    [
        pytest.param("strict", "executed in a strict sandbox: 3", marks=NEEDS_STRICT),
        ("basic", "executed in a basic sandbox: 3"),
        ("none", "executed without a sandbox: 3"),
    ],
)
@pytest.mark.usefixtures("project")
def test_the_level_that_is_asked_for_is_taken_and_told(shell: Shell, level: str, told: str) -> None:
    done = shell("run", "day01", "--sandbox", level)
    assert (done.returncode, done.stderr.splitlines()[0]) == (0, told)


@pytest.mark.torch
def test_a_short_that_asks_for_the_network_is_executed_only_where_that_is_allowed(
    shell: Shell, project: Path, edit: Edit
) -> None:
    edit("title: The first", "title: The first\n    network: true")
    refused = shell("run", "day01", "first")
    assert (refused.returncode, "first" in (project / RECORDING).read_text()) == (0, False)
    assert "executed in" not in refused.stderr
    assert "; 0 executed" in refused.stderr
    checked = shell("check", "--strict")
    assert checked.returncode == 1
    assert "it asks for the network: allow it with --allow-network" in checked.stderr
    allowed = shell("run", "day01", "first", "--allow-network")
    assert (allowed.returncode, "first:" in (project / RECORDING).read_text()) == (0, True)


@pytest.mark.torch
def test_a_file_that_is_named_is_in_reach_and_part_of_what_was_run(shell: Shell, project: Path, edit: Edit) -> None:
    (project / "data").mkdir()
    (project / "data" / "points.csv").write_text("1,2\n")
    edit("title: The first", "title: The first\n    files: [data/points.csv]")
    edit('print("hello")', 'print(open("data/points.csv").read())')
    assert shell("run", "day01").returncode == 0
    assert "1,2" in (project / RECORDING).read_text()
    (project / "data" / "points.csv").write_text("3,4\n")
    assert "3 snippets changed since they were recorded" in shell("check").stderr


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("data/none.csv", "cannot read the file `data/none.csv`: no such file or directory"),
        ("link.csv", "the file `link.csv` leads out of the project"),
    ],
)
def test_a_file_that_cannot_be_had_is_told_at_its_place(
    cli: Cli, project: Path, edit: Edit, tmp_path_factory: pytest.TempPathFactory, path: str, message: str
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret"
    secret.write_text("hush")
    (project / "link.csv").symlink_to(secret)
    edit("title: The first", f"title: The first\n    files: [{path}]")
    done = cli("check")
    assert done.code == 2
    assert f"scripts_yaml/day01.yaml:5:13: error[script-file] {message}\n" in done.err


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../b", "a\\b", ".git/config", "con", "C:/x", ""])
def test_a_path_outside_the_project_is_no_path(cli: Cli, project: Path, edit: Edit, path: str) -> None:
    edit("title: The first", f"title: The first\n    files: [{path!r}]")
    done = cli("check")
    assert (done.code, "error[script-value]" in done.err) == (2, True)
    assert (project / DAY).exists()


@pytest.mark.torch
@pytest.mark.usefixtures("without_bubblewrap")
@pytest.mark.skipif(sys.platform != "linux", reason="the message is Linux's")
def test_an_import_is_never_contained_less_than_was_asked_for(shell: Shell, folder: Path) -> None:
    (folder / "day05.md").write_text("## Short 01 — One\n\n**Hook:** One.\n\n```python\nx = 1\n```\n")
    done = shell("import", "day05.md", "--sandbox", "strict")
    reason = "bubblewrap is not installed (apt install bubblewrap)"
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == f"error[sandbox] the sandbox `strict` cannot be had: {reason}"
    assert not (folder / "scripts_yaml").exists()
