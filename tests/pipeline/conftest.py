"""A project in a temporary folder, and an executor that executes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import typst

from shortsgen.choices import Color, Device
from shortsgen.cli.console import Screen
from shortsgen.pipeline.session import Session
from shortsgen.project import Project
from shortsgen.run.executor import OnDone, Stop, Stopped, never
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet

SCRIPT = """\
title: Two shorts
shorts:
  - id: first
    title: The first
    hook: Say hello.
    talk_track:
      - This line is said.
    code: |
      print("hello")
    mistake: Saying nothing.

  - id: second
    title: The second
    hook: Say it again.
    talk_track:
      - That line is said.
    needs: [first]
    code: |
      print("again")
    mistake:
      text: Saying it wrong.
      code: |
        print(helo)
      raises: NameError
"""


@dataclass
class FakeExecutor:
    """Gives the outcomes that it was told to, and remembers what it was asked for."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    executed: list[str] = field(default_factory=list)
    environment: Mapping[str, Any] = field(default_factory=lambda: {"python": "3.14", "torch": "9"})

    card: Mapping[str, Any] = field(default_factory=dict)  # what is said of a card, where there is one
    level: str = "fake"
    started: int = 0
    ended: int = 0

    def __call__(self, *_: object) -> FakeExecutor:
        return self

    def __enter__(self) -> FakeExecutor:
        self.started += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.ended += 1

    def expect(self, snippets: Iterable[Snippet]) -> None:
        """There is nothing to make ready."""

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        for snippet in snippets:
            if stop():
                raise Stopped
            if snippet.skip:
                done(snippet, Outcome(Status.SKIPPED, detail=snippet.skip))
                continue
            asks = snippet.device is Device.CUDA
            if asks and not self.card:
                done(snippet, Outcome(Status.SKIPPED, detail="no card"))
                continue
            self.executed.append(snippet.name)
            outcome = self.outcomes.get(snippet.name) or _as_expected(snippet)
            done(snippet, replace(outcome, environment={**self.environment, **self.card}) if asks else outcome)


def _as_expected(snippet: Snippet) -> Outcome:
    from shortsgen.run.outcome import Failure

    if snippet.raises:
        return Outcome(Status.RAISED, error=Failure(snippet.raises, "of course"))
    return Outcome(Status.OK, f"output of {snippet.name}\n")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with the day `day01`."""
    (tmp_path / "scripts_yaml").mkdir()
    (tmp_path / "scripts_yaml" / "day01.yaml").write_text(SCRIPT)
    return Project(tmp_path)


@pytest.fixture
def fake() -> FakeExecutor:
    return FakeExecutor()


@pytest.fixture
def screen() -> Screen:
    return Screen(Color.NEVER)


@pytest.fixture(autouse=True)
def _no_blobs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that another test has typeset."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What is asked of Typst: the format and how many pages that made, in order."""
    found: list[tuple[str, int]] = []

    class Noting:
        def __init__(self, *arguments: Any, **more: Any) -> None:
            self.compiler = compiler(*arguments, **more)

        def compile_with_warnings(self, files: Any, format: str, **more: Any) -> Any:  # noqa: A002 - Typst's word
            made = self.compiler.compile_with_warnings(files, format=format, **more)
            found.append((format, len(made[0]) if isinstance(made[0], list) else 1))
            return made

    compiler = typst.Compiler
    monkeypatch.setattr(typst, "Compiler", Noting)
    return found


@pytest.fixture
def session(project: Project, fake: FakeExecutor, screen: Screen) -> Iterator[Session]:
    """What the commands of a test share, with an executor that executes nothing."""
    with Session(project, fake, screen) as session:
        yield session


@pytest.fixture
def edit(project: Project) -> Callable[[str, str], None]:
    """Replace a text in the script of `day01`."""

    def call(old: str, new: str) -> None:
        script = project.script("day01")
        assert old in script.read_text()
        script.write_text(script.read_text().replace(old, new))

    return call


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Each file below `folder` with its inode and time, which change when it is written."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
