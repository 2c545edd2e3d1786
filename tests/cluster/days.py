"""A project whose day has one of each, and commands on it, done here or elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shortsgen.cluster import ending
from shortsgen.cluster.store import Store
from shortsgen.cluster.workers import Workers
from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.coordinator import Coordinator, OpenWorkers
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.session import Session, this_machine
from shortsgen.problems import Problem
from shortsgen.project import Project, reread
from shortsgen.report.findings import Findings

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
NEW = """\

  - id: new
    title: New
    hook: It is new.
    talk_track: [It is new.]
    code: |
      words = "a line that is so long that it has to wrap on any phone".split()
      print(len(words))
"""
SETTINGS = """\
theme:
  look: light
  handle: "@somebody"
  logo: logo.svg
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>'

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


@contextmanager
def beginning(project: Project, elsewhere: OpenWorkers | None = None, store: Store | None = None) -> Iterator[Session]:
    coordinator = Coordinator(elsewhere, "basic", False, None, store) if elsewhere else None
    machine = (lambda: coordinator) if coordinator else this_machine("basic")
    with Session(project, machine, SILENT, elsewhere=coordinator) as session:
        yield session


def done(project: Project, command: Any, elsewhere: OpenWorkers | None = None) -> Done:
    with beginning(project, elsewhere) as session:
        if session.elsewhere:
            session.elsewhere.begin(session, [command.wanted(session, "day01", ())], 1)
        made = getattr(command, "run_day", None) or command.render
        found = made(session, "day01", ())
    return Done(found.problems, found.summary, dict(tree(project.root)))


def findings(project: Project, elsewhere: OpenWorkers | None = None) -> Findings:
    with beginning(project, elsewhere) as session:
        found = check_days(session, {"day01": ()})
    return replace(found, cases=tuple(replace(case, seconds=0) for case in found.cases))


def tree(root: Path) -> Iterator[tuple[str, Any]]:
    for path in sorted(root.rglob("*")):
        if path.name == ".shortsgen.json":
            units = json.loads(path.read_bytes())["units"]
            yield path.name, [(name, one["key"], list(one["files"])) for name, one in units.items()]
        elif path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()
