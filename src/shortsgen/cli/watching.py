"""`watch`: a day that is kept up to date while it is written."""

from __future__ import annotations

import typer

from shortsgen.choices import Sandbox
from shortsgen.cli.options import AllowNetwork, Out, Sandboxed, Voiced, Words
from shortsgen.cli.task import task
from shortsgen.problems import bad_input


def watch(
    context: typer.Context,
    words: Words = None,
    out: Out = None,
    voice: Voiced = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Follow a day while you write it: at each save execute, judge and render what changed. Needs the extra `live`."""
    from shortsgen.cli.turns import Turns
    from shortsgen.pipeline.watching import watch

    asked = task(context, words, False, sandbox, allow_network, voice)
    if asked.several:
        raise bad_input("one day is watched at a time", "start another `shortsgen watch` for the other")
    [(name, shorts)] = asked.choice.items()
    with asked.session as session:
        turns = Turns(asked.screen, name, str(out or session.project.shown(session.project.build(name))))
        watch(session, name, shorts, [turns], out)
