"""What is proposed for shorts, and why, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE
from rich.table import Column, Table
from rich.text import Text

from shortsgen.propose.proposal import Proposal
from shortsgen.script.model import Day
from shortsgen.text.visible import visible_line


def drawn(day: Day, proposals: Sequence[Proposal]) -> Table:
    """For a terminal: long cells are wrapped, and nothing is cut."""
    columns = (Column(name, overflow="fold") for name in ("short", "proposed", "", "why"))
    table = Table(*columns, box=SIMPLE, padding=(0, 1))
    for short, value, state, reason in _rows(day, proposals, "\n"):
        table.add_row(Text(short), Text(value), Text(state, "green" if state == "proved" else "yellow"), Text(reason))
    return table


def lines(day: Day, proposals: Sequence[Proposal]) -> Text:
    """`24 no-grad  needs: training-trio  proved  ...`, never cut."""
    rows = list(_rows(day, proposals, "; "))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ([f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)] for row in rows)
    return Text("\n".join("  ".join(row).rstrip() for row in padded))


def _rows(day: Day, proposals: Sequence[Proposal], separator: str) -> Iterator[tuple[str, str, str, str]]:
    shorts = day.by_id()
    for one in proposals:
        value = separator.join(map(visible_line, one.value.splitlines()))
        state = f"{'placeholder, ' * one.placeholder}{'proved' if one.proved else 'not proved'}"
        yield shorts[one.short].label, f"{one.key}: {value}", state, visible_line(one.reason)
