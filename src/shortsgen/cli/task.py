"""What a command is asked to do: in which session, and with which days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import typer

from shortsgen.choices import Sandbox, VoiceName
from shortsgen.cli.console import Screen
from shortsgen.cli.options import project_here
from shortsgen.problems import ExitCode, RunnerError, ShortsgenError, bad_input

if TYPE_CHECKING:
    from shortsgen.pipeline.choice import Choice
    from shortsgen.pipeline.session import Session
    from shortsgen.pipeline.wanted import Wanted
    from shortsgen.project import Project


@dataclass(frozen=True, slots=True)
class Errand:
    """The days of a project with what is named of each. `several` says whether there may be more than one."""

    screen: Screen
    session: Session
    choice: Choice
    several: bool

    def exit_after_each(
        self,
        work: Callable[[str, Sequence[str]], ExitCode],
        wanted: Callable[[str, Sequence[str]], Wanted] | None = None,
    ) -> NoReturn:
        """Do `work` for each day and its words, and exit with the worst code.

        What is wrong with one day does not stop the others; what is wrong with the machine does. What is `wanted` of
        all days is worked on elsewhere meanwhile, where that was asked for.
        """
        with self.session:
            if self.session.elsewhere and wanted:
                self.session.elsewhere.begin(self.session, self._all(wanted), len(self.choice))
            codes = [self._done(work, day, shorts) for day, shorts in self.choice.items()]
        raise typer.Exit(max(codes))

    def _all(self, wanted: Callable[[str, Sequence[str]], Wanted]) -> Iterator[Wanted]:
        """What is wrong with a day is told when its turn comes."""
        for day, shorts in self.choice.items():
            with suppress(ShortsgenError):
                yield wanted(day, shorts)

    def _done(self, work: Callable[[str, Sequence[str]], ExitCode], day: str, shorts: Sequence[str]) -> ExitCode:
        try:
            return work(day, shorts)
        except RunnerError:
            raise
        except ShortsgenError as error:
            self.screen.problems(error.problems, self.session.project.settings_source() | error.sources)
            return ExitCode.BAD_INPUT
        finally:
            if self.session.elsewhere:
                self.session.elsewhere.forget(day)


def task(
    context: typer.Context,
    words: Sequence[str] | None,
    everything: bool,
    sandbox: Sandbox,
    allow_network: bool,
    voice: VoiceName | None = None,
    on: str | None = None,
    store: str | None = None,
) -> Errand:
    """The task that these words and options name. Raises InputError."""
    from shortsgen.pipeline.choice import choose

    session = session_here(context.obj, sandbox, allow_network, voice, on, store)
    choice = choose(session.project, words or (), everything)
    return Errand(context.obj, session, choice, everything or len(choice) > 1)


def quiet_task(context: typer.Context, words: Sequence[str] | None, everything: bool) -> Errand:
    """The task of a command that executes nothing. Raises InputError."""
    return task(context, words, everything, Sandbox.AUTO, allow_network=False)


def session_here(
    screen: Screen,
    sandbox: Sandbox,
    allow_network: bool,
    voice: VoiceName | None = None,
    on: str | None = None,
    store: str | None = None,
) -> Session:
    """The session of this one command, on the project that the working folder lies in; `on` says who works for it, and
    `store` where large files lie meanwhile."""
    level = None if sandbox is Sandbox.AUTO else sandbox.value
    if on is None:
        if store is not None:
            raise bad_input("`--store` is for workers, and there are none", "say where they are: `--on`")
        return session_for(project_here(), screen, sandbox, allow_network, voice)
    from shortsgen.cluster.store import Store
    from shortsgen.cluster.workers import Where, workers
    from shortsgen.pipeline.coordinator import Coordinator
    from shortsgen.pipeline.extras import need
    from shortsgen.pipeline.session import Session

    where = Where.parse(on)
    if where.scheduler:
        need("cluster", "the workers of a scheduler", "distributed")
    place = Store.parse(store) if store is not None else None
    coordinator = Coordinator(lambda: workers(where), level, allow_network, voice, place)
    return Session(project_here(), lambda: coordinator, screen, voice, coordinator)


def session_for(
    project: Project, screen: Screen, sandbox: Sandbox, allow_network: bool, voice: VoiceName | None = None
) -> Session:
    from shortsgen.pipeline.session import Session, this_machine

    machine = this_machine(None if sandbox is Sandbox.AUTO else sandbox.value, allow_network)
    return Session(project, machine, screen, voice)
