from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shortsgen.choices import OutputName
from shortsgen.pipeline.render import Order, render
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import InputError, Problem
from shortsgen.project import Project
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.shipped import built_in
from shortsgen.store.lock import locked
from tests.pipeline.conftest import FakeExecutor, snapshot

Edit = Callable[[str, str], None]


def test_a_day_is_rendered_whole(session: Session, project: Project) -> None:
    result = render(session, "day01", [])
    assert result.problems == ()
    made = {path for path in snapshot(project.build("day01")) if not path.startswith(".")}
    pictures = {"01-hook", "02-code", "03-output", "04-mistake"}
    of_short = {
        "slides.pdf",
        "slides.csv",
        "short.json",
        *(f"slides/{name}.{form}" for name in pictures for form in ("png", "svg")),
    }
    of_short |= {f"{track}.{form}" for track in ("speech", "output") for form in ("srt", "vtt")} | {"captions.ass"}
    texts = {"teleprompter.txt", "teleprompter.md", "teleprompter.html"}
    expected = {f"{folder}/{name}" for folder in ("first", "second") for name in of_short | texts}
    expected |= texts | {"index.html"}
    assert made == expected


def test_what_the_code_printed_is_what_is_shown(session: Session, project: Project, fake: FakeExecutor) -> None:
    fake.outcomes["first"] = Outcome(Status.OK, "unmistakable 4711\n")
    render(session, "day01", ["1"])
    folder = project.build("day01") / "first"
    assert "unmistakable 4711" in (folder / "output.srt").read_text()
    assert "unmistakable 4711" in (folder / "short.json").read_text()


def test_rendering_again_executes_and_writes_nothing(session: Session, project: Project, fake: FakeExecutor) -> None:
    render(session, "day01", [])
    before = snapshot(project.root)
    fake.executed.clear()
    result = render(session, "day01", [])
    assert (result.summary["written"], result.summary["removed"], fake.executed) == (0, 0, [])
    assert snapshot(project.root) == before


def test_one_word_of_one_short_rebuilds_only_that_short(
    session: Session, project: Project, fake: FakeExecutor, edit: Edit
) -> None:
    render(session, "day01", [])
    before = snapshot(project.build("day01"))
    fake.executed.clear()
    edit("That line", "Another line")
    render(session, "day01", [])
    after = snapshot(project.build("day01"))
    changed = {path for path in after if after[path] != before.get(path)}
    assert fake.executed == []
    assert {path.split("/")[0] for path in changed if "/" in path} == {"second"}
    of_the_day = {f"teleprompter.{form}" for form in ("txt", "md", "html")}
    assert {path for path in changed if "/" not in path} == {".shortsgen.json", "index.html", *of_the_day}


def test_a_line_that_moves_every_short_down_rebuilds_nothing(session: Session, project: Project, edit: Edit) -> None:
    render(session, "day01", [])
    before = snapshot(project.root / "build")
    edit("title: Two shorts\n", "# a remark\ntitle: Two shorts\n")
    result = render(session, "day01", [])
    assert result.summary["written"] == 0
    assert snapshot(project.root / "build") == before


def test_files_of_a_short_that_moved_go_and_files_of_others_stay(
    session: Session, project: Project, edit: Edit
) -> None:
    render(session, "day01", [])
    notes = project.build("day01") / "second" / "notes.txt"
    notes.write_text("mine")
    edit("- id: second", "- id: renamed")
    render(session, "day01", [])
    left = {path for path in snapshot(project.build("day01")) if path.startswith(("second/", "renamed/"))}
    assert {path for path in left if path.startswith("second/")} == {"second/notes.txt"}
    assert "renamed/slides.pdf" in left


def test_a_file_that_somebody_changed_or_removed_is_made_again(session: Session, project: Project) -> None:
    render(session, "day01", [])
    folder = project.build("day01") / "first"
    good = (folder / "speech.srt").read_bytes()
    (folder / "speech.srt").write_text("spoilt")
    (folder / "slides.pdf").unlink()
    result = render(session, "day01", [])
    assert (folder / "speech.srt").read_bytes() == good
    assert (folder / "slides.pdf").exists()
    assert result.summary["written"] == 2


