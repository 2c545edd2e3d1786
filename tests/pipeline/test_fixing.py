"""What `fix` writes is whole, and never over what somebody saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shortsgen.pipeline.fixing import Fix, fix_day, write_fix
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session
from shortsgen.problems import InputError
from shortsgen.report.human import human
from tests.pipeline.conftest import SCRIPT, FakeExecutor

Edit = Callable[[str, str], None]


def test_what_was_saved_meanwhile_stays(session: Session, edit: Edit) -> None:
    edit("Say hello.", "Say #1 hello.")
    found = fix_day(session, "day01", ())
    edit("Say it again.", "Say it once more.")
    saved = session.project.script("day01").read_text()
    with pytest.raises(InputError) as caught:
        write_fix(session, "day01", found)
    assert human(caught.value.problems, {}).plain == (
        "error[file] scripts_yaml/day01.yaml was changed meanwhile\n  hint: run it again\n"
    )
    assert session.project.script("day01").read_text() == saved


def test_a_recording_is_as_fresh_once_an_id_is_what_it_was(session: Session, edit: Edit, fake: FakeExecutor) -> None:
    run_day(session, "day01", ())
    edit("id: first", "id: First")
    edit("needs: [first]", "needs: [First]")
    found = fix_day(session, "day01", ())
    assert found.after == SCRIPT
    write_fix(session, "day01", found)
    fake.executed.clear()
    run_day(session, "day01", ())
    assert fake.executed == []


def test_what_is_recorded_is_not_executed_again_and_nothing_is_recorded(session: Session, fake: FakeExecutor) -> None:
    assert fix_day(session, "day01", ()).diff == ""
    assert fake.executed == ["first", "second", "second/mistake"]
    assert not session.project.recording("day01").exists()
    run_day(session, "day01", ())
    fake.executed.clear()
    assert fix_day(session, "day01", ()).diff == ""
    assert fake.executed == []


def test_a_diff_tells_a_last_line_without_an_end() -> None:
    assert Fix("day.yaml", "a: 1", "a: 2").diff == (
        "--- a/day.yaml\n+++ b/day.yaml\n@@ -1 +1 @@\n"
        "-a: 1\n\\ No newline at end of file\n+a: 2\n\\ No newline at end of file\n"
    )
