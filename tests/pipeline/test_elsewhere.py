"""Who does the work changes nothing of what is told, recorded and written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shortsgen.cluster import ending
from shortsgen.cluster.versions import versions
from shortsgen.cluster.workers import Where, Workers, workers
from shortsgen.pipeline import render, run
from shortsgen.pipeline.coordinator import Coordinator, OpenWorkers
from shortsgen.pipeline.day import Result
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.session import Session, this_machine
from shortsgen.problems import InputError, Problem
from shortsgen.project import Project, reread
from shortsgen.report.human import human

DAY = """\
title: Work for many
shorts:
  - id: hello
    title: Hello
    hook: Say hello.
    talk_track: [This line is said.]
    code: |
      greeting = "hello"
      print(greeting)
    mistake: Saying nothing.

  - id: again
    title: Again
    hook: Say it again.
    talk_track: [That line is said.]
    needs: [hello]
    code: |
      print(greeting, "again")
    mistake:
      text: Saying it wrong.
      code: |
        print(greting)
      raises: NameError

  - id: table
    title: A table
    hook: Read a file.
    talk_track: [A file is read.]
    files: [data/table.csv]
    code: |
      print(open("data/table.csv").read())

  - id: broken
    title: Broken
    hook: This fails.
    talk_track: [It fails.]
    code: |
      print(greeting)

  - id: later
    title: Not yet
    hook: Not yet.
    talk_track: [Not yet.]
    skip: nobody knows how
    code: |
      print(1)
"""
VARIES = """\
title: Never twice
shorts:
  - id: never-twice
    title: Never twice
    hook: It is never the same.
    talk_track: [It is another each time.]
    code: |
      import os
      print(os.urandom(8).hex())
"""
SETTINGS = """\
theme:
  look: light
  handle: "@somebody"
  logo: logo.svg
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>'

OTHER_VERSIONS = """\
error[worker] a worker has other versions
      | torch: 1.0 here, 2.13.0 there
      | typst: 0.1 here, 0.15.2 there
  hint: install on all machines what is installed here; one image for all is the surest
"""

Tree = Mapping[str, Any]


def new_project(root: Path, day: str = DAY) -> Project:
    for path, text in {
        "scripts_yaml/day01.yaml": day,
        "shortsgen.yaml": SETTINGS,
        "logo.svg": LOGO,
        "data/table.csv": "1,2\n",
        "templates/teleprompter.txt.j2": "MINE\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return reread(Project(root))


@contextmanager
def threads() -> Iterator[Workers]:
    """Workers in this process: the executor of the standard library that is the nearest."""
    try:
        with ThreadPoolExecutor(2) as executor:
            yield Workers(executor, 2)
    finally:
        ending.end()


@dataclass(frozen=True, slots=True)
class Done:
    """All that a person can see of it."""

    problems: tuple[Problem, ...]
    summary: Mapping[str, int]
    files: Tree


Command = Callable[[Session], Result]


def done(project: Project, command: Any, elsewhere: OpenWorkers | None = None) -> Done:
    coordinator = Coordinator(elsewhere, "basic", False, None) if elsewhere else None
    machine = (lambda: coordinator) if coordinator else this_machine("basic")
    with Session(project, machine, SILENT, elsewhere=coordinator) as session:
        if coordinator:
            coordinator.begin(session, [command.wanted(session, "day01", ())], 1)
        result = getattr(command, "run_day", None) or command.render
        found = result(session, "day01", ())
    return Done(found.problems, found.summary, dict(_tree(project.root)))


def _tree(root: Path) -> Iterator[tuple[str, Any]]:
    for path in sorted(root.rglob("*")):
        if path.name == ".shortsgen.json":
            units = json.loads(path.read_bytes())["units"]
            yield path.name, [(name, one["key"], list(one["files"])) for name, one in units.items()]
        elif path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()


@pytest.mark.parametrize("command", [run, render])
@pytest.mark.parametrize("where", ["threads", "local:2"])
def test_the_same_is_told_recorded_and_written(command: Any, where: str, tmp_path: Path) -> None:
    elsewhere = threads if where == "threads" else lambda: workers(Where.parse(where))
    here = done(new_project(tmp_path / "here"), command)
    there = done(new_project(tmp_path / "there"), command, elsewhere)
    assert there == here


def test_what_comes_out_otherwise_a_second_time_is_told(tmp_path: Path) -> None:
    found = done(new_project(tmp_path, VARIES), run, threads)
    assert [problem.code for problem in found.problems] == ["output-varies"]


@pytest.mark.parametrize("command", [run, render])
def test_a_second_run_asks_no_worker(command: Any, tmp_path: Path) -> None:
    project = new_project(tmp_path, DAY.replace("print(greeting)\n\n  - id: later", "pass\n\n  - id: later"))
    done(project, command, threads)
    done(project, command, nobody)


def test_a_worker_with_other_versions_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, here = new_project(tmp_path), {**versions(), "torch": "1.0", "typst": "0.1"}
    monkeypatch.setattr("shortsgen.pipeline.cutting.versions", lambda _more: here)
    with pytest.raises(InputError) as refused:
        done(project, render, threads)
    told = human(refused.value.problems, {}).plain.replace(versions()["torch"], "2.13.0")
    told = told.replace(versions()["typst"], "0.15.2")
    assert told == OTHER_VERSIONS
    assert not (tmp_path / "build/day01/hello").exists()


@contextmanager
def nobody() -> Iterator[Workers]:
    raise AssertionError("a worker is asked for")
    yield
