"""What is found is kept with its machine, whoever else records meanwhile and whatever ends the run."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from shortsgen.choices import What
from shortsgen.cli.console import Screen
from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.day import load_day
from shortsgen.pipeline.export import export
from shortsgen.pipeline.record import save
from shortsgen.pipeline.render import render
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session
from shortsgen.problems import Severity
from shortsgen.project import Project
from shortsgen.run.executor import OnDone, Stop, never
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Entry
from shortsgen.run.snippet import Snippet
from tests.pipeline.conftest import FakeExecutor
from tests.render.shapes import png

Edit = Callable[[str, str], None]

ROOT = Path(__file__).parents[2]
PROCESSES, EACH = 4, 5

RECORDER = """\
import sys
from pathlib import Path
from shortsgen.choices import Color, OutputName, What
from shortsgen.cli.console import Screen
from shortsgen.pipeline.export import export
from shortsgen.pipeline.render import Order, render
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session
from shortsgen.project import Project
from shortsgen.run.outcome import Outcome, Status
from tests.pipeline.conftest import FakeExecutor
from tests.render.shapes import png

project, screen, numbers = Project(Path(sys.argv[1])), Screen(Color.NEVER), sys.argv[3:]
print("ready", flush=True)
input()
for number in numbers:
    machine = FakeExecutor({f"s{number}": Outcome(Status.OK, f"of {number}\\n", (png(int(number), 1),))})
    with Session(project, machine, screen) as session:
        if sys.argv[2] == "run":
            run_day(session, "day01", [number])
        elif sys.argv[2] == "render":
            render(session, "day01", [number], Order(only=[OutputName.CAPTIONS], out=project.root / f"of-{number}"))
        else:
            export(session, What.OUTPUTS, "day01", [number])
