"""Markdown text -> its blocks in order, with their lines and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from shortsgen.script.inline import Dropped, inline

_NOTHING = re.compile(r"[\s>]*+([-*+]|[0-9]+[.)])?\s*\Z")  # blank, or an item without text

_CELL_END = re.compile(r"(?<!\\)\|")
_NO_TEXT = "a table or HTML"


class BlockKind(Enum):
    HEADING = auto()
    TEXT = auto()
    CODE = auto()
    RULER = auto()
    OTHER = auto()  # a table, HTML, a raw cell of a notebook, or what the parser gave no token for


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; the first of a table is its head."""

    line: int
    cells: tuple[str, ...]
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a block of code... `line` and `end_line` are its first and last line, from 1."""

    kind: BlockKind
    line: int
    end_line: int
    text: str = ""  # inline Markdown as scripts have it, or code to the character; of what is neither, what it is
    level: int = 0  # of a heading
    language: str = ""  # of code
    in_list: bool = False
    begins_item: bool = False  # of a numbered list that is in no other
    rows: tuple[Row, ...] = ()  # of a table
    dropped: tuple[Dropped, ...] = ()  # what the text cannot hold
    fenced: bool = False  # code that begins below its first line
    closed: bool = True  # False for a fence that runs to the end of the document


def blocks(text: str) -> list[Block]:
    """Every line that is not blank is in a block. Quotations and lists give the paragraphs in them."""
    source = split_lines(text)
    found = list(_parsed(text, source))
    return sorted([*found, *_unparsed(source, found)], key=lambda block: block.line)


def split_lines(text: str) -> list[str]:
    """The lines as Markdown counts them."""
    return re.split("\r\n|\r|\n", text)


def _parser() -> MarkdownIt:
    """CommonMark with tables, but without two rules that would lose text.

    A ruler right below a line would make it a heading, and a link definition would give no token at all.
    """
    return MarkdownIt("commonmark").enable("table").disable(["lheading", "reference"])


def _parsed(text: str, source: Sequence[str]) -> Iterator[Block]:
    items, begins_item = 0, False
    opening = Token("", "", 0)
    tokens = iter(_parser().parse(text))
    for token in tokens:
        match token.type:
            case "list_item_open" | "list_item_close":
                items += token.nesting
                begins_item = token.nesting > 0 and items == 1 and token.markup in (".", ")")
            case "table_open":
                yield _table(token, source, takewhile(lambda one: one.type != "table_close", tokens))
            case "heading_open" | "paragraph_open":
                opening = token
            case "inline":
                yield replace(_inline(token, opening, in_list=items > 0), begins_item=begins_item)
                begins_item = False
            case "fence" | "code_block":
                yield _code(token, source, in_list=items > 0)
            case "html_block":
                yield Block(BlockKind.OTHER, *_lines(token), _NO_TEXT)
            case "hr":
                yield Block(BlockKind.RULER, *_lines(token))


def _table(opening: Token, source: Sequence[str], tokens: Iterator[Token]) -> Block:
    rows: list[Row] = []
    for token in tokens:
        if token.type == "tr_open":
            line = _lines(token)[0]
            rows.append(Row(line, ()))
        elif token.type == "inline":
            (text, dropped), row = inline(token), rows[-1]
            rows[-1] = Row(row.line, (*row.cells, text.strip()), (*row.dropped, *dropped))
    whole = (replace(row, dropped=(*row.dropped, *_beyond(row, source[row.line - 1]))) for row in rows)
    return Block(BlockKind.OTHER, *_lines(opening), _NO_TEXT, rows=tuple(whole))


def _beyond(row: Row, line: str) -> Iterator[Dropped]:
    """The parser leaves out cells for which the table has no column."""
    if len(_CELL_END.findall(line.strip("> \t").strip("|"))) >= len(row.cells):
        yield Dropped(0, "a cell without a column")


def _lines(token: Token) -> tuple[int, int]:
    start, end = token.map or (0, 1)
    return start + 1, end


def _inline(token: Token, opening: Token, in_list: bool) -> Block:
    text, dropped = inline(token)
    block = Block(BlockKind.TEXT, *_lines(token), text, in_list=in_list, dropped=dropped)
    if opening.type == "heading_open":
        return replace(block, kind=BlockKind.HEADING, level=int(opening.tag[1:]))
    return block


def _code(token: Token, source: Sequence[str], in_list: bool) -> Block:
    line, end_line = _lines(token)
    language = token.info.split()[0].strip("{}.").lower() if token.info.strip() else ""
    closing = source[end_line - 1].lstrip("> \t").rstrip()
    closed = token.type == "code_block" or (end_line > line and closing.startswith(token.markup))
    fenced = token.type == "fence"
    return Block(
        BlockKind.CODE,
        line,
        end_line,
        token.content,
        language=language,
        fenced=fenced,
        in_list=in_list,
        closed=closed,
    )


def _unparsed(source: Sequence[str], found: Sequence[Block]) -> Iterator[Block]:
    """Lines that are in no block: the parser gives up on what is nested very deep."""
    covered = {line for block in found for line in range(block.line, block.end_line + 1)}
    for number, line in enumerate(source, 1):
        if number not in covered and not _NOTHING.match(line):
            yield Block(BlockKind.OTHER, number, number, _NO_TEXT)
