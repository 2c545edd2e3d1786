"""The recipes of the page about editors, as a person would paste them: a day with two problems, in each editor."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import emacs, vim

PAGE = (Path(__file__).parents[1] / "docs" / "how-to" / "editors.md").read_text()

DAY = """\
title: Day
shorts:
  - id: first
    title: One
    hook: What is one?
    talk_track: [It is one.]
    code: |
      print(1)
    mistake: No \\(x\\) here.
  - id: second
    title: Two
    hook: What is two?
    talk_track: [It is two.]
    code: |
      two = 1
      print(tow)
"""
FOUND = [
    ("scripts_yaml/day01.yaml", 9, "warning", "text-latex"),
    ("scripts_yaml/day01.yaml", 16, "error", "snippet-raised"),
]


def block(language: str) -> str:
    """The first block of a language on the page."""
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")  # where `shortsgen` is
    folder = tmp_path / "a project"
    (folder / "scripts_yaml").mkdir(parents=True)
    (folder / "scripts_yaml" / "day01.yaml").write_text(DAY)
    subprocess.run(["shortsgen", "run", "day01"], cwd=folder, capture_output=True, check=False)
    return folder


def test_the_task_of_vs_code_matches_each_problem_and_nothing_else(project: Path) -> None:
    [task] = json.loads(block("json"))["tasks"]
    args = [arg.replace("${fileBasenameNoExtension}", "day01") for arg in task["args"]]
    told = subprocess.run([task["command"], *args], cwd=project, capture_output=True, text=True, check=False)
    matcher = task["problemMatcher"]["pattern"]
    matches = [m for line in (told.stdout + told.stderr).splitlines() if (m := re.match(matcher["regexp"], line))]
    keys = ("file", "line", "severity", "code")
    actual = [tuple(match[matcher[key]] for key in keys) for match in matches]
    assert [(file, int(line), severity, code) for file, line, severity, code in actual] == problems(project)


def test_vim_lists_each_problem_at_its_place(project: Path, tmp_path: Path) -> None:
    compiler = tmp_path / ".vim" / "compiler"
    compiler.mkdir(parents=True)
    (compiler / "shortsgen.vim").write_text(block("vim"))
    rows = "map(getqflist(), {_, p -> [bufname(p.bufnr), p.lnum, p.type, p.text]})"
    write = f"call writefile([json_encode({rows})], 'found.json')"
    commands = ["compiler shortsgen", "silent make!", write, "qa!"]
    words = [word for command in commands for word in ("-c", command)]
    run_in(project, [vim(), "-N", "-u", "NONE", "-es", *words, "scripts_yaml/day01.yaml"], tmp_path)
    actual = json.loads((project / "found.json").read_text())
    assert [(file, line, kind, re.split(r"[\[\]]", text)[1]) for file, line, kind, text in actual] == [
        (file, line, severity[0], code) for file, line, severity, code in problems(project)
    ]


def test_emacs_goes_to_each_problem(project: Path, tmp_path: Path) -> None:
    steps = """
(let ((inhibit-message t)) (find-file "scripts_yaml/day01.yaml") (shortsgen-check))
(while (get-buffer-process "*compilation*") (accept-process-output nil 0.1))
(with-current-buffer "*compilation*" (compilation--ensure-parse (point-max)))
(condition-case nil
    (while t (next-error) (princ (format "%s:%d\\n" (file-name-nondirectory buffer-file-name) (line-number-at-pos))))
  (user-error nil))
"""
    (tmp_path / "steps.el").write_text(block("elisp") + steps)
    done = run_in(project, [emacs(), "--batch", "--quick", "--load", str(tmp_path / "steps.el")], tmp_path)
    actual = list(dict.fromkeys(done.stdout.splitlines()))
    assert actual == [f"{Path(file).name}:{line}" for file, line, _, _ in problems(project)]


def problems(project: Path) -> list[tuple[str, int, str, str]]:
    """What the report for programs says, without what belongs to the whole day."""
    told = subprocess.run(["shortsgen", "check", "--format", "json"], cwd=project, capture_output=True, check=False)
    found = json.loads(told.stdout)["problems"]
    rows = [(one["file"], one["line"], one["severity"], one["code"]) for one in found]
    assert set(FOUND) <= set(rows)
    return rows


def run_in(folder: Path, command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        command, cwd=folder, env=os.environ | {"HOME": str(home)}, capture_output=True, text=True, check=False
    )
