"""A session: the second command costs what changed, and nothing that changed goes unnoticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2.sandbox
import pytest
import typst

from shortsgen.choices import What
from shortsgen.cli.console import Screen
from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.export import export
from shortsgen.pipeline.render import render
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session, this_machine
from shortsgen.problems import InputError
from shortsgen.project import Project
from shortsgen.run.executor import OnDone, Stop
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet
from tests.pipeline.conftest import FakeExecutor
from tests.render.shapes import png

Edit = Callable[[str, str], None]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of the things is made that take long to make."""
    found: Counter[str] = Counter()

    def count(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def counted(*arguments: Any, **more: Any) -> Any:
            found[name] += 1
            return original(*arguments, **more)

        monkeypatch.setattr(owner, name, counted)

    count(typst, "Fonts")
    count(typst, "Compiler")
    count(jinja2.sandbox.SandboxedEnvironment, "__init__")
    return found


def text(project: Project, name: str) -> str:
    """A file of the first short."""
    return (project.build("day01") / "first" / name).read_text()


def test_all_commands_of_a_session_share_one_executor(session: Session, fake: FakeExecutor, edit: Edit) -> None:
    run_day(session, "day01", [])
    check_days(session, {"day01": ()})
    edit('print("hello")', 'print("hello!")')
    render(session, "day01", [])
    edit('print("hello!")', 'print("hello?")')
    export(session, What.OUTPUTS, "day01", [])
    assert (fake.started, fake.ended) == (1, 0)
    session.__exit__()
    assert (fake.started, fake.ended) == (1, 1)


def test_what_executes_nothing_starts_no_executor(
    session: Session, project: Project, fake: FakeExecutor, screen: Screen
) -> None:
    run_day(session, "day01", [])
    with Session(project, fake, screen) as other:
        render(other, "day01", [])
    assert fake.started == 1


def test_a_script_that_cannot_be_read_starts_no_executor(session: Session, fake: FakeExecutor, edit: Edit) -> None:
    edit("talk_track:", "talk_trakc:")
    with pytest.raises(InputError):
        check_days(session, {"day01": ()})
    assert fake.started == 0


def test_an_interrupt_ends_the_executor_and_the_next_command_starts_another(
    session: Session, project: Project, fake: FakeExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_snippets: Iterable[Snippet], _done: OnDone, _stop: Stop) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(fake, "run", interrupted)
        render(session, "day01", [])
    assert (fake.started, fake.ended) == (1, 1)
    render(session, "day01", [])
    assert (fake.started, fake.ended) == (2, 1)
    assert text(project, "speech.srt")


def test_a_second_render_makes_nothing_anew_that_takes_long(
    session: Session, edit: Edit, made: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shortsgen.pipeline.rendering.cores", lambda: 1)  # how many compilers there are is then known
    render(session, "day01", [])
    assert made == {"Fonts": 1, "Compiler": 1, "__init__": 1}
    edit("Say hello.", "Say good day.")
    assert render(session, "day01", []).summary["written"] > 0
    assert made == {"Fonts": 1, "Compiler": 1, "__init__": 1}


def test_a_changed_script_is_noticed(session: Session, project: Project, edit: Edit) -> None:
    render(session, "day01", [])
    edit("Say hello.", "Say good day.")
    render(session, "day01", [])
    assert "Say good day." in text(project, "teleprompter.txt")


def test_a_template_that_comes_changes_and_goes_is_noticed(session: Session, project: Project) -> None:
    render(session, "day01", [])
    plain = text(project, "teleprompter.txt")
    own = project.root / "templates" / "teleprompter.txt.j2"
    own.parent.mkdir()
    for words in ("one", "two"):  # of the same length, perhaps within one tick of the clock
        _replace(own, words)
        render(session, "day01", [])
        assert text(project, "teleprompter.txt") == words
    own.unlink()
    render(session, "day01", [])
    assert text(project, "teleprompter.txt") == plain


def test_a_changed_theme_is_noticed(session: Session, project: Project) -> None:
    render(session, "day01", [])
    theme = session.look.path("theme.typ").read_text()
    (project.root / "templates").mkdir()
    (project.root / "templates" / "theme.typ").write_text(theme.replace("it.paint.accent", 'rgb("#00ff00")'))
    render(session, "day01", [])
    assert "#00ff00" in text(project, "slides/01-hook.svg")


def test_changed_settings_are_noticed(session: Session, project: Project) -> None:
    render(session, "day01", [])
    before = (project.build("day01") / "first" / "slides" / "01-hook.png").read_bytes()
    (project.root / "shortsgen.yaml").write_text("theme:\n  look: light\n")
    render(session, "day01", [])
    assert (project.build("day01") / "first" / "slides" / "01-hook.png").read_bytes() != before


def test_another_look_draws_figures_anew_and_executes_nothing_else(
    session: Session, project: Project, fake: FakeExecutor
) -> None:
    fake.outcomes["first"] = Outcome(Status.OK, figures=(png(4, 3),))
    render(session, "day01", [])
    fake.executed.clear()
    fake.outcomes["first"] = Outcome(Status.OK, figures=(png(4, 3, "light"),))
    (project.root / "shortsgen.yaml").write_text("theme:\n  look: light\n")
    render(session, "day01", [])
    render(session, "day01", [])
    assert fake.executed == ["first"]


@pytest.mark.torch
def test_a_second_render_starts_no_second_server(
    project: Project, screen: Screen, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shortsgen.run.outside.connection import Connection

    started: list[Connection] = []
    start = Connection.start
    monkeypatch.setattr(Connection, "start", lambda self, plain: (started.append(self), start(self, plain))[1])
    with Session(project, this_machine("none"), screen) as session:
        render(session, "day01", [])
        edit('print("again")', 'print("once more")')
        render(session, "day01", [])
        assert "once more" in (project.build("day01") / "second" / "short.json").read_text()
    assert len(started) == 1


def _replace(path: Path, words: str) -> None:
    temporary = path.with_name("new")
    temporary.write_text(words)
    temporary.replace(path)
