"""`check --strict`: no code goes unproven."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from shortsgen.run.outcome import Outcome, Status
from tests.cli.conftest import Cli, Edit
from tests.pipeline.conftest import FakeExecutor


@pytest.mark.usefixtures("project")
def test_a_day_that_is_executed_whole_passes(cli: Cli) -> None:
    cli("run", "day01")
    assert cli("check", "--strict").code == 0


@pytest.mark.parametrize("why", ["skip: no network here", "requires: [no_such_package_here]"])
def test_code_that_is_not_executed_is_an_error_that_is_counted_and_shown(cli: Cli, edit: Edit, why: str) -> None:
    edit("    needs: [first]", f"    {why}\n    needs: [first]")
    cli("run", "day01")
    assert cli("check").code == 0
    done = cli("check", "--strict")
    assert (done.code, done.out) == (1, "2 shorts in 1 day; 3 snippets: 1 ok, 2 skipped; 1 error\n")
    assert "error[skipped] 02 second: " in done.err
    assert "hint: `--strict` wants all code executed" in done.err


def test_a_warning_stays_one(cli: Cli, edit: Edit) -> None:
    edit('print("again")', f"again = '{'again ' * 12}'")
    cli("run", "day01")
    done = cli("check", "--strict")
    assert (done.code, done.out.rpartition("; ")[2]) == (0, "1 warning\n")


def test_code_of_comments_only_is_none(cli: Cli, edit: Edit, fake: FakeExecutor) -> None:
    edit('print("hello")', "# only said")
    fake.outcomes["first"] = Outcome(Status.COMMENT_ONLY)
    cli("run", "day01")
    done = cli("check", "--strict")
    assert (done.code, "note[comment-only]" in done.err) == (0, True)


def test_a_short_of_listings_only_is_none(cli: Cli, edit: Edit) -> None:
    edit('    code: |\n      print("hello")', "    listings:\n      - {language: bash, text: pip install torch}")
    cli("run", "day01")
    done = cli("check", "--strict")
    assert (done.code, "note[skipped]" in done.err) == (0, True)


def test_in_junit_it_is_a_failure_and_not_skipped(cli: Cli, edit: Edit) -> None:
    edit("    title: The first", "    title: The first\n    skip: not today")
    plain, strict = (ET.fromstring(cli("check", "--format", "junit", *words).out) for words in ([], ["--strict"]))
    assert (plain.get("failures"), plain.get("skipped")) == ("0", "3")
    assert (strict.get("failures"), strict.get("skipped")) == ("2", "1")
