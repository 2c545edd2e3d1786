"""`video`: from a day to files that can be posted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from shortsgen.choices import Motion, Sandbox
from shortsgen.cli.options import All, AllowNetwork, On, Out, Sandboxed, StoreAt, Voiced, Words, code_of
from shortsgen.cli.task import task
from shortsgen.problems import ExitCode, counted


def video(
    context: typer.Context,
    words: Words = None,
    everything: All = False,
    out: Out = None,
    day: Annotated[bool, typer.Option("--day", help="Also join them to one file, with a chapter for each.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Make draft.mp4, faster and larger, to look at.")] = False,
    alpha: Annotated[bool, typer.Option("--alpha", help="Make overlay.mov: ProRes 4444 without the ground.")] = False,
    motion: Annotated[Motion | None, typer.Option(help="How much moves, in place of what the settings say.")] = None,
    voice: Voiced = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
    on: On = None,
    store: StoreAt = None,
) -> None:
    """Film shorts: video.mp4 beside the slides of each. Encodes only what changed. Needs the extra `video`."""
    from shortsgen.pipeline import video as stage

    asked = task(context, words, everything, sandbox, allow_network, voice, on, store)
    project, screen = asked.session.project, asked.screen

    def order_of(name: str) -> stage.VideoOrder:
        return stage.VideoOrder(day, draft, alpha, motion, out / name if out and asked.several else out)

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        order = order_of(name)
        result = stage.video(asked.session, name, shorts, order, screen.frames)
        screen.problems(result.problems, result.sources)
        made = result.summary
        told = f"{made['written']} written, {made['encoded']} of {counted(made['segments'], 'segment')} encoded"
        screen.say(f"{order.out or project.shown(project.build(name))}: {told}")
        return code_of(result.problems)

    asked.exit_after_each(work, lambda name, shorts: stage.wanted(asked.session, name, shorts, order_of(name)))
