"""What docs/ci.md and the hook tell to run: all of it exists, and none of it gives a stranger more than it must."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from shortsgen.choices import ReportFormat
from shortsgen.cli.commands import app

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "ci.md").read_text()
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def steps() -> Iterator[dict[str, Any]]:
    for block in BLOCKS:
        jobs = block.get("jobs", {"": block}).values()
        yield from (step for job in jobs for step in job.get("steps", ()))


def commands() -> set[str]:
    """Every line that runs shortsgen, with expressions of the workflow filled in."""
    lines = [line for step in steps() for line in step.get("run", "").splitlines()]
    lines += [" ".join([hook["entry"], *hook.get("args", ())]) for hook in all_hooks() if "entry" in hook]
    filled = (re.sub(r"\$\{\{.*?\}\}", "1", line) for line in lines)
    return {line.partition(" > ")[0] for line in filled if line.startswith("shortsgen ")}


def all_hooks() -> list[dict[str, Any]]:
    given = [hook for block in BLOCKS for repo in block.get("repos", ()) for hook in repo["hooks"]]
    return [*HOOKS, *given]


@pytest.mark.parametrize("line", sorted(commands()))
def test_every_command_is_one_that_exists_with_options_that_exist(line: str) -> None:
    _, name, *words = shlex.split(line)
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert command.make_context(name, words).params


def test_the_workflows_are_found() -> None:
    formats = {match for line in commands() for match in re.findall(r"--format (\w+)", line)}
    assert formats == {"github", "junit", "sarif"}
    assert any("--shard 1/5" in line for line in commands())


def test_every_form_is_in_the_table() -> None:
    assert re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE) == [form.value for form in ReportFormat]


def test_every_action_is_pinned_to_a_major_version() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@v\d+", one)] == []


def test_snippets_run_contained_and_without_a_token() -> None:
    checks = [line for line in commands() if "--format" in line]
    assert [line for line in checks if "--sandbox strict" not in line or "--allow-network" in line] == []
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False] * len(checkouts)
    assert checkouts


def test_only_a_job_that_executes_nothing_may_write() -> None:
    jobs = [job for block in BLOCKS for job in block.get("jobs", {}).values()]
    writing = [job for job in jobs if "write" in job.get("permissions", {}).values()]
    assert len(writing) == 1
    assert [step for job in writing for step in job["steps"] if "run" in step] == []
    assert [block["permissions"] for block in BLOCKS if "permissions" in block] == [{"contents": "read"}]


@pytest.mark.parametrize("hook", [hook for hook in all_hooks() if "files" in hook])
def test_the_hook_runs_once_for_scripts_and_recordings(hook: dict[str, Any]) -> None:
    assert hook["id"] == "shortsgen-check"
    assert hook["pass_filenames"] is False
    for name in ("scripts_yaml/day04.yaml", "scripts_yaml/day04.outputs.yaml"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "docs/scripts_yaml/day04.yaml")


def test_the_document_uses_the_hook_by_its_id() -> None:
    assert {hook["id"] for hook in all_hooks()} == {"shortsgen-check"}
