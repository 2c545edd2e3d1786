"""What a command is asked to do: in which session, and with which days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import typer

from shortsgen.choices import Sandbox, VoiceName
from shortsgen.cli.console import Screen
from shortsgen.cli.options import project_here
from shortsgen.problems import ExitCode, RunnerError, ShortsgenError

if TYPE_CHECKING:
    from shortsgen.pipeline.choice import Choice
    from shortsgen.pipeline.session import Session
    from shortsgen.project import Project


@dataclass(frozen=True, slots=True)
class Errand:
    """The days of a project with what is named of each. `several` says whether there may be more than one."""

    screen: Screen
    session: Session
    choice: Choice
    several: bool

    def exit_after_each(self, work: Callable[[str, Sequence[str]], ExitCode]) -> NoReturn:
        """Do `work` for each day and its words, and exit with the worst code.

        What is wrong with one day does not stop the others; what is wrong with the machine does.
        """
        with self.session:
            codes = [self._done(work, day, shorts) for day, shorts in self.choice.items()]
        raise typer.Exit(max(codes))

    def _done(self, work: Callable[[str, Sequence[str]], ExitCode], day: str, shorts: Sequence[str]) -> ExitCode:
        try:
            return work(day, shorts)
        except RunnerError:
            raise
        except ShortsgenError as error:
            self.screen.problems(error.problems, self.session.project.settings_source() | error.sources)
            return ExitCode.BAD_INPUT


def task(
    context: typer.Context,
    words: Sequence[str] | None,
    everything: bool,
    sandbox: Sandbox,
    allow_network: bool,
    voice: VoiceName | None = None,
) -> Errand:
    """The task that these words and options name. Raises InputError."""
    from shortsgen.pipeline.choice import choose

    session = session_here(context.obj, sandbox, allow_network, voice)
    choice = choose(session.project, words or (), everything)
    return Errand(context.obj, session, choice, everything or len(choice) > 1)


def quiet_task(context: typer.Context, words: Sequence[str] | None, everything: bool) -> Errand:
    """The task of a command that executes nothing. Raises InputError."""
    return task(context, words, everything, Sandbox.AUTO, allow_network=False)


def session_here(screen: Screen, sandbox: Sandbox, allow_network: bool, voice: VoiceName | None = None) -> Session:
    """The session of this one command, on the project that the working folder lies in."""
    return session_for(project_here(), screen, sandbox, allow_network, voice)


def session_for(
    project: Project, screen: Screen, sandbox: Sandbox, allow_network: bool, voice: VoiceName | None = None
) -> Session:
    from shortsgen.pipeline.session import Session, this_machine

    machine = this_machine(None if sandbox is Sandbox.AUTO else sandbox.value, allow_network)
    return Session(project, machine, screen, voice)
