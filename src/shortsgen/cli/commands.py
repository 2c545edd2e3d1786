"""The commands: words in, exit code out. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen import __version__
from shortsgen.choices import CaptionFormat, Color, Kind, Profile, ReportFormat, Sandbox, SchemaOf, What
from shortsgen.cli.console import Screen
from shortsgen.problems import ExitCode, Problem, Severity, ShortsgenError

if TYPE_CHECKING:
    from shortsgen.project import Project
    from shortsgen.run.executor import Machine

app = typer.Typer(
    name="shortsgen",
    help="Make all that a shoot of short coding videos needs, from one YAML file a day.",
    epilog="Example: shortsgen render day04",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _project() -> Project:
    from shortsgen.project import find

    return find(Path.cwd())


def _project_or_here() -> Project:
    """The project, or in a folder outside of any a new one."""
    from shortsgen.project import Project, find_or_none

    return find_or_none(Path.cwd()) or Project(Path.cwd())


def _complete_day(incomplete: str) -> list[str]:
    try:
        return [day for day in _project().days() if day.startswith(incomplete)]
    except ShortsgenError:
        return []


def _complete_short(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from shortsgen.pipeline.day import load_day

    try:
        project = _project()
        shorts = load_day(project, project.day(str(context.params.get("day")))).day.shorts
    except ShortsgenError:
        return []
    return [(short.id, short.title) for short in shorts if short.id.startswith(incomplete)]


Day = Annotated[str, typer.Argument(metavar="DAY", help="A day, such as day04.", autocompletion=_complete_day)]
Days = Annotated[
    list[str] | None, typer.Argument(metavar="DAY", help="All days by default.", autocompletion=_complete_day)
]
Shorts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SHORT", help="A number, a range 7-9 or an id; all by default.", autocompletion=_complete_short
    ),
]


Sandboxed = Annotated[Sandbox, typer.Option("--sandbox", help="How well to contain snippets; refuses what it cannot.")]
AllowNetwork = Annotated[bool, typer.Option("--allow-network", help="Let shorts with `network: true` have it.")]


def _machine(sandbox: Sandbox, allow_network: bool) -> Machine:
    from shortsgen.run.executor import machine

    return partial(machine, None if sandbox is Sandbox.AUTO else sandbox.value, allow_network)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"shortsgen {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    color: Annotated[Color, typer.Option(help="Where to use colour; NO_COLOR is honoured too.")] = Color.AUTO,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Keep what all commands share."""
    context.obj = Screen(color)


def _exit(problems: Iterable[Problem]) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise typer.Exit(ExitCode.FINDINGS)


@app.command(epilog="Example: shortsgen render day04 4 7-9 --only slides")
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
    project = _project()
    name = project.day(day)
    order = stage.Order(only or (), out, Drawing(alpha, guides))
    result = stage.render(project, name, shorts or (), screen, order, _machine(sandbox, allow_network))
    screen.problems(result.problems, result.sources)
    counts = result.summary
    where = out or project.build(name).relative_to(project.root)
    screen.say(f"{where}: {counts['written']} written, {counts['unchanged']} unchanged, {counts['removed']} removed")
    if guides:
        screen.say("slides show the safe area: render again without --guides before you publish")
    _exit(result.problems)


