"""Reads the lines of a broken text as a person does, up to the first one that does not fit.

A parser notices a missing colon or a blank too many only when a later line fits nothing, and tells that line. Here each
line is asked which mapping or list it belongs to, and what the line above leaves open. Only what the parser refused
is read like this, so that a rule may be simpler than YAML's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from shortsgen.problems import Problem
from shortsgen.text.broken import told
from shortsgen.text.broken.levels import Levels
from shortsgen.text.broken.shapes import (
    ANY_KEY,
    BLOCK,
    COLON,
    CONFLICT,
    DASH,
    DOCUMENT_END,
    DOCUMENT_START,
    INDICATOR,
    KEY,
    NO_BLANK,
    NO_DASH_BLANK,
    Kind,
    Value,
    closing_bracket,
    closing_quote,
    without_comment,
)
from shortsgen.text.lines import BREAK

_BRACKETS = {"[": "]", "{": "}"}
Faults = Iterator[Problem]


def first_fault(text: str, file: str, last: int) -> Problem | None:
    """The first line up to `last` that does not fit where it stands; None where all do."""
    lines = BREAK.split(text)
    for number, line in enumerate(lines, 1):
        if CONFLICT.match(line):
            return told.problem(file, number, 0, *told.CONFLICT, width=len(line))
    return next(_Lines(lines, file).faults(last), None)


class _Lines:
    """`value` is what the line before leaves open."""

    def __init__(self, lines: Sequence[str], file: str) -> None:
        self.lines, self.file = lines, file
        self.number = 0
        self.levels = Levels(lines, file)
        self.value: Value | None = Value(Kind.EMPTY, -1, 0, 0)

    def faults(self, last: int) -> Faults:
        for number, line in enumerate(self.lines[:last], 1):
            self.number = number
            yield from self._line(line)
        if self.value and self.value.closing and not any(line.strip() for line in self.lines[last:]):
            yield self._open(self.value)

    def _told(self, column: int, words: tuple[str, str], width: int = 0, line: int = 0) -> Problem:
        return told.problem(self.file, line or self.number, column, *words, width=width)

    def _open(self, value: Value) -> Problem:
        return self._told(value.column, told.not_closed(value), line=value.line)

    def _line(self, line: str) -> Faults:
        value, text = self.value, line.strip()
        column = len(line) - len(line.lstrip())
        if value and value.closing:
            yield from self._goes_on(value, column, line)
        elif not text or (value and value.kind is Kind.BLOCK and _in_block(value, line)):
            return
        else:
            if value and value.kind is Kind.BLOCK:
                yield from self._leave_block(value, column, line)
            if text.startswith("#"):
                return
            if odd := line[:column].strip(" "):
                yield self._told(line.index(odd[0]), told.not_a_blank(odd[0]))
            if DOCUMENT_START.match(line):
                self.levels.open, self.value = [], Value(Kind.EMPTY, -1, self.number, 0)
                return
            if DOCUMENT_END.match(line):
                yield self._told(0, told.ENDED, width=3)
            yield from self._content(column, text)

    # ---- What stands on a line of its own

    def _content(self, column: int, text: str) -> Faults:
        value = self.value
        if value and value.kind is Kind.TEXT and column > value.parent:
            yield from self._below_text(value, column, text)
        elif dash := DASH.match(text):
            yield from self._enter(column, "- ", is_list=True)
            self.value = Value(Kind.EMPTY, column, self.number, column)
            rest = text[dash.end() :]
            if rest and not rest.startswith("#"):
                yield from self._content(column + dash.end(), rest)
        elif key := KEY.match(text) or ANY_KEY.match(text):
            yield from self._enter(column, key["key"], is_list=False)
            start = column + key.end()
            yield from self._begins(Value(Kind.EMPTY, column, self.number, start, key["key"], text[key.end() :]))
        elif value and value.kind is Kind.EMPTY and column > value.parent:
            self.levels.text = Value(Kind.EMPTY, value.parent, self.number, column, value.key, text, True)
            yield from self._begins(self.levels.text)
        else:
            yield self._stray(column, text)

    def _enter(self, column: int, name: str, is_list: bool) -> Faults:
        if problem := self.levels.enter(self.number, column, name, is_list, self.value):
            yield problem

    def _below_text(self, value: Value, column: int, text: str) -> Faults:
        """A line further right than the key or dash of a text without quotes goes on with that text."""
        if DASH.match(text):
            yield self.levels.misplaced(self.number, column, "- ", is_list=True)
        elif key := KEY.match(text):
            if (value.own_line and column == value.column) or not self.levels.open:
                words = told.no_colon(value.text, goes_on=False)
                yield self._told(value.column, words, width=len(value.text), line=value.line)
            yield self.levels.misplaced(self.number, column, key["key"], is_list=False)
        elif COLON.search(without_comment(text)):
            yield from self._colon_below(value, column, text)

    def _colon_below(self, value: Value, column: int, text: str) -> Faults:
        if value.own_line and value.key:
            line = value.line - 1
            while line > 1 and not self.lines[line - 1].strip():
                line -= 1
            yield self._told(value.parent, told.block_wanted(value.key), width=len(value.key) + 1, line=line)
        yield self._told(column, told.colon_in_text(text), width=len(text))

    def _stray(self, column: int, text: str) -> Problem:
        """A line that is neither a key nor an item, where one of them is expected."""
        goes_on = bool(self.value and self.value.kind is Kind.TEXT)
        if NO_DASH_BLANK.match(text):
            words = told.no_blank_after_dash(text)
        elif not NO_BLANK.match(text) and self.levels.at(column, is_list=True):
            words = told.no_dash(text, goes_on)
        else:
            words = told.no_colon(text, goes_on)
        return self._told(column, words, width=len(text))

    # ---- Values

    def _begins(self, value: Value) -> Faults:
        """Tell what the first sign of a value begins, and what it leaves open."""
        text, sign = value.text, value.text[:1]
        self.value = value
        if not text or sign == "#":
            value.text = ""
        elif sign in "|>":
            yield from self._block(value)
        elif sign in "\"'[{":
            yield from self._enclosed(value)
        elif indicator := INDICATOR.match(text):
            yield self._told(value.column, told.needs_quotes(indicator[0]))
        elif value.own_line and NO_DASH_BLANK.match(text):
            yield self._told(value.column, told.no_blank_after_dash(text), width=len(text))
        else:
            value.kind, value.text = Kind.TEXT, without_comment(text)
            if not value.own_line and (colon := COLON.search(value.text)):
                yield self._told(value.column + colon.start(), told.colon_in_text(text))

    def _block(self, value: Value) -> Faults:
        match = BLOCK.match(value.text)
        if match is None:
            rest = value.text[1:].lstrip("+-0123456789 \t")
            column = value.column + len(value.text) - len(rest)
            yield self._told(column, told.text_beside_block(value.text[0], rest), width=len(rest))
        else:
            value.kind = Kind.BLOCK
            value.indent = value.parent + int(match["indent"]) if match["indent"] else 0

    def _enclosed(self, value: Value) -> Faults:
        sign = value.text[0]
        value.kind = Kind.FLOW if sign in _BRACKETS else Kind.QUOTED
        value.closing = _BRACKETS.get(sign, sign)
        yield from self._until_closed(value, value.column + 1, value.text[1:])

    def _goes_on(self, value: Value, column: int, line: str) -> Faults:
        """A line within quotes or brackets. What looks like the next key or item says that they were never closed."""
        text = line.strip()
        if column <= value.parent and (DASH.match(text) or KEY.match(text)):
            yield self._open(value)
        yield from self._until_closed(value, 0, line)

    def _until_closed(self, value: Value, column: int, text: str) -> Faults:
        if value.kind is Kind.QUOTED:
            end = closing_quote(text, value.closing)
        else:
            end, value.closing = closing_bracket(text, value.closing)
        if end < 0:
            return
        self.value = None
        rest = text[end:].strip()
        if not rest or re.match(r"[ \t]+#", text[end:]):
            return
        if value.line < self.number and value.kind is Kind.QUOTED:
            yield self._open(value)  # what closes it is the quote that opens another text
        quote_or_bracket = text[end - 1]
        words = (
            told.after_quote(quote_or_bracket, rest)
            if value.kind is Kind.QUOTED
            else told.after_bracket(value, quote_or_bracket, rest)
        )
        yield self._told(column + len(text) - len(text[end:].lstrip()), words, width=len(rest))

    # ---- Blocks

    def _leave_block(self, value: Value, column: int, line: str) -> Faults:
        text = line.strip()
        if odd := line[:column].strip(" "):
            yield self._told(line.index(odd[0]), told.not_a_blank(odd[0]))
        if text.startswith("#"):
            value.ended = value.ended or self.number
            return
        if value.ended and column > value.parent:
            ended = self.lines[value.ended - 1]
            start = len(ended) - len(ended.lstrip())
            yield self._told(start, told.comment_in_block(value), width=len(ended.strip()), line=value.ended)
        dash = DASH.match(text)
        is_key = bool(dash or KEY.match(text))
        if is_key and (problem := self.levels.too_far_left(column, bool(dash))):
            yield problem
        if column > value.parent or not (is_key or self._looks_like_key(column, text) or line.startswith("...")):
            yield self._left_of_block(value, column, text, is_key)
        self.value = None

    def _left_of_block(self, value: Value, column: int, text: str, is_key: bool) -> Problem:
        if self._first_is_deeper(value, column):
            first = value.line
            while not self.lines[first].strip():
                first += 1
            words = told.deeper_than_rest(value, column, self.number)
            return self._told(value.indent, words, width=len(self.lines[first].strip()), line=first + 1)
        keys = [level.column for level in self.levels.open if not level.is_list]
        key_column = keys[-1] if keys and (is_key or column in keys) else None
        return self._told(column, told.left_of_block(value, text, column, key_column), width=len(text))

    def _first_is_deeper(self, value: Value, column: int) -> bool:
        """Whether the first line of a block is wrong, and not this one: two blanks are usual, else what most have."""
        usual = value.parent + 2
        if not value.parent < column < value.indent or value.indent == usual:
            return False
        columns: Counter[int] = Counter()
        for line in self.lines[value.line :]:
            start = len(line) - len(line.lstrip(" "))
            if line.strip() and start <= value.parent:
                break
            columns[start] += bool(line.strip())
        return column == usual or columns[column] > columns[value.indent]

    def _looks_like_key(self, column: int, text: str) -> bool:
        """A key or an item that lacks a blank, in a column where one could stand."""
        there = self.levels.at(column, is_list=True) or self.levels.at(column, is_list=False)
        return there and bool(NO_BLANK.match(text) or NO_DASH_BLANK.match(text))


def _in_block(value: Value, line: str) -> bool:
    """Whether a line is part of a block. The first one sets how far its lines are indented."""
    column = len(line) - len(line.lstrip(" "))
    if value.ended:
        return False
    if not value.indent and column > value.parent and line[column] != "\t":
        value.indent = column
    return 0 < value.indent <= column