def test_only_makes_only_that(session: Session, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    render(session, "day01", ["first"], Order([OutputName.CAPTIONS], out))
    made = {path for path in snapshot(out) if not path.startswith(".")}
    tracks = {f"first/{track}.{form}" for track in ("speech", "output") for form in ("srt", "vtt")}
    assert made == tracks | {"first/captions.ass"}


def test_a_short_that_fails_is_a_problem_and_keeps_the_files_that_it_had(
    session: Session, project: Project, fake: FakeExecutor, edit: Edit
) -> None:
    render(session, "day01", [])
    before = snapshot(project.build("day01"))
    edit('print("hello")', "print(1 / 0)")
    fake.outcomes["first"] = Outcome(Status.RAISED, error=Failure("ZeroDivisionError", "division by zero", 9, 15))
    result = render(session, "day01", [])
    [problem] = result.problems
    assert (problem.code, str(problem.span)) == ("snippet-raised", "scripts_yaml/day01.yaml:9:15")
    after = snapshot(project.build("day01"))
    assert {path: after[path] for path in after if path.startswith("first/")} == {
        path: before[path] for path in before if path.startswith("first/")
    }


def test_a_template_of_the_project_beats_the_built_in_one(session: Session, project: Project) -> None:
    render(session, "day01", ["1"])
    (project.root / "templates").mkdir()
    (project.root / "templates" / "teleprompter.txt.j2").write_text("{{ sheets[0].title }}!\n")
    render(session, "day01", ["1"])
    assert (project.build("day01") / "first" / "teleprompter.txt").read_text() == "01 The first!\n"


def test_two_at_once_are_refused(session: Session, project: Project) -> None:
    with locked(project.build("day01"), "it"), pytest.raises(InputError) as caught:
        render(session, "day01", [])
    assert [problem.code for problem in caught.value.problems] == ["locked"]


def test_a_fresh_render_never_imports_torch(session: Session, project: Project) -> None:
    render(session, "day01", [])
    program = (
        "import sys\n"
        "sys.argv = ['shortsgen', 'render', 'day01']\n"
        "from shortsgen.__main__ import _run\n"
        "code = _run()\n"
        "assert code == 0, code\n"
        "heavy = {'av', 'torch', 'numpy', 'matplotlib', 'typst', 'jinja2', 'pygments'}\n"
        "heavy.add('shortsgen.run.outside.runner')\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True, check=True)
    assert "0 written" in done.stderr
    assert done.stdout == "[]\n"


def test_a_recorded_day_needs_nothing_that_only_unix_has(session: Session, project: Project) -> None:
    run_day(session, "day01", [])
    program = (
        "import os, sys\n"
        "sys.modules |= dict.fromkeys(('fcntl', 'resource', 'pwd', 'grp', 'termios', 'pty'))\n"
        "for name in ('fork', 'getuid', 'geteuid', 'setsid', 'killpg', 'sched_getaffinity'):\n"
        "    delattr(os, name)\n"
        "sys.argv = ['shortsgen', 'render', 'day01']\n"
        "from shortsgen.__main__ import _run\n"
        "print(_run())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True)
    assert (done.stdout, done.stderr.count("Error")) == ("0\n", 0), done.stderr
    assert (project.build("day01") / "second" / "short.json").exists()


ODD = "\u13f8"  # no font of the slides has it


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The shorts whose slides are judged, in order."""
    from shortsgen.rules import screen as rules

    found: list[str] = []
    original = rules.slide_problems

    def noting(timeline: Timeline, *arguments: Any) -> Iterator[Problem]:
        found.append(timeline.short.id)
        return original(timeline, *arguments)

    monkeypatch.setattr(rules, "slide_problems", noting)
    return found


def test_what_cannot_be_shown_is_said_each_time_and_found_once(
    session: Session, project: Project, edit: Edit, judged: list[str]
) -> None:
    edit("Say hello.", f"Say {ODD}.")
    edit('print("hello")', "\n      ".join(f"x{n} = {n}" for n in range(60)))
    edit("title: Two shorts", f"title: Two {ODD}")
    found = render(session, "day01", []).problems
    assert [(one.code, one.span and one.span.line) for one in found] == [
        ("glyph-missing", 1),
        ("glyph-missing", 5),
        ("code-overflow", 9),
    ]
    assert judged == ["first", "second"]
    with Session(project, FakeExecutor(), session.progress) as other:
        assert render(other, "day01", []).problems == found
        assert render(other, "day01", ["1"]).problems == found
        assert render(other, "day01", ["2"]).problems == found[:1]
        assert render(other, "day01", [], Order([OutputName.CAPTIONS])).problems == ()
    assert judged == ["first", "second"]


def test_a_finding_moves_with_its_line_and_goes_with_its_cause(session: Session, edit: Edit, judged: list[str]) -> None:
    edit("Say hello.", f"Say {ODD}.")
    render(session, "day01", [])
    judged.clear()
    edit("title: Two shorts\n", "# a remark\ntitle: Two shorts\n")
    [problem] = render(session, "day01", []).problems
    assert problem.span
    assert (problem.code, problem.span.line) == ("glyph-missing", 6)
    assert judged == ["first"], "the other one has no finding that could have moved"
    edit(f"Say {ODD}.", "Say hello.")
    assert render(session, "day01", []).problems == ()


def test_a_font_that_comes_mends_what_could_not_be_shown(session: Session, project: Project, judged: list[str]) -> None:
    render(session, "day01", [])
    judged.clear()
    (project.root / "templates" / "fonts").mkdir(parents=True)
    font = next(path for path in (built_in() / "fonts").iterdir() if path.suffix == ".otf")
    (project.root / "templates" / "fonts" / "Own.otf").write_bytes(font.read_bytes())
    render(session, "day01", [])
    assert judged == ["first", "second"]


@pytest.mark.parametrize("note", [None, 7, [], ["x"], ["x", 7], ["x", [7]], ["x", [{}]], {"a": 1, "b": 2}])
def test_a_manifest_with_a_damaged_finding_costs_finding_it_again(
    session: Session, project: Project, edit: Edit, note: object
) -> None:
    edit("Say hello.", f"Say {ODD}.")
    found = render(session, "day01", []).problems
    manifest = project.build("day01") / ".shortsgen.json"
    data = json.loads(manifest.read_text())
    data["units"]["first/screen"]["note"] = note
    manifest.write_text(json.dumps(data))
    assert render(session, "day01", []).problems == found
