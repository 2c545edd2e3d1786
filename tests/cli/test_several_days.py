"""`DAY [SHORT]...` for one day or for several, and `--all`: the same for every command that works on days."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortsgen.run.outcome import Failure, Outcome, Status
from tests.cli.conftest import DAY, Cli, Edit
from tests.pipeline.conftest import FakeExecutor

SCRIPTS = Path("scripts_yaml")
WORDS = {"render": ["render"], "run": ["run"], "export": ["export", "outputs", "-o", "texts"]}


@pytest.fixture
def three(project: Path) -> Path:
    """The days `day01` to `day03`, each with the shorts `first` and `second`, which needs the other."""
    for name in ("day02", "day03"):
        (project / SCRIPTS / f"{name}.yaml").write_text((project / DAY).read_text())
    return project


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("words", "shorts"),
    [
        ([], "6 shorts in 3 days"),
        (["day01"], "2 shorts in 1 day"),
        (["day01", "2"], "1 short in 1 day"),
        (["day01", "first", "2"], "2 shorts in 1 day"),
        (["day01", "1-2"], "2 shorts in 1 day"),
        (["day01", "day03"], "4 shorts in 2 days"),
        (["day01", "1", "day03"], "3 shorts in 2 days"),
        (["day01", "1", "day03", "second", "scripts_yaml/day02.yaml"], "4 shorts in 3 days"),
        (["day01", "1", "day02", "day01", "2"], "4 shorts in 2 days"),
        (["day01", "1", "day01"], "2 shorts in 1 day"),
    ],
)
def test_shorts_are_those_of_the_day_before_them(cli: Cli, words: list[str], shorts: str) -> None:
    cli("run", "--all")
    done = cli("check", *words)
    assert (done.code, done.out.partition(";")[0]) == (0, shorts)


@pytest.mark.usefixtures("three")
def test_only_what_is_named_is_executed_and_judged(cli: Cli, edit: Edit, fake: FakeExecutor) -> None:
    edit("- id: first", "- id: third")
    edit("needs: [first]", "needs: [third]")
    edit("This line is said.", "tensors " * 60)
    fake.executed.clear()
    done = cli("check", "day01", "second")
    assert fake.executed == ["second", "second/mistake"]
    assert "over-budget" not in done.err, "that is another short's"
    assert "over-budget" in cli("check", "day01").err


@pytest.mark.usefixtures("project")
def test_what_belongs_to_no_short_is_judged_with_the_whole_day(cli: Cli, edit: Edit) -> None:
    cli("run", "day01")
    edit("- id: first", "- id: third")
    edit("needs: [first]", "needs: [third]")
    assert "recording-orphan" in cli("check", "day01").err
    assert "recording-orphan" not in cli("check", "day01", "third", "second").err


def test_a_short_that_is_called_like_a_day_is_named_by_its_number(cli: Cli, three: Path, edit: Edit) -> None:
    edit("- id: second", "- id: day02")
    cli("run", "--all")
    assert cli("check", "day01", "day02").out.startswith("4 shorts in 2 days")
    assert cli("check", "day01", "2").out.startswith("1 short in 1 day")
    (three / SCRIPTS / "day02.yaml").unlink()
    assert cli("check", "day01", "day02").out.startswith("1 short in 1 day")


def test_all_days_are_rendered(cli: Cli, three: Path) -> None:
    done = cli("render", "--all", "--only", "teleprompter")
    assert done.code == 0
    assert [line.partition(":")[0] for line in done.err.splitlines() if "written" in line] == [
        "build/day01",
        "build/day02",
        "build/day03",
    ]
    assert all((three / "build" / day / "teleprompter.txt").exists() for day in ("day01", "day02", "day03"))
    assert cli("render", "day01", "day02", "--only", "teleprompter", "--out", "there").code == 0
    assert [(three / "there" / day / "teleprompter.txt").exists() for day in ("day01", "day02")] == [True, True]


def test_all_days_are_recorded(cli: Cli, three: Path) -> None:
    done = cli("run", "--all")
    assert (done.code, done.out) == (0, "")
    assert sorted(path.name for path in (three / SCRIPTS).glob("*.outputs.yaml")) == [
        "day01.outputs.yaml",
        "day02.outputs.yaml",
        "day03.outputs.yaml",
    ]


@pytest.mark.parametrize(
    ("words", "suffix"),
    [(["outputs"], "txt"), (["teleprompter"], "txt"), (["captions"], "srt"), (["captions", "--format", "ass"], "ass")],
)
def test_the_texts_of_several_days_go_into_a_folder(cli: Cli, three: Path, words: list[str], suffix: str) -> None:
    assert cli("export", *words, "--all", "-o", "texts").code == 0
    assert sorted(path.name for path in (three / "texts").iterdir()) == [f"day0{n}.{suffix}" for n in (1, 2, 3)]
    assert (three / f"texts/day02.{suffix}").read_text() == cli("export", *words, "day02").out


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("where", [[], ["-o", "scripts_yaml/day01.yaml"]])
@pytest.mark.parametrize("words", [["--all"], ["day01", "day02"]])
def test_several_texts_are_not_put_into_one(cli: Cli, words: list[str], where: list[str]) -> None:
    done = cli("export", "outputs", *words, *where)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error[usage] several days are several texts\n  hint: name a folder for them, as in `--output FOLDER`\n"
    )


@pytest.mark.parametrize("command", WORDS)
@pytest.mark.parametrize(("failing", "code"), [("input", 2), ("code", 1)])
def test_what_is_wrong_with_one_day_does_not_stop_the_others(
    cli: Cli, three: Path, fake: FakeExecutor, edit: Edit, command: str, failing: str, code: int
) -> None:
    if failing == "input":
        (three / DAY).write_text("title: [\n")
    else:
        edit("- id: first", "- id: wrong")
        edit("needs: [first]", "needs: [wrong]")
        fake.outcomes["wrong"] = Outcome(Status.RAISED, error=Failure("ValueError", "no"))
    done = cli(*WORDS[command], "--all")
    assert done.code == (2 if command == "export" else code), "half a text is none"
    assert "scripts_yaml/day01.yaml:" in done.err
    assert [(three / SCRIPTS / f"day0{number}.outputs.yaml").exists() for number in (2, 3)] == [True, True]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("command", WORDS)
def test_nothing_named_is_a_mistake_and_all_goes_with_nothing(cli: Cli, command: str) -> None:
    assert cli(*WORDS[command]).err == (
        "error[usage] expected a day, found none\n  hint: name one, such as `day04`, or say `--all`\n"
    )
    assert cli(*WORDS[command], "--all", "day01").err == (
        "error[usage] `--all` is every day, and `day01` names one\n  hint: leave one of them out\n"
    )


@pytest.mark.parametrize("command", WORDS)
def test_a_project_without_days_has_nothing_to_do(cli: Cli, folder: Path, command: str) -> None:
    (folder / SCRIPTS).mkdir()
    done = cli(*WORDS[command], "--all")
    assert done.code == 2
    assert done.err == "error[usage] there is no day in scripts_yaml/\n  hint: `shortsgen new day01` starts one\n"
