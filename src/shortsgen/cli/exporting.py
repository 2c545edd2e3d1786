"""`export`: one text of a day, or files for one folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from shortsgen.choices import CaptionFormat, ProfileName, Sandbox, What
from shortsgen.cli.options import All, AllowNetwork, Sandboxed, Voiced, Words
from shortsgen.cli.task import Errand, task
from shortsgen.problems import ExitCode, bad_input, counted


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
