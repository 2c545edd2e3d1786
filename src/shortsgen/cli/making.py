"""`render` and `run`: from a day to what was recorded and what people take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from shortsgen.choices import OutputName, Sandbox
from shortsgen.cli.options import All, AllowNetwork, On, Out, Sandboxed, StoreAt, Voiced, Words, code_of
from shortsgen.cli.task import task
from shortsgen.problems import ExitCode


def render(
    context: typer.Context,
    words: Words = None,
    everything: All = False,
    out: Out = None,
    only: Annotated[list[OutputName] | None, typer.Option(help="Make only this; can be repeated.")] = None,
    alpha: Annotated[bool, typer.Option("--alpha", help="Leave the ground out of PNG slides, for overlays.")] = False,
    guides: Annotated[bool, typer.Option("--guides", help="Draw the safe area on slides; not for publishing.")] = False,
    voice: Voiced = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
    on: On = None,
    store: StoreAt = None,
) -> None:
    """Make teleprompter text, slides, captions and an index. Executes only code that has no recording."""
    from shortsgen.pipeline import render as stage
    from shortsgen.render.renderer import Drawing

    asked = task(context, words, everything, sandbox, allow_network, voice, on, store)
    project, screen = asked.session.project, asked.screen

    def order_of(name: str) -> stage.Order:
        return stage.Order(only or (), out / name if out and asked.several else out, Drawing(alpha, guides))

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        order = order_of(name)
        result = stage.render(asked.session, name, shorts, order)
        screen.problems(result.problems, result.sources)
        screen.say(f"{order.out or project.shown(project.build(name))}: {told(result.summary)}")
        if guides:
            screen.say("slides show the safe area: render again without --guides before you publish")
        return code_of(result.problems)

    asked.exit_after_each(work, lambda name, shorts: stage.wanted(asked.session, name, shorts, order_of(name)))


def run(
    context: typer.Context,
    words: Words = None,
    everything: All = False,
    update: Annotated[bool, typer.Option("--update", help="Execute all, accept what differs, and show it.")] = False,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
    on: On = None,
    store: StoreAt = None,
) -> None:
    """Execute code that has no recording, and record what it gave."""
    from shortsgen.pipeline.run import run_day, wanted

    asked = task(context, words, everything, sandbox, allow_network, on=on, store=store)
    project, screen = asked.session.project, asked.screen

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        result = run_day(asked.session, name, shorts, update)
        screen.problems(result.problems, result.sources)
        state = "written" if result.summary["changed"] else "up to date"
        screen.say(f"{project.shown(project.recording(name))}: {state}; {result.summary['executed']} executed")
        return code_of(result.problems)

    asked.exit_after_each(work, lambda name, shorts: wanted(asked.session, name, shorts, update))


def told(summary: Mapping[str, int]) -> str:
    """What became of the files of a folder."""
    return ", ".join(f"{summary[name]} {name}" for name in ("written", "unchanged", "removed"))
