"""A day that is watched and shown live, in a thread, with a machine that executes nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shortsgen.choices import VoiceName
from shortsgen.pipeline.day import load_day
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.showing import Showing, showing
from shortsgen.pipeline.watching import Turn, watch
from shortsgen.problems import InputError
from shortsgen.project import Project
from shortsgen.report.human import human
from tests.live.conftest import OTHER_LOOPBACK
from tests.pipeline.conftest import FakeExecutor

DAY = """\
title: A live day
shorts:
"""
SHORT = """\
  - id: {id}
    title: Short {id}
    hook: The hook of {id} is said first.
    talk_track:
      - say: The first line of {id}.
        focus: 1
      - The second line of {id}.
    code: |
      print("{id}")
      x = 2
"""


class Live:
    """A person who saves, and waits until that is told."""

    def __init__(self, project: Project, viewer: Showing) -> None:
        self._project, self.viewer, self.server = project, viewer, viewer.server
        self._told = threading.Event()
        self._ends = False

    def judged(self, turn: Turn) -> None:
        if turn.error:
            self.rendered(turn)

    def rendered(self, _: Turn) -> None:
        self._told.set()
        if self._ends:
            raise KeyboardInterrupt

    def wait(self) -> None:
        assert self._told.wait(60), "nothing was told"

    def save(self, old: str, new: str) -> None:
        """Replace a text in the script."""
        script = self._project.script("day01")
        text = script.read_text()
        assert old in text
        self.write("scripts_yaml/day01.yaml", text.replace(old, new))

    def write(self, path: str, text: str) -> None:
        """Write a file of the project."""
        file = self._project.root / path
        file.parent.mkdir(exist_ok=True)
        self._told.clear()
        file.write_text(text)
        self.wait()

    def remove(self, path: str) -> None:
        self._told.clear()
        (self._project.root / path).unlink()
        self.wait()

    def error(self) -> str:
        """Why the day cannot be read now, as a terminal shows it."""
        try:
            load_day(self._project, "day01")
        except InputError as error:
            return human(error.problems, error.sources).plain
        raise AssertionError("it can be read")

    def end(self) -> None:
        self._ends = True
        self.save("title: ", "title: The end of ")


@contextmanager
def live(root: Path, script: str = "", voice: VoiceName | None = None) -> Iterator[Live]:
    """The day `day01` of a new project in `root`, brought up to date once."""
    (root / "scripts_yaml").mkdir()
    (root / "scripts_yaml" / "day01.yaml").write_text(script or many(8))
    project = Project(root)
    with (
        Session(project, FakeExecutor(), SILENT, voice) as session,
        showing(session, "day01", network=OTHER_LOOPBACK) as viewer,
    ):
        person = Live(project, viewer)
        thread = threading.Thread(target=_watch, args=(session, viewer, person))
        thread.start()
        try:
            person.wait()
            yield person
        finally:
            person.end()
            thread.join()


def _watch(session: Session, viewer: Showing, person: Live) -> None:
    with suppress(KeyboardInterrupt):
        watch(session, "day01", [], [viewer, person])


def many(count: int) -> str:
    """A day of so many shorts, called s1, s2, ..."""
    return DAY + "".join(SHORT.format(id=f"s{number}") for number in range(1, count + 1))