@app.command(epilog="Example: shortsgen check day04 --format json")
def check(
    context: typer.Context,
    days: Days = None,
    report_format: Annotated[ReportFormat, typer.Option("--format", help="How to report.")] = ReportFormat.HUMAN,
    strict: Annotated[bool, typer.Option("--strict", help="Fail for code that is skipped.")] = False,
    shard: Annotated[str | None, typer.Option(metavar="N/OF", help="Check only this share, such as 2/5.")] = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Execute every snippet; compare it with the recording, the screen and the clock. Writes nothing."""
    from shortsgen.pipeline.check import Terms, check_days, refused
    from shortsgen.pipeline.shard import Shard
    from shortsgen.report.forms import FORMS
    from shortsgen.report.human import verdict

    screen: Screen = context.obj
    try:
        project = _project()
        names = [project.day(day) for day in days or project.days()]
        terms = Terms(Shard.parse(shard), strict)
        found = check_days(project, names, screen, _machine(sandbox, allow_network), terms)
    except ShortsgenError as error:
        if report_format is ReportFormat.HUMAN:
            raise
        screen.raw(FORMS[report_format](refused(error, Path.cwd())))
        raise typer.Exit(ExitCode.BAD_INPUT) from None
    if report_format is ReportFormat.HUMAN:
        screen.problems(found.problems, found.sources)
        screen.result(verdict(found.problems, found.summary))
    else:
        screen.raw(FORMS[report_format](found))
        screen.say(verdict(found.problems, found.summary))
    _exit(found.problems)


@app.command(epilog="Example: shortsgen run day04 --update")
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
    project = _project()
    name = project.day(day)
    result = run_day(project, name, shorts or (), screen, update, _machine(sandbox, allow_network))
    screen.problems(result.problems, result.sources)
    state = "written" if result.summary["changed"] else "up to date"
    screen.say(f"{project.shown(project.recording(name))}: {state}; {result.summary['executed']} executed")
    _exit(result.problems)


@app.command(epilog="Example: shortsgen export captions day04 4 --format vtt -o 04.vtt")
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
    project = _project()
    asked = stage.Captions(caption_format, profile)
    text = stage.export(project, what, project.day(day), shorts or (), screen, asked, _machine(sandbox, allow_network))
    if output is None:
        screen.raw(text)
    else:
        files.write(output, text.encode())


@app.command("list", epilog="Example: shortsgen list day04")
def list_(
    context: typer.Context,
    day: Annotated[
        str | None, typer.Argument(metavar="DAY", help="Show its shorts.", autocompletion=_complete_day)
    ] = None,
) -> None:
    """Show the days, or the shorts of a day: seconds against the budget, and the state of the recording."""
    from shortsgen.cli.tables import days_table, shorts_table
    from shortsgen.pipeline import listing

    screen: Screen = context.obj
    project = _project()
    if day is not None:
        screen.result(shorts_table(listing.shorts(project, project.day(day)), screen.width))
        return
    rows, errors = listing.days(project)
    if rows:
        screen.result(days_table(rows, screen.width))
    for error in errors:
        screen.problems(error.problems, error.sources)
    if errors:
        raise typer.Exit(ExitCode.BAD_INPUT)


@app.command("import", epilog="Example: shortsgen import day04.md --day day04")
def import_(
    context: typer.Context,
    document: Annotated[Path, typer.Argument(metavar="FILE.md", help="A Markdown document of shorts.")],
    day: Annotated[str | None, typer.Option(help="The day's name; by default that of the file.")] = None,
) -> None:
    """Make a day from a Markdown document, in an empty folder also a project. Names all that it could not place."""
    from shortsgen.pipeline.authoring import import_markdown

    screen: Screen = context.obj
    script, problems, text = import_markdown(_project_or_here(), document, day)
    screen.problems(problems, {str(document): text})
    screen.say(f"{script.parent.name}/{script.name}: written; now add `needs` and `setup`, and run `shortsgen check`")


@app.command(epilog="Example: shortsgen schema > shortsgen.schema.json")
def schema(
    context: typer.Context,
    of: Annotated[SchemaOf, typer.Argument(help="A script, or shortsgen.yaml.")] = SchemaOf.DAY,
) -> None:
    """Give the JSON Schema of a day or of the settings, for editors."""
    from shortsgen.script.schema import DayDocument, json_schema
    from shortsgen.script.settings_schema import SettingsDocument

    screen: Screen = context.obj
    screen.raw(json_schema(DayDocument if of is SchemaOf.DAY else SettingsDocument))


@app.command(epilog="Example: shortsgen new day05")
def new(context: typer.Context, day: Annotated[str, typer.Argument(metavar="DAY", help="The new day's name.")]) -> None:
    """Write a documented sample day; in an empty folder this starts a project."""
    from shortsgen.pipeline.authoring import new_day

    screen: Screen = context.obj
    script = new_day(_project_or_here(), day)
    screen.say(f"{script.parent.name}/{script.name}: written; now run `shortsgen render {day}`")


@app.command(epilog="Example: shortsgen doctor")
def doctor(context: typer.Context) -> None:
    """Show what this machine can give, and what it lacks."""
    from shortsgen.cli.tables import findings_table
    from shortsgen.pipeline.doctor import examine

    screen: Screen = context.obj
    findings = list(examine())
    screen.result(findings_table(findings))
    if any(finding.needed and not finding.good for finding in findings):
        raise typer.Exit(ExitCode.FINDINGS)
