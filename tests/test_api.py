"""What build scripts and notebooks call: whole answers or errors, nothing printed, and fast to import."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import shortsgen
from shortsgen import Session, ShortsgenError

HEAVY = ["jinja2", "pydantic", "rich", "torch", "typer", "typst", "yaml"]
DAY = """\
title: A day
shorts:
  - id: first
    title: The first
    hook: Say hello.
    talk_track: [This line is said.]
    code: |
      print("hello")
  - id: second
    title: The second
    hook: Say it again.
    talk_track: [That line is said.]
    code: |
      print("again")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "scripts_yaml").mkdir()
    (tmp_path / "scripts_yaml" / "day01.yaml").write_text(DAY)
    return tmp_path


@pytest.fixture
def session(project: Path) -> Iterator[Session]:
    with Session(project, sandbox="none") as session:
        yield session


@pytest.fixture
def edit(project: Path) -> Callable[[str, str], None]:
    """Replace a text of the day."""

    def call(old: str, new: str) -> None:
        script = project / "scripts_yaml" / "day01.yaml"
        assert old in script.read_text()
        script.write_text(script.read_text().replace(old, new))

    return call


# ---- Names


def test_importing_the_package_imports_nothing_that_is_slow() -> None:
    program = f"import sys, shortsgen\ndir(shortsgen)\nprint(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", shortsgen.__all__)
def test_every_public_name_is_there_and_told(name: str) -> None:
    assert name in dir(shortsgen)
    assert getattr(shortsgen, name).__doc__


def test_another_name_is_none_of_the_package() -> None:
    with pytest.raises(AttributeError, match="module 'shortsgen' has no attribute 'sessoin'"):
        shortsgen.sessoin  # type: ignore[attr-defined]  # noqa: B018


# ---- What can be opened


def test_a_project_is_opened_by_its_folder_or_anything_in_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = project / "scripts_yaml" / "day01.yaml"
    monkeypatch.chdir(project / "scripts_yaml")
    for path in (project, str(project), script, ".", "day01.yaml"):
        assert Session(path).days() == ("day01",)
    assert Session().load(script).title == Session().load("day01").title == "A day"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda path: Session(path / "nowhere"), "cannot open `{}/nowhere`: No such file or directory"),
        (lambda path: Session(path, sandbox="strickt"), "there is no sandbox `strickt`"),
        (lambda path: Session(path, voice="spocken"), "there is no voice `spocken`"),
        (lambda path: Session(path).load("day1"), "there is no day `day1` in scripts_yaml/"),
        (lambda path: Session(path).render("day01", only=["slide"]), "there is no output `slide`"),
        (lambda path: Session(path).artifacts("day01", only=["slide"]), "there is no output `slide`"),
        (lambda path: Session(path).plan("day01", 3), "day01 has no shorts `3`"),
    ],
)
def test_what_is_not_there_is_an_error_with_a_problem(
    project: Path, call: Callable[[Path], object], message: str
) -> None:
    with pytest.raises(ShortsgenError) as error:
        call(project)
    [problem] = error.value.problems
    assert problem.message == message.format(project)
    assert problem.hint or problem.code == "file"


# ---- Code that is executed

torch = pytest.mark.torch


@torch
def test_nothing_is_printed_and_no_signal_is_taken(session: Session, capfd: pytest.CaptureFixture[str]) -> None:
    before = {number: signal.getsignal(number) for number in signal.valid_signals()}
    session.run("day01")
    session.render("day01", only=["captions", "index"])
    session.check()
    session.close()
    assert {number: signal.getsignal(number) for number in signal.valid_signals()} == before
    assert capfd.readouterr() == ("", "")


@torch
def test_a_session_goes_on_after_it_was_closed_and_in_another_thread(
    session: Session, edit: Callable[[str, str], None]
) -> None:
    """As a notebook may use it, which calls from a thread of its own."""
    assert session.run("day01", 1)["first"].output == "hello\n"
    session.close()
    edit('print("hello")', 'print("good day")')
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(session.run("day01", 1)["first"].output))
    thread.start()
    thread.join()
    assert found == ["good day\n"]


@torch
def test_two_sessions_in_one_process_do_not_know_of_each_other(project: Path, session: Session) -> None:
    with Session(project, sandbox="none") as other:
        assert session.run("day01", "first")["first"].output == "hello\n"
        assert other.run("day01")["second"].output == "again\n"
    assert [one.end for one in session.plan("day01")] == [one.end for one in Session(project).plan("day01")]


@torch
def test_code_that_fails_is_raised_by_all_that_needs_it_and_found_by_check(
    session: Session, project: Path, edit: Callable[[str, str], None]
) -> None:
    edit('print("again")', "print(agian)")
    for call in (session.run, session.plan, session.artifacts, session.render):
        with pytest.raises(ShortsgenError) as error:
            call("day01")
        assert [problem.code for problem in error.value.problems] == ["snippet-raised"]
    assert [problem.code for problem in session.check("day01") if problem.severity == "error"] == ["snippet-raised"]
    built = project / "build" / "day01"
    assert (built / "first" / "speech.srt").exists()
    assert not (built / "second").exists()


@torch
def test_artifacts_are_the_files_of_a_render(session: Session, project: Path, tmp_path: Path) -> None:
    artifacts = {artifact.path: artifact.data for artifact in session.artifacts("day01")}
    assert not (project / "build").exists()
    folder = session.render("day01", out=tmp_path / "film").folder
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert {path: file.read_bytes() for path, file in files.items() if path != ".shortsgen.json"} == artifacts


@torch
def test_artifacts_are_only_those_that_are_asked_for(session: Session) -> None:
    artifacts = session.artifacts("day01", 2, only=["captions"])
    assert {Path(artifact.path).suffix for artifact in artifacts} == {".ass", ".srt", ".vtt"}
    assert {Path(artifact.path).parts[0] for artifact in artifacts} == {"second"}


@torch
def test_a_second_render_writes_nothing(session: Session) -> None:
    first, second = (session.render("day01", only=["captions"]) for _ in range(2))
    assert (second.written, second.removed, second.unchanged) == (0, 0, first.written)


@dataclass
class Heard:
    """Remembers what it is told."""

    said: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.said.append(text)

    def steps(self, what: str, total: int) -> AbstractContextManager[Callable[[str], None]]:
        @contextmanager
        def told() -> Iterator[Callable[[str], None]]:
            self.said.append(f"{what}: {total}")
            yield self.said.append

        return told()


@torch
def test_progress_is_told_to_who_wants_to_hear_it(project: Path) -> None:
    heard = Heard()
    with Session(project, sandbox="none", progress=heard) as session:
        session.run("day01")
    assert heard.said[0] == "executed without a sandbox: 2"
    assert sorted(heard.said[1:]) == ["01 first", "02 second"], "in the order in which they end"
