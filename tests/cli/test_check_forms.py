"""`check --format`: a whole document on standard output, whatever happened; the rest on standard error."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from shortsgen.choices import ReportFormat
from tests.cli.conftest import DAY, Cli, Edit
from tests.report.test_report_github import command
from tests.report.test_report_sarif import SCHEMA

VERDICT = "2 shorts in 1 day; 3 snippets: 2 ok, 1 raised; "


def github(document: str) -> list[tuple[str, str]]:
    read = [command(line) for line in document.splitlines()]
    return [(given["title"], f"{given['file']}:{given['line']}" if "file" in given else "") for _, given, _ in read]


def junit(document: str) -> list[tuple[str, str]]:
    bad = [(test, child) for test in ET.fromstring(document).iter("testcase") for child in test]
    return [(child.get("type", ""), f"{test.get('file')}:{test.get('line')}") for test, child in bad]


def sarif(document: str) -> list[tuple[str, str]]:
    log = json.loads(document)
    SCHEMA.validate(log)
    found = []
    for result in log["runs"][0]["results"]:
        [place] = [one["physicalLocation"] for one in result["locations"]] or [None]
        shown = f"{place['artifactLocation']['uri']}:{place['region']['startLine']}" if place else ""
        found.append((result["ruleId"], shown))
    return found


def envelope(document: str) -> list[tuple[str, str]]:
    problems = json.loads(document)["problems"]
    return [(one["code"], f"{one['file']}:{one['line']}" if one["file"] else "") for one in problems]


READERS: dict[ReportFormat, Callable[[str], list[tuple[str, str]]]] = {
    ReportFormat.JSON: envelope,
    ReportFormat.GITHUB: github,
    ReportFormat.JUNIT: junit,
    ReportFormat.SARIF: sarif,
}
FORMS = pytest.mark.parametrize("form", sorted(READERS))


def test_every_form_has_its_reader() -> None:
    assert set(READERS) == set(ReportFormat) - {ReportFormat.HUMAN}


@FORMS
@pytest.mark.usefixtures("project")
def test_success_is_a_document_without_problems(cli: Cli, form: ReportFormat) -> None:
    cli("run", "day01")
    done = cli("check", "--format", form)
    assert (done.code, READERS[form](done.out)) == (0, [])
    assert done.err.endswith(f"{VERDICT}no problems\n")


@FORMS
def test_findings_stand_at_the_lines_of_the_script(cli: Cli, edit: Edit, form: ReportFormat) -> None:
    cli("run", "day01")
    edit('print("hello")', 'print("hello!")')
    done = cli("check", "--format", form)
    assert done.code == 1
    assert READERS[form](done.out) == [("unrecorded", "scripts_yaml/day01.yaml:1")]
    assert done.err.endswith(f"{VERDICT}1 error\n")


@FORMS
def test_a_script_that_cannot_be_read_is_a_document(cli: Cli, project: Path, form: ReportFormat) -> None:
    (project / DAY).write_text("title: T\nshorts: 1\n")
    done = cli("check", "--format", form)
    assert (done.code, done.err) == (2, "")
    assert READERS[form](done.out) == [("script-type", "scripts_yaml/day01.yaml:2")]


@FORMS
@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("words", [["day02"], ["--shard", "3/2"], ["--shard", "two"]])
def test_a_mistyped_word_is_a_document(cli: Cli, form: ReportFormat, words: list[str]) -> None:
    done = cli("check", *words, "--format", form)
    assert (done.code, done.err) == (2, "")
    assert [code for code, _ in READERS[form](done.out)] == ["usage"]


@FORMS
def test_no_project_is_a_document(cli: Cli, form: ReportFormat) -> None:
    done = cli("check", "--format", form)
    assert (done.code, done.err) == (2, "")
    assert [code for code, _ in READERS[form](done.out)] == ["usage"]


@pytest.mark.parametrize("form", [ReportFormat.GITHUB, ReportFormat.SARIF, ReportFormat.JUNIT])
@pytest.mark.parametrize("text", ["title: T\nshorts: 1\n", None])
def test_a_project_inside_of_a_repository_is_named_from_its_root(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch, form: ReportFormat, text: str | None
) -> None:
    (project / "of us").mkdir()
    (project / ".git").touch()
    (project / "scripts_yaml").rename(project / "of us" / "scripts_yaml")
    monkeypatch.chdir(project / "of us")
    if text:
        Path(DAY).write_text(text)
    places = [place for _, place in READERS[form](cli("check", "--format", form).out)]
    file = "of us/scripts_yaml/day01.yaml"
    assert places[0].replace("%20", " ").startswith(file)
