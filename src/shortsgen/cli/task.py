"""What a command is asked to do: with which days, and on which machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import typer

from shortsgen.choices import Sandbox
from shortsgen.cli.console import Screen
from shortsgen.cli.options import project_here
from shortsgen.problems import ExitCode, RunnerError, ShortsgenError

if TYPE_CHECKING:
    from shortsgen.pipeline.choice import Choice
    from shortsgen.project import Project
    from shortsgen.run.executor import Machine


@dataclass(frozen=True, slots=True)
class Task:
    """The days of a project with what is named of each. `several` says whether there may be more than one."""

    screen: Screen
    project: Project
    choice: Choice
    several: bool
    machine: Machine

    def exit_after_each(self, work: Callable[[str, Sequence[str]], ExitCode]) -> None:
        """Do `work` for each day and its words, and exit with the worst code.

        What is wrong with one day does not stop the others; what is wrong with the machine does.
        """
        raise typer.Exit(max([self._done(work, day, shorts) for day, shorts in self.choice.items()]))

    def _done(self, work: Callable[[str, Sequence[str]], ExitCode], day: str, shorts: Sequence[str]) -> ExitCode:
        try:
            return work(day, shorts)
        except RunnerError:
            raise
        except ShortsgenError as error:
            self.screen.problems(error.problems, error.sources)
            return ExitCode.BAD_INPUT


def task(
    context: typer.Context, words: Sequence[str] | None, everything: bool, sandbox: Sandbox, allow_network: bool
) -> Task:
    """The task that these words and options name. Raises InputError."""
    from shortsgen.pipeline.choice import choose

    project = project_here()
    choice = choose(project, words or (), everything)
    machine = chosen_machine(sandbox, allow_network)
    return Task(context.obj, project, choice, everything or len(choice) > 1, machine)


def chosen_machine(sandbox: Sandbox, allow_network: bool) -> Machine:
    from shortsgen.run.executor import machine

    return partial(machine, None if sandbox is Sandbox.AUTO else sandbox.value, allow_network)
