"""The rows of `list`, as text that reads the same with and without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from shortsgen.pipeline.doctor import Finding
from shortsgen.pipeline.listing import DayRow, ShortRow
from shortsgen.pipeline.viewing import ShortView
from shortsgen.text.visible import visible_line

_BAR = 12  # cells for the whole budget
_LONG_BAR = 60  # where its beats are told apart
_STYLES = {"ok": "green", "comment_only": "cyan", "raised": "green", "exited": "green", "skipped": "yellow"}


def days_table(rows: Sequence[DayRow], width: int) -> Text:
    """`day04   30 shorts, 30 recorded   nn.Module`."""
    widest = max((len(visible_line(row.name)) for row in rows), default=0)
    lines = Text()
    for row in rows:
        line = Text().append(f"{visible_line(row.name):<{widest}}  ", "bold")
        shorts = f"{row.shorts:>4} {'short,' if row.shorts == 1 else 'shorts,'}"
        line.append(f"{shorts:<13}{row.recorded:>4} recorded  ", "dim").append(visible_line(row.title))
        lines.append_text(_cut(line, width)).append("\n")
    lines.rstrip()
    return lines


def shorts_table(rows: Sequence[ShortRow], width: int) -> Text:
    """Number, seconds against the budget, state of the recording, id and title of each short."""
    widest = max((len(row.id) for row in rows), default=0)
    status = max((len(row.status) for row in rows), default=0)
    lines = Text()
    for row in rows:
        line = Text().append(f"{row.number:02d}  ", "bold")
        line.append(f"{row.seconds:5.1f}/{row.budget:g} s ")
        line.append(_bar(row), _style(row.seconds, row.budget)).append("  ")
        line.append(f"{row.status:<{status}}  ", _STYLES.get(row.status, "red"))
        line.append(f"{row.id:<{widest}}  ").append(visible_line(row.title), "dim")
        lines.append_text(_cut(line, width)).append("\n")
    lines.rstrip()
    return lines


def beats_table(short: ShortView, width: int) -> Text:
    """The seconds of a short against its budget, beat by beat: from when to when, on which slide, what is said."""
    end = short.beats[-1].end
    lines = Text().append(f"{end:.1f}/{short.budget:g} s ").append(_beats(short), _style(end, short.budget))
    widest = max(len(beat.slide) for beat in short.beats)
    for beat in short.beats:
        line = Text(f"{beat.start:6.1f} {beat.end:6.1f}  {beat.slide:<{widest}}  ")
        line.append(visible_line(beat.text), "dim")
        line.rstrip()
        lines.append("\n").append_text(_cut(line, width))
    return lines


def findings_table(findings: Sequence[Finding]) -> Text:
    """`ok       torch        2.13.0`; what is missing says so in words, not by colour alone."""
    lines = []
    for finding in findings:
        state, style = ("ok", "green") if finding.good else ("missing", "red") if finding.needed else ("less", "yellow")
        lines.append(Text.assemble((f"{state:<8} ", style), f"{finding.name:<11} ", finding.text))
    return Text("\n").join(lines)


def codes_table(meanings: Mapping[str, str], width: int) -> Text:
    """`yaml-comment   A comment behind a text without quotes`, a line each."""
    widest = max(map(len, meanings))
    lines = (Text.assemble((f"{code:<{widest}}  ", "bold"), meaning) for code, meaning in meanings.items())
    return Text("\n").join(_cut(line, width) for line in lines)


def _bar(row: ShortRow) -> str:
    """Filled by the part of the budget that is used; `!` where it is more than all."""
    filled = round(_BAR * row.seconds / row.budget)
    return "#" * min(filled, _BAR) + "." * (_BAR - filled) + ("!" if row.seconds > row.budget else " ")


def _beats(short: ShortView) -> str:
    """Each beat begins with `|`; `!` stands where they are longer than the budget."""
    seconds = max(short.budget, short.beats[-1].end)
    cells = ["."] * _LONG_BAR
    for beat in short.beats:
        first, last = (int(_LONG_BAR * at / seconds) for at in (beat.start, beat.end))
        cells[first : max(last, first + 1)] = "|" + "#" * (last - first - 1)
    return "".join(cells[:_LONG_BAR]) + "!" * (seconds > short.budget)


def _style(seconds: float, budget: float) -> str:
    return "red" if seconds > budget else "green"


def _cut(line: Text, width: int) -> Text:
    line.truncate(width, overflow="ellipsis")
    return line
