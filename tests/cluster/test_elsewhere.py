"""Who does the work changes nothing of what is told, recorded and written."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shortsgen.choices import Motion
from shortsgen.cluster import ending
from shortsgen.cluster.versions import versions
from shortsgen.cluster.workers import Workers
from shortsgen.pipeline import render, run, video
from shortsgen.pipeline.batch import Found, Unit
from shortsgen.pipeline.coordinator import OpenWorkers
from shortsgen.pipeline.video import VideoOrder
from shortsgen.problems import InputError
from shortsgen.project import Project, reread
from shortsgen.report.human import human
from tests.cli.conftest import COMMAND, outside
from tests.cluster.conftest import Opened
from tests.cluster.days import DAY, NEW, VARIES, Done, beginning, done, findings, new_project, threads, tree
from tests.pipeline.test_takes import recorded, write_take

OTHER_VERSIONS = """\
error[worker] a worker has other versions
      | torch: 1.0 here, 2.13.0 there
      | typst: 0.1 here, 0.15.2 there
  hint: install on all machines what is installed here; one image for all is the surest
"""


@pytest.mark.parametrize("command", [run, render])
@pytest.mark.parametrize("where", ["threads", "local:2", "scheduler"])
def test_the_same_is_told_recorded_and_written(
    command: Any, where: str, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = opened(where)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a cache of its own"))  # with nothing that workers made
    here = done(new_project(tmp_path / "here"), command)
    there = done(new_project(tmp_path / "there"), command, elsewhere)
    assert there == here


@pytest.mark.parametrize("where", ["threads", "local:2", "scheduler"])
def test_the_same_is_found(where: str, opened: Opened, tmp_path: Path) -> None:
    """What fails, what would run with what it lacks, what drifts, what nobody recorded and what nobody needs."""
    project = new_project(tmp_path)
    done(project, run)
    recording = tmp_path / "scripts_yaml/day01.outputs.yaml"
    [machine] = set(re.findall("environment: ([0-9a-f]{8})", recording.read_text()))
    gone = f"outcomes:\n  gone:\n    key: k\n    environment: {machine}\n    status: ok\n"
    recording.write_text(recording.read_text().replace("hello again", "hallo again").replace("outcomes:\n", gone))
    script = project.script("day01")
    script.write_text(script.read_text() + NEW)
    here, there = findings(project), findings(project, opened(where))
    assert there == here
    codes = {"snippet-raised", "drift", "recording-orphan", "unrecorded", "code-wraps", "skipped"}
    assert {problem.code for problem in here.problems} >= codes
    assert {problem.code for problem in here.problems if problem.fixable} == {"snippet-raised"}


@pytest.mark.parametrize("where", ["local:2", "scheduler"])
def test_the_same_is_filmed(where: str, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def film(project: Project, elsewhere: OpenWorkers | None = None) -> Mapping[str, Any]:
        order = VideoOrder(draft=True, motion=Motion.NONE)
        with beginning(project, elsewhere) as session:
            if session.elsewhere:
                session.elsewhere.begin(session, [video.wanted(session, "day01", ("1-2",), order)], 1)
            video.video(session, "day01", ("1-2",), order, lambda _total: nullcontext(lambda _count: None))
        return dict(tree(project.root))

    elsewhere = opened(where)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a cache of its own"))
    assert film(new_project(tmp_path / "there"), elsewhere) == film(new_project(tmp_path / "here"))


@pytest.mark.parametrize("where", ["local:2", "scheduler"])
def test_the_same_is_heard(where: str, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a take, and of the spoken voice where there is none; by workers that have heard none of it before."""

    def heard(root: Path, elsewhere: OpenWorkers | None = None) -> Done:
        project = new_project(root, DAY[: DAY.index("\n  - id: table")])
        write_take(project, "hello.wav", recorded("Say hello.", "This line is said.", "Saying nothing."))
        (root / "shortsgen.yaml").write_text("voice: spoken\n")
        return done(reread(project), render, elsewhere)

    elsewhere = opened(where)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a cache of its own"))
    there = heard(tmp_path / "there", elsewhere)
    told = {name: there.files[f"build/day01/{name}/teleprompter.md"].decode() for name in ("hello", "again")}
    assert "words a minute, takes/day01/hello.wav\n" in told["hello"]
    assert "words a minute, spoken by heart\n" in told["again"]
    assert there == heard(tmp_path / "here")


def test_what_comes_out_otherwise_a_second_time_is_told(tmp_path: Path) -> None:
    found = done(new_project(tmp_path, VARIES), run, threads)
    assert [problem.code for problem in found.problems] == ["output-varies"]


def test_a_terminal_shows_that_workers_are_waited_for_and_what_they_did(tmp_path: Path) -> None:
    new_project(tmp_path)
    command = [*COMMAND, "run", "day01", "--on", "local:1", "--sandbox", "basic"]
    ours, theirs = os.openpty()
    running = subprocess.Popen(command, cwd=tmp_path, stderr=theirs, env=outside() | {"TERM": "xterm"})
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # as Linux says that nobody has the terminal any more
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    assert running.wait() == 1, "one of its snippets fails"
    waiting, _, worked = shown.partition(b"executed in a basic sandbox")
    assert b"waiting for workers" in waiting
    assert b"5/5" in worked


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


def test_a_day_that_is_changed_meanwhile_is_not_mixed_with_what_it_was(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    with beginning(project, threads) as session:
        assert session.elsewhere
        session.elsewhere.begin(session, [render.wanted(session, "day01", ())], 1)
        project.script("day01").write_text(DAY.replace("This line is said.", "Another line is said."))
        with pytest.raises(InputError) as refused:
            render.render(session, "day01", ())
    assert [problem.message for problem in refused.value.problems] == ["scripts_yaml/day01.yaml was changed meanwhile"]


@pytest.mark.parametrize(
    "path", ["../stolen", "hello/../../stolen", "/stolen", "again/stolen", "hello", "hello/x/../../../y"]
)
def test_a_worker_writes_nowhere_but_below_its_short(path: str, tmp_path: Path) -> None:
    @contextmanager
    def lying() -> Iterator[Workers]:
        yield Workers(Lying(path), 1)

    with pytest.raises(InputError) as refused:
        done(new_project(tmp_path / "project"), render, lying)
    message = f"a worker made a file outside of the folder of hello: `{path}`"
    assert [problem.message for problem in refused.value.problems] == [message]
    assert not list(tmp_path.rglob("stolen"))


class Lying(Executor):
    """Does the work, and then says that the first file lies elsewhere."""

    def __init__(self, path: str) -> None:
        self._path = path

    def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[bytes]:
        with ThreadPoolExecutor(1) as thread:
            found = Found.unpacked(thread.submit(fn, *args).result())
        ending.end()
        future: Future[bytes] = Future()
        units = {name: Unit(one.key, [(self._path, b"x"), *one.files[1:]]) for name, one in found.units.items()}
        future.set_result(replace(found, units=units).packed())
        return future


@contextmanager
def nobody() -> Iterator[Workers]:
    raise AssertionError("a worker is asked for")
    yield
