"""`publish`: from a day to folders that can be uploaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from shortsgen.choices import Sandbox
from shortsgen.cli.making import told
from shortsgen.cli.options import All, AllowNetwork, Out, Sandboxed, Voiced, Words, code_of
from shortsgen.cli.task import task
from shortsgen.problems import ExitCode


def publish(
    context: typer.Context,
    words: Words = None,
    everything: All = False,
    out: Out = None,
    day: Annotated[bool, typer.Option("--day", help="Also make one of all shorts joined, with chapters.")] = False,
    voice: Voiced = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Make a kit to upload for each short and platform: video, cover, texts, captions. Uploads nothing."""
    from shortsgen.pipeline import publish as stage

    asked = task(context, words, everything, sandbox, allow_network, voice)
    project, screen = asked.session.project, asked.screen

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        folder = out / name if out and asked.several else out
        result = stage.publish(asked.session, name, shorts, stage.PublishOrder(day, folder), screen.frames)
        screen.problems(result.problems, result.sources)
        screen.say(f"{folder or project.shown(project.build(name))}: {told(result.summary)}")
        return code_of(result.problems)

    asked.exit_after_each(work)
