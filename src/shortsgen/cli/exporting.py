"""`export`: one text of a day, or files for one folder."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from shortsgen.choices import (
    CaptionFormat,
    ExportFormat,
    ProfileName,
    Sandbox,
    TimelineFormat,
    TimelineMedia,
    What,
)
from shortsgen.cli.making import told
from shortsgen.cli.options import All, AllowNetwork, Sandboxed, Voiced, Words
from shortsgen.cli.task import Errand, task
from shortsgen.problems import ExitCode, bad_input, counted


def export(
    context: typer.Context,
    what: Annotated[What, typer.Argument(metavar="WHAT", help="Which text, or files.")],
    words: Words = None,
    everything: All = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file; slides, timelines and several days into this folder."),
    ] = None,
    form: Annotated[
        ExportFormat | None, typer.Option("--format", help="Of captions, srt by default, and of timelines, otio.")
    ] = None,
    profile: Annotated[
        ProfileName | None, typer.Option("--profile", help="Of SRT and WebVTT: how long, how wide.")
    ] = None,
    media: Annotated[
        TimelineMedia | None, typer.Option("--media", help="What timelines are cut from; stills by default.")
    ] = None,
    voice: Voiced = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Give one text of a day, such as captions; or all its slides, or timelines for editing, in one folder."""
    chosen = _format(what, form)
    if media and what is not What.TIMELINE:
        raise bad_input(f"`--media` is not for {what}", "leave it out, or export `timeline`")
    asked = task(context, words, everything, sandbox, allow_network, voice)
    if what is What.TIMELINE:
        _export_timelines(asked, output, TimelineFormat(chosen), media or TimelineMedia.STILLS)
    if what is What.SLIDES:
        _export_slides(asked, output)
    _export_text(asked, what, output, CaptionFormat(chosen), profile)


_FORMATS: dict[What, type[StrEnum]] = {What.CAPTIONS: CaptionFormat, What.TIMELINE: TimelineFormat}


def _format(what: What, asked: ExportFormat | None) -> str:
    """The format of what is exported, by default the first one. Raises InputError for one that it does not have."""
    known = list(_FORMATS.get(what, CaptionFormat))
    if asked is None:
        return known[0]
    if what not in _FORMATS:
        raise bad_input(
            f"`--format {asked}` is not for {what}", "leave it out: only captions and timelines have formats"
        )
    if asked not in known:
        raise bad_input(f"`--format {asked}` is not for {what}", f"choose {' or '.join(f'`{one}`' for one in known)}")
    return asked


def _export_text(
    asked: Errand, what: What, output: Path | None, form: CaptionFormat, profile: ProfileName | None
) -> NoReturn:
    from shortsgen.pipeline import export as stage
    from shortsgen.store import files

    captions = stage.CaptionChoice(form, profile)
    if str(output) == "-":  # as other programs call standard output
        output = None
    if asked.several and (output is None or output.is_file()):
        raise bad_input("several days are several texts", "name a folder for them, as in `--output FOLDER`")

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        made = stage.export(asked.session, what, name, shorts, captions)
        asked.screen.problems(made.problems, made.sources)
        if output is None:
            asked.screen.raw(made.what)
        else:
            path = output / stage.file_name(name, what, captions) if asked.several else output
            files.write(path, made.what.encode())
        return ExitCode.CLEAN

    asked.exit_after_each(work)


def _export_timelines(asked: Errand, output: Path | None, form: TimelineFormat, media: TimelineMedia) -> NoReturn:
    from shortsgen.pipeline.timelines import TimelineOrder, export_timelines

    folder, said = _folder(output, "a timeline has many files"), set[str]()

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        order = TimelineOrder(folder / name if asked.several else folder, form, media)
        made = export_timelines(asked.session, name, shorts, order, asked.screen.frames)
        asked.screen.problems(made.problems, made.sources)
        asked.screen.say(f"{order.folder}: {told(made.summary)}")
        for lack in made.lacks:
            if lack not in said:
                asked.screen.say(f"{form} lacks {lack}")
        said.update(made.lacks)
        return ExitCode.CLEAN

    asked.exit_after_each(work)


def _folder(output: Path | None, why: str) -> Path:
    if output is None or str(output) == "-" or output.is_file():
        raise bad_input(why, "name a folder for them, as in `--output FOLDER`")
    return output


def _export_slides(asked: Errand, output: Path | None) -> NoReturn:
    from shortsgen.pipeline.export import export_slides
    from shortsgen.store import files

    top = _folder(output, "slides are many files")

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        folder = top / name if asked.several else top
        made = export_slides(asked.session, name, shorts)
        slides = list(made.what)
        written = sum(files.write(folder / slide.path, slide.data, False, top) for slide in slides)
        asked.screen.problems(made.problems, made.sources)
        asked.screen.say(f"{folder}: {counted(len(slides), 'slide')}, {written} written")
        return ExitCode.CLEAN

    asked.exit_after_each(work)
