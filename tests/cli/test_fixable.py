"""The mark of what `fix` mends is true: each marked problem is gone afterwards."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shortsgen.mend.mends import MENDS
from tests.cli.conftest import DAY, Cli, Done
from tests.mend.test_mends import CASES
from tests.mend.test_mends import DAY as SCRIPT

HEAD = re.compile(r"^\S+: (?:error|warning)\[(?P<code>[a-z-]+)\](?P<mark> \[\*\])? ", re.MULTILINE)

#: A script with each problem that has more than one place, or needs an outcome; the others are those of the mends.
MORE = [
    ("script-value", SCRIPT.replace("first-model", "First Model")),
    ("script-duplicate-id", SCRIPT.replace("id: use-it", "id: first-model")),
    ("code-wraps", SCRIPT.replace("model = len", f"model = [{', '.join(map(str, range(1000, 1012)))}]")),
]
BROKEN = [(code, SCRIPT.replace(old, broken, 1)) for code, old, broken, _ in CASES] + MORE


def heads(done: Done) -> list[tuple[str, bool]]:
    return [(match["code"], bool(match["mark"])) for match in HEAD.finditer(done.err)]


@pytest.mark.parametrize(("code", "text"), BROKEN)
def test_a_marked_problem_is_gone_once_it_is_mended(cli: Cli, project: Path, code: str, text: str) -> None:
    (project / DAY).write_text(text)
    marked = {one for one, mark in heads(cli("check", "day01")) if mark}
    if code != "snippet-raised":  # which only who executes can tell
        assert code in marked
    assert cli("fix", "day01", "--write").code == 0
    assert {one for one, _ in heads(cli("check", "day01"))} & set(MENDS) == set()


def test_what_cannot_be_mended_has_no_mark(cli: Cli, project: Path) -> None:
    (project / DAY).write_text(SCRIPT.replace("model = len", f"model = {'m' * 60}"))
    done = cli("check", "day01")
    assert ("code-wraps", False) in heads(done)
    assert "can be mended" not in done.err


def test_nothing_is_marked_where_the_day_cannot_be_read_in_the_end(cli: Cli, project: Path) -> None:
    (project / DAY).write_text(
        SCRIPT.replace("title: Use It", "title: 1984").replace("    hook: Use what you have.\n", "")
    )
    assert heads(cli("check", "day01")) == [("script-missing-key", False), ("script-type", False)]


def test_the_last_line_counts_what_can_be_mended_and_names_the_days(cli: Cli, project: Path) -> None:
    (project / DAY).write_text(SCRIPT.replace("title: Use It", "title: 1984").replace("budget:", "budgt:"))
    done = cli("list", "day01")
    assert done.err == (
        "scripts_yaml/day01.yaml:16:12: error[script-type] [*] expected text, found the number 1984\n"
        "   16 |     title: 1984\n"
        "      |            ^^^^\n"
        "  hint: put it in quotes\n"
        "\n"
        "scripts_yaml/day01.yaml:20:5: error[script-unknown-key] [*] unknown key `budgt`\n"
        "   20 |     budgt: 20\n"
        "      |     ^^^^^\n"
        "  hint: did you mean `budget`?\n"
        "\n"
        "[*] 2 problems can be mended by `shortsgen fix day01`\n"
    )


def test_programs_are_told_too(cli: Cli, project: Path) -> None:
    (project / DAY).write_text(SCRIPT.replace("Use what you have.", "Use C #1."))
    found = json.loads(cli("check", "day01", "--format", "json").out)["problems"]
    assert {problem["code"]: problem["fixable"] for problem in found} == {"unrecorded": False, "yaml-comment": True}
    [run] = json.loads(cli("check", "day01", "--format", "sarif").out)["runs"]
    assert {result["ruleId"]: result.get("properties") for result in run["results"]} == {
        "unrecorded": None,
        "yaml-comment": {"fixable": True},
    }
