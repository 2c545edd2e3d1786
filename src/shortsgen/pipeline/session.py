"""What stays warm between two commands on a project, so that the second one costs what changed.

A command line is a session of one command. What a command needs is made when it first asks for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from shortsgen.choices import VoiceName
from shortsgen.pipeline.progress import Progress
from shortsgen.problems import Problem, RunnerError
from shortsgen.project import Project, reread
from shortsgen.render.look import Look
from shortsgen.render.renderer import ROWS
from shortsgen.run.executor import Executor, Machine, Stop, Stopped, never
from shortsgen.store.blobs import Blobs

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from shortsgen.pipeline.coordinator import Coordinator
    from shortsgen.pipeline.judging import Judged
    from shortsgen.render.slides.typeset import Slides
    from shortsgen.render.teleprompter.pictures import Pictures
    from shortsgen.render.templates import Templates


class Session:
    """A project with its executor, templates and typesetter. Use as a context: leaving it ends the executor."""

    def __init__(
        self,
        project: Project,
        machine: Machine,
        progress: Progress,
        voice: VoiceName | None = None,
        elsewhere: Coordinator | None = None,
    ) -> None:
        """`voice` is chosen in place of what the settings say. What is done `elsewhere` is only asked for here."""
        self.project = project
        self._voice = voice
        self.progress = progress
        self.elsewhere = elsewhere
        self.stop: Stop = never  # asked by what takes long
        self._machine = machine
        self._executor: Executor | None = None
        self._held = ExitStack()
        self._begun = False
        self.look = Look(project.root)
        self.blobs = Blobs()
        self._templates: Templates | None = None
        self._typesetter: tuple[str, Slides] | None = None
        self.judged: dict[str, dict[str, Judged]] = {}  # by days, what was found last about their shorts
        self._making = RLock()  # of what several threads ask for

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.end_executor()
        if self.elsewhere:
            self.elsewhere.end()

    @property
    def voice(self) -> VoiceName:
        """Who speaks where there is no take."""
        return self._voice or self.project.settings.voice

    def begin(self) -> Project:
        """The project as it is when a command begins: from the second one on, its settings are read again."""
        if self._begun:
            self.project = reread(self.project)
        self._begun = True
        return self.project

    def executor(self) -> Executor:
        """What executes snippets, started by the first command that needs it."""
        if self._executor is None:
            self._executor = self._held.enter_context(self._machine())
        return self._executor

    @contextmanager
    def executing(self) -> Iterator[Executor]:
        """The executor, for one run of it."""
        try:
            yield self.executor()
        except Stopped:
            raise
        except BaseException:  # an interrupt too leaves it in the middle of something; the next command starts another
            self.end_executor()
            raise

    def heed(self) -> None:
        """Raises Stopped where nobody wants any more what is being done."""
        if self.stop():
            raise Stopped

    def end_executor(self) -> None:
        """End what executes, where anything does."""
        self._executor = None
        self._held.close()

    @property
    def templates(self) -> Templates:
        """They notice themselves which of their files changed."""
        from shortsgen.render.templates import Templates

        with self._making:
            self._templates = self._templates or Templates(self.project.root)
            return self._templates

    @cached_property
    def pictures(self) -> Pictures:
        from shortsgen.render.teleprompter.pictures import Pictures

        return Pictures(self.blobs)

    @property
    def typesetter(self) -> Slides:
        """With its fonts and compilers, for as long as the files that it reads stay."""
        from shortsgen.render.slides.typeset import Slides

        with self._making:
            fingerprint = self.look.fingerprint(ROWS["slides"].reads)
            if self._typesetter is None or self._typesetter[0] != fingerprint:
                self._typesetter = fingerprint, Slides(self.templates, self.blobs)
            return self._typesetter[1]


def this_machine(level: str | None = None, allow_network: bool = False) -> Machine:
    """Executes in real processes of this machine, at the level of containment with this name or the best that holds.

    Imported only when it starts, so that what executes nothing does not pay for it; raises RunnerError then where
    there is none.
    """

    def start() -> AbstractContextManager[Executor]:
        if sys.platform == "win32":
            message = "snippets cannot be executed on Windows"
            hint = "use WSL 2, which is Linux; a day whose recording is complete is rendered here too"
            raise RunnerError([Problem("runner", message, hint=hint)])
        from shortsgen.run.outside.level import Level
        from shortsgen.run.outside.local import Containment, RealMachine

        return RealMachine(Containment(Level(level) if level else None, allow_network))

    return start
