"""`render`, `run` and `export`: from a day to what was recorded and what people take away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shortsgen.choices import CaptionFormat, Kind, Profile, Sandbox, What
from shortsgen.cli.console import Screen
from shortsgen.cli.options import AllowNetwork, Day, Sandboxed, Shorts, chosen_machine, exit_by, project_here


def render(
    context: typer.Context,
    day: Day,
    shorts: Shorts = None,
    out: Annotated[Path | None, typer.Option(help="Write into this folder instead of build/DAY.")] = None,
    only: Annotated[list[Kind] | None, typer.Option(help="Make only this; can be repeated.")] = None,
    alpha: Annotated[bool, typer.Option("--alpha", help="Leave the ground out of PNG slides, for overlays.")] = False,
    guides: Annotated[bool, typer.Option("--guides", help="Draw the safe area on slides; not for publishing.")] = False,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Make teleprompter text, slides, captions and an index. Executes only code that has no recording."""
    from shortsgen.pipeline import render as stage
    from shortsgen.pipeline.rendering import Drawing

    screen: Screen = context.obj
    project = project_here()
    name = project.day(day)
    order = stage.Order(only or (), out, Drawing(alpha, guides))
    result = stage.render(project, name, shorts or (), screen, order, chosen_machine(sandbox, allow_network))
    screen.problems(result.problems, result.sources)
    counts = result.summary
    where = out or project.build(name).relative_to(project.root)
    screen.say(f"{where}: {counts['written']} written, {counts['unchanged']} unchanged, {counts['removed']} removed")
    if guides:
        screen.say("slides show the safe area: render again without --guides before you publish")
    exit_by(result.problems)


def run(
    context: typer.Context,
    day: Day,
    shorts: Shorts = None,
    update: Annotated[bool, typer.Option("--update", help="Execute all, accept what differs, and show it.")] = False,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Execute code that has no recording, and record what it gave."""
    from shortsgen.pipeline.run import run_day

    screen: Screen = context.obj
    project = project_here()
    name = project.day(day)
    result = run_day(project, name, shorts or (), screen, update, chosen_machine(sandbox, allow_network))
    screen.problems(result.problems, result.sources)
    state = "written" if result.summary["changed"] else "up to date"
    screen.say(f"{project.shown(project.recording(name))}: {state}; {result.summary['executed']} executed")
    exit_by(result.problems)


def export(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="Which text.")],
    day: Day,
    shorts: Shorts = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    caption_format: Annotated[CaptionFormat, typer.Option("--format", help="Of captions.")] = CaptionFormat.SRT,
    profile: Annotated[Profile | None, typer.Option("--profile", help="Of SRT and WebVTT: how long, how wide.")] = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Give one text of a day: what to say, captions, or what the code printed."""
    from shortsgen.pipeline import export as stage
    from shortsgen.store import files

    screen: Screen = context.obj
    project = project_here()
    asked = stage.Captions(caption_format, profile)
    text = stage.export(
        project, what, project.day(day), shorts or (), screen, asked, chosen_machine(sandbox, allow_network)
    )
    if output is None:
        screen.raw(text)
    else:
        files.write(output, text.encode())
