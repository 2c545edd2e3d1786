"""What docs/how-to/ci.md and the hook tell to run: all of it exists, and gives no stranger more than it must."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from shortsgen.choices import ReportFormat
from shortsgen.cli.commands import app
from shortsgen.run.outside.level import why_not_strict
from tests.cli.conftest import COMMAND

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "how-to" / "ci.md").read_text()
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


CHANGED = [
    ("scripts_yaml/day04.yaml", True),
    ("scripts_yaml/day04.outputs.yaml", True),
    ("scripts_yaml/day04.figures/0123.png", True),
    ("shortsgen.yaml", True),
    ("templates/theme.typ", True),
    ("templates/fonts/Other.ttf", True),
    ("data/points.csv", True),
    ("docs/scripts_yaml/day04.yaml", False),
    ("README.md", False),
    ("mkdocs-shortsgen.yaml", False),
]


@pytest.mark.parametrize(("name", "runs"), CHANGED)
def test_the_hook_runs_once_for_all_that_a_check_reads(name: str, runs: bool) -> None:
    [hook] = HOOKS
    assert bool(re.search(hook["files"], name)) is runs
    assert hook["pass_filenames"] is False


def test_the_hook_installs_nothing() -> None:
    """Neither another torch than the one that made the recording, nor one without what figures need."""
    [hook] = HOOKS
    assert (hook["language"], hook["entry"]) == ("system", "shortsgen check")


@pytest.mark.torch
@pytest.mark.skipif(sys.platform != "linux" or bool(why_not_strict()), reason="needs bubblewrap")
@pytest.mark.parametrize("line", sorted(commands()))
def test_every_command_passes_in_a_repository_of_scripts_only(
    scripts_only: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    done = subprocess.run(["sh", "-c", line], cwd=scripts_only, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no problems" in done.stdout + done.stderr


@pytest.fixture(scope="module")
def scripts_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as `shortsgen new` starts it, with its recording."""
    folder = tmp_path_factory.mktemp("repository")
    for words in (["new", "day01"], ["run", "day01"]):
        subprocess.run([*COMMAND, *words], cwd=folder, capture_output=True, check=True)
    return folder


def test_what_the_workflow_installs_is_what_the_document_lists() -> None:
    [requirements] = re.findall(r"^```text\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    index, torch, ours = requirements.splitlines()
    assert index == "--extra-index-url https://download.pytorch.org/whl/cpu"
    assert re.fullmatch(r"torch==[\d.]+\+cpu", torch)
    assert ours.startswith("shortsgen[figures] @ git+https://")
    named = {step["with"]["cache-dependency-path"] for step in steps() if "cache" in step.get("with", {})}
    assert named == {"requirements.txt"}
    assert "pip install --requirement requirements.txt" in [step.get("run") for step in steps()]


def test_the_document_uses_the_hook_by_its_id() -> None:
    assert {hook["id"] for hook in all_hooks()} == {"shortsgen-check"}