"""


def entries(project: Project) -> dict[str, Entry]:
    return dict(load_day(project, "day01").recording.entries)


def outputs(project: Project) -> dict[str, str]:
    return {name: entry.outcome.output for name, entry in entries(project).items()}


def day_of(shorts: int) -> str:
    items = [
        f"  - {{id: s{number}, title: T, hook: H, talk_track: [S], code: print({number})}}\n"
        for number in range(1, shorts + 1)
    ]
    return "title: Many\nshorts:\n" + "".join(items)


def test_processes_that_record_different_shorts_at_once_lose_nothing(project: Project) -> None:
    shorts = PROCESSES * EACH
    project.script("day01").write_text(day_of(shorts))
    processes = []
    for process, command in enumerate(("run", "render", "export", "run")):
        numbers = [str(number) for number in range(1 + process, shorts + 1, PROCESSES)]
        words = [sys.executable, "-c", RECORDER, str(project.root), command, *numbers]
        processes.append(
            subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        )
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    found = entries(project)
    assert {name: (entry.outcome.output, entry.lost) for name, entry in found.items()} == {
        f"s{number}": (f"of {number}\n", ()) for number in range(1, shorts + 1)
    }
    assert [found[f"s{number}"].outcome.figures for number in (1, shorts)] == [
        (png(1, 1),),
        (png(shorts, 1),),
    ]


class Interrupted(FakeExecutor):
    """A person ends the program before the second snippet is done."""

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        super().run(list(snippets)[:1], done, stop)
        raise KeyboardInterrupt


@pytest.mark.parametrize("command", ["run", "render", "export"])
def test_an_interrupt_keeps_what_was_found_so_far(project: Project, screen: Screen, command: str) -> None:
    commands: dict[str, Callable[[Session], object]] = {
        "run": lambda session: run_day(session, "day01", []),
        "render": lambda session: render(session, "day01", []),
        "export": lambda session: export(session, What.OUTPUTS, "day01", []),
    }
    with Session(project, Interrupted(), screen) as session, pytest.raises(KeyboardInterrupt):
        commands[command](session)
    assert outputs(project) == {"first": "output of first\n"}


class Meanwhile(FakeExecutor):
    """While it executes, something else happens."""

    def __init__(self, event: Callable[[], object]) -> None:
        super().__init__()
        self.event = event

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        super().run(snippets, done, stop)
        self.event()


def test_what_is_recorded_meanwhile_for_a_newer_script_stays(
    session: Session, project: Project, screen: Screen, edit: Edit
) -> None:
    def another_person() -> None:
        edit("- id: second", "- id: third")
        run_day(session, "day01", ["third"])

    with Session(project, Meanwhile(another_person), screen) as ours:
        run_day(ours, "day01", ["first"])
    assert outputs(project) == {
        "first": "output of first\n",
        "third": "output of third\n",
        "third/mistake": "",
    }


def test_figures_that_are_missing_or_belong_to_others_are_never_deleted(
    session: Session, project: Project, fake: FakeExecutor
) -> None:
    fake.outcomes["first"] = Outcome(Status.OK, "", (png(8, 8), png(8, 9)))
    run_day(session, "day01", ["first"])
    folder = project.figures("day01")
    (folder / "first-1.png").unlink()
    (folder / "gone-1.png").write_bytes(b"of nobody")
    run_day(session, "day01", ["second"])
    assert sorted(path.name for path in folder.iterdir()) == ["first-2.png", "gone-1.png"]
    assert "first" in entries(project)
    found = [problem.message for problem in check_days(session, {"day01": ()}).problems]
    assert found == ["1 snippet has recorded figures that are missing or changed: 01 first"]
    run_day(session, "day01", [])
    assert sorted(path.name for path in folder.iterdir()) == ["first-1.png", "first-2.png", "gone-1.png"]


def test_each_outcome_keeps_the_machine_that_it_was_found_on(
    session: Session, project: Project, fake: FakeExecutor
) -> None:
    here, there = {"python": "3.14", "torch": "9"}, {"python": "3.14", "torch": "10"}
    run_day(session, "day01", [])
    fake.environment = there
    run_day(session, "day01", ["second"], update=True)
    assert {name: entry.environment for name, entry in entries(project).items()} == {
        "first": here,
        "second": there,
        "second/mistake": there,
    }


def test_only_the_machines_of_what_is_judged_are_noted(session: Session, fake: FakeExecutor, edit: Edit) -> None:
    run_day(session, "day01", ["first"])
    fake.environment = {"python": "3.14", "torch": "10"}
    run_day(session, "day01", ["second"])

    def notes() -> list[str]:
        problems = check_days(session, {"day01": ()}).problems
        return [problem.message for problem in problems if problem.severity is Severity.NOTE]

    assert notes() == ["recorded elsewhere: here is torch 10 instead of 9"]
    edit("    needs: [first]\n", "")
    run_day(session, "day01", ["second"])
    edit('print("hello")', 'print("good day")')
    assert notes() == [], "what is stale is compared with nothing"


def test_a_recording_of_the_first_format_is_rewritten_by_the_next_run(session: Session, project: Project) -> None:
    run_day(session, "day01", [])
    new, path = entries(project), project.recording("day01")
    head = r"format: 2\nenvironments:\n  .*:\n    (python.*)\n    (torch.*)\n"
    text = re.sub(head, r"format: 1\nenvironment:\n  \1\n  \2\n", path.read_text())
    path.write_text(re.sub(r"    environment: .*\n", "", text))
    assert path.read_text().count("environment") == path.read_text().count("format: 1\nenvironment:\n") == 1
    assert entries(project) == new
    again = run_day(session, "day01", [])
    assert (again.summary["executed"], again.summary["changed"]) == (0, 1)
    assert "format: 2\nenvironments:\n" in path.read_text()
    assert entries(project) == new


def test_a_real_recording_of_the_first_format_is_read_and_rewritten(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.script("day04").parent.mkdir()
    project.script("day04").write_bytes((ROOT / "scripts_yaml" / "day04.yaml").read_bytes())
    old = (ROOT / "tests" / "data" / "day04.outputs.format1.yaml").read_text()
    project.recording("day04").write_text(old)
    loaded = load_day(project, "day04")
    assert len(loaded.recording.entries) == old.count("    key: ") == 45
    assert save(loaded, {}, {}).changed
    new = project.recording("day04").read_text()
    assert (new.count("    environment: "), new.count("torch: 2.13.0+cpu")) == (45, 1)
    assert load_day(project, "day04").recording == loaded.recording
    environments = loaded.recording.environments()
    assert [dict(one) for one in environments] == [
        {
            "python": "3.11.7",
            "torch": "2.13.0+cpu",
            "platform": "linux-x86_64",
            "threads": 1,
            "cpu": "AVX512",
            "device": "cpu",
        }
    ]
