"""Lines that are meant as headings, a numbered list of shorts, or a table with a row for each -> headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shortsgen.problems import excerpt
from shortsgen.script.blocks import Block, BlockKind, Row
from shortsgen.script.marks import Section, bold_title, numbered_title, section

LEVEL = 7  # of a heading that begins a short here: below all that Markdown has

_BOLD_LEVEL = 6
_TITLES = frozenset(["title", "short", "topic", "name", "video"])
_NUMBERS = frozenset(["", "#", "no", "no.", "nr", "nr.", "number"])


def with_plain_headings(found: Sequence[Block]) -> list[Block]:
    """The same blocks, with text above a line of `=` as headings, and so bold lines with a number where no heading has
    one."""
    numbered = any(block.kind is BlockKind.HEADING and numbered_title(block.text) for block in found)
    return [new for block in found for new in _plain(block, bold=not numbered)]


def _plain(block: Block, bold: bool) -> Iterator[Block]:
    first, *rest = block.text.split("\n")
    title, behind = bold_title(first)
    if block.kind is not BlockKind.TEXT or block.in_list:
        yield block
    elif len(rest) == 1 and re.fullmatch("=+", rest[0].strip()):
        yield replace(block, kind=BlockKind.HEADING, text=first, level=1)
    elif bold and title != first and not behind and numbered_title(title) and section(title) is Section.UNKNOWN:
        yield replace(block, kind=BlockKind.HEADING, end_line=block.line, text=title, level=_BOLD_LEVEL)
        if rest:
            yield Block(BlockKind.TEXT, block.line + 1, block.end_line, "\n".join(rest))
    else:
        yield block


def with_headings(found: Sequence[Block]) -> list[Block]:
    """The same blocks, with the items that hold code and the rows of tables with titles as shorts."""
    items = set(_with_code(found))
    return [new for number, block in enumerate(found) for new in _parted(block, number in items)]


def _with_code(found: Sequence[Block]) -> Iterator[int]:
    """The places of the blocks that begin items in which code stands."""
    item = None
    for place, block in enumerate(found):
        if block.begins_item or not block.in_list:
            item = place if block.begins_item else None
        elif block.kind is BlockKind.CODE and item is not None:
            yield item
            item = None


def _parted(block: Block, begins_short: bool) -> Iterator[Block]:
    if begins_short:
        yield from _item(block)
    elif block.rows and _title_column(block.rows[0]) is not None:
        head, *rows = block.rows
        yield from _unknown(head)
        for row in rows:
            yield from _row(row, head)
    else:
        yield block


def _item(block: Block) -> Iterator[Block]:
    """Its first line is the title, or what is bold in it."""
    first, *others = block.text.split("\n")
    title, rest = bold_title(first)
    if not title:
        yield block
        return
    yield replace(block, kind=BlockKind.HEADING, end_line=block.line, text=title, level=LEVEL, begins_item=False)
    if lines := [*([rest] if rest else []), *others]:
        start = block.end_line - len(lines) + 1
        yield Block(BlockKind.TEXT, start, block.end_line, "\n".join(lines), in_list=True)


def _title_column(head: Row) -> int | None:
    """Where the title stands, in a table that has something known beside it."""
    names = [name.lower().strip("*: ") for name in head.cells]
    known = any(section(name) is not Section.UNKNOWN for name in names)
    return next((place for place, name in enumerate(names) if name in _TITLES), None) if known else None


def _unknown(head: Row) -> Iterator[Block]:
    for name in head.cells:
        if section(name) is Section.UNKNOWN and name.lower() not in _TITLES | _NUMBERS:
            yield Block(BlockKind.OTHER, head.line, head.line, f"the column `{excerpt(name)}`, which is not known,")


def _row(row: Row, head: Row) -> Iterator[Block]:
    place = _title_column(head) or 0
    title = row.cells[place] if place < len(row.cells) else ""
    if not title:
        yield Block(BlockKind.OTHER, row.line, row.line, "a row without a title")
        return
    yield Block(BlockKind.HEADING, row.line, row.line, title, LEVEL, dropped=row.dropped)
    for column, (name, text) in enumerate(zip(head.cells, row.cells, strict=False)):
        is_number = name.lower() in _NUMBERS and text.strip("#.").isdigit()
        if column != place and text and not is_number:
            yield from _cell(row.line, name, text)


def _cell(line: int, name: str, text: str) -> Iterator[Block]:
    if section(name) is not Section.CODE:
        yield Block(BlockKind.HEADING, line, line, f"{name}: {text}", LEVEL + 1)
        return
    yield Block(BlockKind.HEADING, line, line, name, LEVEL + 1)
    yield Block(BlockKind.CODE, line, line, f"{text.strip('`').strip()}\n", in_list=True)
