"""`fix`: the script as it should be, shown as a diff, and written where that is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen.choices import Sandbox
from shortsgen.cli.console import Screen
from shortsgen.cli.options import All, AllowNetwork, Sandboxed, Words
from shortsgen.cli.task import task
from shortsgen.problems import ExitCode, bad_input, counted

if TYPE_CHECKING:
    from shortsgen.pipeline.fixing import Fix


def fix(
    context: typer.Context,
    words: Words = None,
    everything: All = False,
    write: Annotated[bool, typer.Option("--write", help="Write without asking.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Only show; never ask, never write.")] = False,
    no_run: Annotated[bool, typer.Option("--no-run", help="Execute nothing: mend what needs no proof.")] = False,
    placeholders: Annotated[
        bool, typer.Option("--placeholders", help="Also define what nothing defines, marked in a comment.")
    ] = False,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Mend what is safe to mend in a day: shows it as a diff, and asks on a terminal whether to write it."""
    from shortsgen.pipeline.fixing import Terms, fix_day, write_fix

    if write and diff:
        raise bad_input("`--write` writes, and `--diff` never does", "leave one of them out")
    asked = task(context, words, everything, sandbox, allow_network)
    screen = asked.screen

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        found = fix_day(asked.session, name, shorts, Terms(not no_run, placeholders))
        _show(screen, found)
        if found.left:
            return ExitCode.BAD_INPUT
        if not found.diff:
            return ExitCode.CLEAN
        if write or (not diff and screen.agreed(f"write {found.file}?")):
            write_fix(asked.session, name, found)
            screen.say(f"{found.file}: written; {_done(found)}")
            return ExitCode.CLEAN
        screen.say(f"{found.file}: not written; {_done(found)}; `shortsgen fix {name} --write` writes it")
        return ExitCode.FINDINGS

    asked.exit_after_each(work)


def _show(screen: Screen, fix: Fix) -> None:
    from shortsgen.cli.proposals import lines

    screen.problems(fix.left, {fix.file: fix.before})
    if fix.left:
        screen.say(f"{fix.file}: nothing can be mended until the day can be read")
    elif fix.diff:
        screen.diff(fix.diff)
        if fix.proposed and fix.day:
            screen.say(lines(fix.day, fix.proposed))
    else:
        screen.say(f"{fix.file}: nothing to mend")


def _done(fix: Fix) -> str:
    codes = Counter(problem.code for problem in fix.gone)
    told = [f"{count} {code}" for code, count in sorted(codes.items())]
    proposed = counted(len(fix.proposed), "proposal")
    return ", ".join([*told, *([proposed] if fix.proposed else [])])
