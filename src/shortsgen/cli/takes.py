"""`takes`: what was found in the creator's own recordings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen.choices import TableFormat
from shortsgen.cli.console import Screen
from shortsgen.cli.options import All, Words
from shortsgen.cli.task import quiet_task
from shortsgen.problems import ExitCode, counted
from shortsgen.text.visible import visible_line

if TYPE_CHECKING:
    from shortsgen.pipeline.taking import DeviationRow, TakeRow, Takings

_TOLD = {
    "left out": "left out, after {end:.1f} s: {text}",
    "said again": "said again, {start:.1f} to {end:.1f} s, and cut out, as the last time counts: {text}",
    "broken off": "broken off, {start:.1f} to {end:.1f} s, never said whole, and cut out: {text}",
    "ad-libbed": "ad-libbed, {start:.1f} to {end:.1f} s, and cut out; about: {text}",
    "silence": "{long:.1f} s of silence after {start:.1f} s, closed to a pause: {text}",
}


def takes(
    context: typer.Context,
    words: Words = None,
    everything: All = False,
    table_format: Annotated[TableFormat, typer.Option("--format", help="How to tell.")] = TableFormat.HUMAN,
) -> None:
    """Listen to your recordings in takes/DAY: what was said, what was not, and what is cut out. Writes nothing."""
    from shortsgen.pipeline.extras import need

    need("voice", "takes", "av", "numpy", "pocketsphinx")
    from shortsgen.pipeline.taking import as_json, takings

    asked = quiet_task(context, words, everything)

    def work(name: str, shorts: Sequence[str]) -> ExitCode:
        found = takings(asked.session, name, shorts)
        if table_format is TableFormat.JSON:
            asked.screen.raw(as_json(name, found))
        else:
            _show(asked.screen, found)
        asked.screen.problems(found.problems, {})
        return ExitCode.CLEAN if found.ok else ExitCode.FINDINGS

    asked.exit_after_each(work)


def _show(screen: Screen, found: Takings) -> None:
    for row in found.rows:
        screen.result(visible_line(_told(row)))
        for line in _below(row):
            screen.result(f"    {visible_line(line)}")
    if found.without:
        screen.say(f"{counted(len(found.without), 'short')} without a take")


def _told(row: TakeRow) -> str:
    pace = f", {row.pace} words a minute (script: {row.script_pace})" if row.pace else ""
    loudness = f"{row.loudness:.1f} LUFS" if row.loudness is not None else "silent"
    used = f"{row.kept:.1f} of {row.seconds:.1f} s"
    return f"{row.label}: {row.file}, {used}, {row.said} of {counted(row.words, 'word')}{pace}, {loudness}"


def _below(row: TakeRow) -> Iterator[str]:
    yield from map(_deviation, row.deviations)
    if row.clipped:
        yield f"clipped {counted(row.clipped, 'time')}: record it less loud"


def _deviation(one: DeviationRow) -> str:
    return _TOLD[one.kind].format(start=one.start, end=one.end, long=one.end - one.start, text=one.text)
