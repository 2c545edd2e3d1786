"""`check`: findings on standard error, the verdict on standard output; with --format json one envelope."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shortsgen.run.outcome import Outcome, Status
from tests.cli.conftest import DAY, Cli, Edit
from tests.pipeline.conftest import FakeExecutor


@pytest.mark.usefixtures("project")
def test_the_verdict_is_the_result_and_progress_is_not(cli: Cli) -> None:
    cli("run", "day01")
    done = cli("check")
    assert done.out == "2 shorts in 1 day; 3 snippets: 2 ok, 1 raised; no problems\n"
    assert done.err == "executed in a fake sandbox: 3\n"


@pytest.mark.usefixtures("project")
def test_off_a_terminal_progress_is_a_plain_line_in_colour_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    done = cli("--color", "always", "run", "day01")
    assert done.err == "executed in a fake sandbox: 3\nscripts_yaml/day01.outputs.yaml: written; 3 executed\n"


@pytest.mark.usefixtures("project")
def test_drift_is_shown_as_a_diff(cli: Cli, fake: FakeExecutor) -> None:
    cli("run", "day01")
    fake.outcomes["first"] = Outcome(Status.OK, "something else\n")
    done = cli("check", "day01")
    assert (done.code, done.out) == (1, "2 shorts in 1 day; 3 snippets: 2 ok, 1 raised; 1 error\n")
    assert done.err.split("\n") == [
        "executed in a fake sandbox: 3",
        "scripts_yaml/day01.yaml:9:7: error[drift] 01 first: it no longer gives what was recorded",
        '    9 |       print("hello")',
        "      |       ^",
        "      | --- recorded",
        "      | +++ fresh",
        "      | @@ -1 +1 @@",
        "      | -output of first",
        "      | +something else",
        "  hint: mend the code, or accept the new outcome with `shortsgen run day01 --update`",
        "",
    ]


@pytest.mark.usefixtures("project")
def test_json_of_success_is_one_envelope(cli: Cli) -> None:
    cli("run", "day01")
    done = cli("check", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out) == {
        "format": 1,
        "command": "check",
        "ok": True,
        "summary": {"days": 1, "shorts": 2, "snippets": 3, "ok": 2, "raised": 1},
        "problems": [],
    }


def test_json_of_findings_is_the_same_envelope(cli: Cli, edit: Edit) -> None:
    cli("run", "day01")
    edit('print("again")', 'print("once more")')
    done = cli("check", "--format", "json")
    envelope = json.loads(done.out)
    assert (done.code, envelope["ok"], envelope["format"]) == (1, False, 1)
    assert envelope["problems"][0] == {
        "code": "unrecorded",
        "severity": "error",
        "message": "2 snippets changed since they were recorded: 02 second",
        "file": "scripts_yaml/day01.yaml",
        "line": 1,
        "column": 1,
        "end_line": None,
        "end_column": None,
        "hint": "`shortsgen render day01` executes and records what is new; then commit the recording",
        "detail": None,
        "subject": None,
        "fixable": False,
    }


def test_json_of_bad_input_is_the_same_envelope(cli: Cli, project: Path) -> None:
    (project / DAY).write_text("titel: x\n")
    done = cli("check", "--format", "json")
    envelope = json.loads(done.out)
    assert (done.code, done.err) == (2, "")
    assert (envelope["format"], envelope["command"], envelope["ok"], envelope["summary"]) == (1, "check", False, {})
    assert [problem["code"] for problem in envelope["problems"]] == [
        "script-missing-key",
        "script-missing-key",
        "script-unknown-key",
    ]


@pytest.mark.parametrize("words", [[], ["day01"]])
def test_json_of_no_project_is_the_same_envelope(cli: Cli, words: list[str]) -> None:
    done = cli("check", *words, "--format", "json")
    envelope = json.loads(done.out)
    assert (done.code, done.err, envelope["ok"]) == (2, "", False)
    assert [(problem["code"], problem["file"]) for problem in envelope["problems"]] == [("usage", None)]


def test_a_project_without_days_is_no_success(cli: Cli, folder: Path) -> None:
    (folder / "scripts_yaml").mkdir()
    done = cli("check")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error[usage] there is no day in scripts_yaml/\n  hint: `shortsgen new day01` starts one\n"


def test_all_days_are_checked_and_a_day_that_is_named_twice_once(cli: Cli, project: Path) -> None:
    (project / "scripts_yaml" / "day02.yaml").write_text((project / DAY).read_text())
    for day in ("day01", "day02"):
        cli("run", day)
    assert cli("check").out == "4 shorts in 2 days; 6 snippets: 4 ok, 2 raised; no problems\n"
    once = "2 shorts in 1 day; 3 snippets: 2 ok, 1 raised; no problems\n"
    assert cli("check", "day01", "day01").out == once
    assert cli("check", "scripts_yaml/day01.yaml", "day01").out == once
