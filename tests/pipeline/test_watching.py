"""Watching a day: each save is a turn, told when it is judged and when its files are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from shortsgen.cli.console import Screen
from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.watching import Turn, watch
from shortsgen.problems import Problem
from shortsgen.project import Project, find
from shortsgen.run.outcome import Failure, Outcome, Status
from tests.pipeline.conftest import SCRIPT, FakeExecutor, snapshot

Edit = Callable[[str, str], None]
Save = Callable[[], object]


class Writer:
    """A person who looks at each turn and saves the next thing, until there is nothing more to save."""

    def __init__(self, saves: Sequence[Save]) -> None:
        self._saves = list(saves)
        self.told: list[str] = []
        self.turns: list[Turn] = []

    def judged(self, turn: Turn) -> None:
        self._note("judged", turn)
        if turn.error:
            self._go_on()

    def rendered(self, turn: Turn) -> None:
        self._note("rendered", turn)
        self._go_on()

    def _note(self, what: str, turn: Turn) -> None:
        codes = [problem.code for problem in turn.error.problems] if turn.error else []
        self.told.append(" ".join((what, *turn.shorts, *codes)))
        self.turns.append(turn)

    def _go_on(self) -> None:
        (self._saves or [interrupt]).pop(0)()


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.fixture
def watched(session: Session) -> Callable[..., Writer]:
    """What is told while somebody saves these things, one after the other."""

    def call(*saves: Save, words: Sequence[str] = ()) -> Writer:
        writer = Writer(saves)
        with suppress(KeyboardInterrupt):
            watch(session, "day01", words, [writer])
        return writer

    return call


Watched = Callable[..., Writer]


def test_at_the_start_all_is_executed_judged_and_rendered(
    watched: Watched, fake: FakeExecutor, project: Project
) -> None:
    writer = watched()
    assert writer.told == ["judged first second", "rendered first second"]
    assert fake.executed == ["first", "second", "second/mistake"]
    assert (project.build("day01") / "second" / "short.json").exists()


def test_a_save_executes_and_renders_only_what_changed(
    watched: Watched, edit: Edit, fake: FakeExecutor, project: Project
) -> None:
    before = {}

    def save() -> None:
        fake.executed.clear()
        before.update(snapshot(project.build("day01")))
        edit('print("again")', 'print("once more")')

    writer = watched(save)
    assert writer.told[2:] == ["judged second", "rendered second"]
    assert set(fake.executed) == {"second", "second/mistake"}
    after = snapshot(project.build("day01"))
    assert {name for name in after if before[name] != after[name] and name.startswith("first/")} == set()


def test_another_talk_line_executes_nothing(watched: Watched, edit: Edit, fake: FakeExecutor) -> None:
    def save() -> None:
        fake.executed.clear()
        edit("This line is said.", "Another line is said.")

    assert watched(save).told[2:] == ["judged first", "rendered first"]
    assert fake.executed == []


def test_a_broken_script_is_told_beside_the_last_good_state(watched: Watched, edit: Edit) -> None:
    writer = watched(lambda: edit("talk_track:", "talk_trakc:"), lambda: edit("talk_trakc:", "talk_track:"))
    assert writer.told[2:] == [
        "judged script-missing-key script-unknown-key script-missing-key script-unknown-key",
        "judged",
        "rendered",
    ]
    broken, mended = writer.turns[2:4]
    assert broken.loaded
    assert (broken.loaded.day, broken.problems) == (writer.turns[0].loaded.day, writer.turns[0].problems)  # type: ignore[union-attr]
    assert mended.error is None


def test_a_day_that_is_gone_may_come_back(watched: Watched, project: Project) -> None:
    script = project.script("day01")
    text = script.read_text()
    writer = watched(script.unlink, lambda: script.write_text(text))
    assert writer.told[2:] == ["judged file", "judged", "rendered"]


def test_code_that_fails_is_executed_once_until_it_changes(watched: Watched, edit: Edit, fake: FakeExecutor) -> None:
    fake.outcomes["second"] = Outcome(Status.RAISED, error=Failure("NameError", "no"))
    writer = watched(lambda: edit("This line", "The line"), lambda: edit('print("again")', "print(1)"))
    assert fake.executed.count("second") == 2
    assert [problem.code for problem in writer.turns[-1].problems] == ["snippet-raised"]


def test_only_the_shorts_that_are_named_are_watched(watched: Watched, edit: Edit, fake: FakeExecutor) -> None:
    writer = watched(lambda: edit("That line", "Some line"), lambda: edit("This line", "Some other line"), words=["1"])
    assert writer.told == ["judged first", "rendered first", "judged", "rendered", "judged first", "rendered first"]
    assert set(fake.executed) == {"first"}


def test_a_save_that_comes_while_all_is_rendered_is_the_next_turn(
    session: Session, edit: Edit, fake: FakeExecutor, project: Project
) -> None:
    class Impatient(Writer):
        def judged(self, turn: Turn) -> None:
            super().judged(turn)
            if len(self.turns) == 1:
                edit("This line", "A newer line")

    writer = Impatient(())
    with suppress(KeyboardInterrupt):
        watch(session, "day01", (), [writer])
    assert writer.told == ["judged first second", "judged first", "rendered first"]
    assert "A newer line" in (project.build("day01") / "first" / "teleprompter.txt").read_text()
    assert (project.build("day01") / "second" / "teleprompter.txt").exists()
    assert fake.executed == ["first", "second", "second/mistake"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("shortsgen.yaml", "theme: {look: light}\n"),
        ("templates/teleprompter.txt.j2", "own\n"),
        ("data/numbers.csv", "2\n"),
        ("logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        ("takes/day01/third.wav", ""),
        ("scripts_yaml/day01.outputs.yaml", ""),
    ],
)
def test_each_file_that_a_day_is_made_from_is_watched(
    watched: Watched, project: Project, edit: Edit, path: str, text: str
) -> None:
    file = project.root / path
    for folder in ("data", "takes/day01"):
        (project.root / folder).mkdir(parents=True)
    (project.root / "data" / "numbers.csv").write_text("1\n")
    (project.root / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
    (project.root / "shortsgen.yaml").write_text("theme: {logo: logo.svg}\n")
    edit("    needs: [first]\n", "    needs: [first]\n    files: [data/numbers.csv]\n")

    def save() -> None:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)

    assert [one.partition(" ")[0] for one in watched(save).told[2:3]] == ["judged"]


SAVERS: dict[str, Callable[[Path, str], object]] = {
    "in place": lambda file, text: file.write_text(text),
    "renamed over": lambda file, text: _beside(file, text).replace(file),
    "moved away first": lambda file, text: (file.rename(f"{file}~"), _beside(file, text).rename(file)),
    "deleted first": lambda file, text: (file.unlink(), file.write_text(text)),
    "in a folder that is replaced": lambda file, text: _replace_folder(file, text),
}


@pytest.mark.parametrize("how", SAVERS)
def test_however_an_editor_saves_it_is_seen(watched: Watched, project: Project, how: str) -> None:
    script = project.script("day01")

    def save(line: str) -> None:
        SAVERS[how](script, SCRIPT.replace("This line is said.", line))

    writer = watched(lambda: save("One."), lambda: save("Two."), lambda: save("Three."))
    last = writer.turns[-1].loaded
    assert last
    assert last.day.shorts[0].talk_track[0].say == "Three."


def _beside(file: Path, text: str) -> Path:
    beside = file.with_name("beside")
    beside.write_text(text)
    return beside


def _replace_folder(file: Path, text: str) -> None:
    new = file.parent.with_name("new")
    new.mkdir()
    (new / file.name).write_text(text)
    file.parent.rename(file.parent.with_name(f"old{len(list(file.parents[1].iterdir()))}"))
    new.rename(file.parent)


def test_what_is_found_turn_by_turn_is_what_a_session_finds_that_begins_then(
    watched: Watched, edit: Edit, project: Project, screen: Screen, fake: FakeExecutor
) -> None:
    """Problems that move with their lines, that go, that come of another short or of the settings."""
    long = "x = [" + "1, " * 40 + "]"
    found: list[Sequence[Problem]] = []

    def after_a_check(save: Save) -> Save:
        def call() -> None:
            with Session(find(project.root), fake, screen) as other:
                found.append(check_days(other, {"day01": ()}).problems)
            save()

        return call

    saves: list[Save] = [
        lambda: edit('print("hello")', f'{long}\n      print("hello")'),
        lambda: edit("shorts:\n", "shorts:\n\n"),
        lambda: edit("Say it again.", "Say it again, and say so much that nobody can read it " + "or hear it " * 9),
        lambda: edit("That line is said.", "That line is said, \\(\\frac{a}{b}\\) and all."),
        lambda: (project.root / "shortsgen.yaml").write_text("defaults: {budget: 5}\n"),
        lambda: edit(f"{long}\n", "y = 1\n"),
        interrupt,
    ]
    writer = watched(*map(after_a_check, saves))
    turns = [turn for told, turn in zip(writer.told, writer.turns, strict=True) if told.startswith("judged")]
    assert [turn.problems for turn in turns] == [tuple(problems) for problems in found]
    codes = {problem.code for problems in found for problem in problems}
    assert codes >= {"code-wraps", "over-budget", "too-fast"}


@pytest.mark.parametrize(
    ("name", "broken", "told"),
    [
        ("shortsgen.yaml", "theme: {look: drak}\n", "judged script-value"),
        ("templates/teleprompter.txt.j2", "{% for %}", "judged template"),
    ],
)
def test_what_the_look_is_made_from_may_be_broken_for_a_while(
    watched: Watched, project: Project, name: str, broken: str, told: str
) -> None:
    file = project.root / name
    file.parent.mkdir(exist_ok=True)
    writer = watched(lambda: file.write_text(broken), file.unlink)
    [wrong] = [turn for turn in writer.turns if turn.error]
    assert writer.told[writer.turns.index(wrong)] == told
    assert writer.told[-1].startswith("rendered")
    assert wrong.loaded
    assert wrong.loaded.day == writer.turns[0].loaded.day  # type: ignore[union-attr]
