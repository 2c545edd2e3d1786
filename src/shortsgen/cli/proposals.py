"""What is proposed for shorts, and why, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from shortsgen.propose.proposal import Proposal
from shortsgen.script.model import Day
from shortsgen.text.visible import visible_line


def drawn(day: Day, proposals: Sequence[Proposal]) -> Table:
    """For a terminal: long cells are wrapped."""
    table = Table("short", "proposed", "", "why", box=SIMPLE, padding=(0, 1))
    for row in _rows(day, proposals):
        table.add_row(*(Text(cell) for cell in row), style="" if row[2] == "proved" else "yellow")
    return table


def lines(day: Day, proposals: Sequence[Proposal]) -> Text:
    """`24 no-grad  needs: training-trio  proved  ...`, never cut."""
    rows = list(_rows(day, proposals))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ([f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)] for row in rows)
    return Text("\n".join("  ".join(row).rstrip() for row in padded))


def _rows(day: Day, proposals: Sequence[Proposal]) -> Iterator[tuple[str, str, str, str]]:
    shorts = day.by_id()
    for one in proposals:
        value = visible_line("; ".join(one.value.splitlines()))
        state = f"{'placeholder, ' * one.placeholder}{'proved' if one.proved else 'not proved'}"
        yield shorts[one.short].label, f"{one.key}: {value}", state, visible_line(one.reason)
