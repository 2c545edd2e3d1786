"""`render`, `run` and `export`: from a day to what was recorded and what people take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from shortsgen.choices import CaptionFormat, OutputName, ProfileName, Sandbox, What
from shortsgen.cli.options import All, AllowNetwork, Out, Sandboxed, Voiced, Words, code_of
from shortsgen.cli.task import Errand, task
from shortsgen.problems import ExitCode, bad_input, counted


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
) -> None:
    """Make teleprompter text, slides, captions and an index. Executes only code that has no recording."""
    from shortsgen.pipeline import render as stage
    from shortsgen.render.renderer import Drawing

    asked = task(context, words, everything, sandbox, allow_network, voice)
    project, screen = asked.session.project, asked.screen

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        folder = out / name if out and asked.several else out
        order = stage.Order(only or (), folder, Drawing(alpha, guides))
        result = stage.render(asked.session, name, shorts, order)
        screen.problems(result.problems, result.sources)
        screen.say(f"{folder or project.shown(project.build(name))}: {_counted(result.summary)}")
        if guides:
            screen.say("slides show the safe area: render again without --guides before you publish")
        return code_of(result.problems)

    asked.exit_after_each(work)


def run(
    context: typer.Context,
    words: Words = None,
    everything: All = False,
    update: Annotated[bool, typer.Option("--update", help="Execute all, accept what differs, and show it.")] = False,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Execute code that has no recording, and record what it gave."""
    from shortsgen.pipeline.run import run_day

    asked = task(context, words, everything, sandbox, allow_network)
    project, screen = asked.session.project, asked.screen

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        result = run_day(asked.session, name, shorts, update)
        screen.problems(result.problems, result.sources)
        state = "written" if result.summary["changed"] else "up to date"
        screen.say(f"{project.shown(project.recording(name))}: {state}; {result.summary['executed']} executed")
        return code_of(result.problems)

    asked.exit_after_each(work)


def export(
    context: typer.Context,
    what: Annotated[What, typer.Argument(metavar="WHAT", help="Which text, or slides.")],
    words: Words = None,
    everything: All = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file; several days to files in this folder.")
    ] = None,
    caption_format: Annotated[CaptionFormat, typer.Option("--format", help="Of captions.")] = CaptionFormat.SRT,
    profile: Annotated[
        ProfileName | None, typer.Option("--profile", help="Of SRT and WebVTT: how long, how wide.")
    ] = None,
    voice: Voiced = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Give one text of a day: what to say and how, captions, what the code printed. Or all its slides in one folder."""
    from shortsgen.pipeline import export as stage
    from shortsgen.store import files

    asked = task(context, words, everything, sandbox, allow_network, voice)
    if what is What.SLIDES:
        _export_slides(asked, output)
    captions = stage.CaptionChoice(caption_format, profile)
    if asked.several and (output is None or output.is_file()):
        raise bad_input("several days are several texts", "name a folder for them, as in `--output FOLDER`")

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        text = stage.export(asked.session, what, name, shorts, captions)
        if output is None:
            asked.screen.raw(text)
        else:
            files.write(output / stage.file_name(name, what, captions) if asked.several else output, text.encode())
        return ExitCode.CLEAN

    asked.exit_after_each(work)


def _export_slides(asked: Errand, output: Path | None) -> NoReturn:
    from shortsgen.pipeline.export import export_slides
    from shortsgen.store import files

    if output is None or output.is_file():
        raise bad_input("slides are many files", "name a folder for them, as in `--output FOLDER`")

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        folder = output / name if asked.several else output
        slides = list(export_slides(asked.session, name, shorts))
        written = sum(files.write(folder / slide.path, slide.data, False, output) for slide in slides)
        asked.screen.say(f"{folder}: {counted(len(slides), 'slide')}, {written} written")
        return ExitCode.CLEAN

    asked.exit_after_each(work)


def _counted(summary: Mapping[str, int]) -> str:
    return ", ".join(f"{summary[name]} {name}" for name in ("written", "unchanged", "removed"))
