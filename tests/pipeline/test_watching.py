"""Watching a day: each save is a turn, told when it is judged and when its files are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest

from shortsgen.pipeline.session import Session
from shortsgen.pipeline.watching import Turn, watch
from shortsgen.project import Project
from shortsgen.run.outcome import Failure, Outcome, Status
from tests.pipeline.conftest import FakeExecutor, snapshot

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
        if not self._saves:
            raise KeyboardInterrupt
        self._saves.pop(0)()


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
