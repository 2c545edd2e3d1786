"""The open mappings and lists of a broken text, and which line stands in the wrong column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from shortsgen.problems import Problem
from shortsgen.text.broken import told
from shortsgen.text.broken.shapes import DASH, KEY, Kind, Opened, Value


class Levels:
    """`open` are those that the lines so far have opened, from the left.

    `left` is a key that has closed levels, and these: a key that then stands where they were shows that it was that
    first key which stood too far left.
    """

    def __init__(self, lines: Sequence[str], file: str) -> None:
        self.lines, self.file = lines, file
        self.open: list[Opened] = []
        self.left: tuple[Opened, list[Opened]] | None = None
        self.hollow: Opened | None = None  # a key in the column of the one above it, which has no value
        self.text: Value | None = None  # the last value that began on a line of its own

    def enter(self, line: int, column: int, name: str, is_list: bool, value: Value | None) -> Problem | None:
        """Take a key or an item in; the problem where it fits no open level, and `value` above lets none begin."""
        closed = [level for level in self.open if level.column > column]
        kept = [level for level in self.open if level.column <= column]
        if not is_list and len(kept) > 1 and kept[-1].is_list and kept[-2].column == column:
            kept.pop()  # a list that stood in the column of its key
        fits = kept and kept[-1].column == column and kept[-1].is_list is is_list
        if not fits and not self._begins(column, is_list, kept, value):
            return self.misplaced(line, column, name, is_list)
        if not fits:
            kept.append(Opened(column, is_list, line, name))
        kept[-1].take(line, name)
        self.open = kept
        self._remember(Opened(column, is_list, line, name), closed, value)
        return None

    def _remember(self, here: Opened, closed: list[Opened], value: Value | None) -> None:
        """What a line further down may show to be wrong."""
        if self.left and here.column <= self.left[0].column:
            self.left = None
        if closed and not here.is_list:
            self.left = (here, closed)
        below_nothing = value and value.kind is Kind.EMPTY and value.key and value.parent == here.column
        self.hollow = here if below_nothing and not here.is_list else None

    def _begins(self, column: int, is_list: bool, kept: Sequence[Opened], value: Value | None) -> bool:
        if not value or value.kind is not Kind.EMPTY:
            return not self.open
        in_column_of_key = is_list and bool(value.key) and column == value.parent
        return in_column_of_key or (column > value.parent and (not kept or kept[-1].column < column))

    def at(self, column: int, is_list: bool) -> bool:
        """Whether a list, or a mapping, is open in that column."""
        return any(level.column == column and level.is_list is is_list for level in self.open)

    def misplaced(self, line: int, column: int, name: str, is_list: bool) -> Problem:
        """The problem of a key or an item in the wrong column, at the line that is wrong: it may be one above."""
        text = self.lines[line - 1].strip()
        above = self.too_far_left(column, is_list) or (self._no_item_above(column) if is_list else None)
        if above:
            return above
        if not is_list and self._lacks_dash(column, name):
            return self._problem(line, column, told.no_dash(text, goes_on=False), len(text))
        alike = [level for level in self.open if level.is_list is is_list]
        if not alike:
            return self._problem(line, column, told.STRAY_ITEM, len(text))
        nearest = min(reversed(alike), key=lambda level: abs(level.column - column))
        here = Opened(column, is_list, line, name)
        if self.hollow and not is_list and column > self.hollow.column:
            words = told.indentation(self.hollow, column, here)
            return self._problem(self.hollow.line, self.hollow.column, words, len(self.hollow.name))
        if self._lacks_first_dash(nearest, line, column):
            text = self.lines[nearest.line - 1].strip()
            return self._problem(nearest.line, nearest.column, told.no_dash(text, goes_on=False), len(text))
        if nearest.count == 1 and self._first_is_odd(nearest, column):
            return self._first_is_wrong(nearest, here)
        return self._problem(line, column, told.indentation(here, nearest.column, nearest), len(name.strip()))

    def too_far_left(self, column: int, is_list: bool) -> Problem | None:
        """The problem of the key that closed the levels to which what stands at `column` belongs."""
        key, closed = self.left or (None, [])
        places = [index for index, level in enumerate(closed) if (level.column, level.is_list) == (column, is_list)]
        here = any(level.column == column for level in self.open)
        if key is None or here or not places or key.column >= column:
            return None
        mappings = [level for level in closed[places[0] :] if not level.is_list]
        if not mappings:
            return None
        words = told.indentation(key, mappings[0].column, mappings[0])
        return self._problem(key.line, key.column, words, len(key.name))

    def _no_item_above(self, column: int) -> Problem | None:
        """The problem of a text that stands where the items below it do, but is none."""
        text = self.text
        if text is None or text.column != column or self.behind_dash(text.line):
            return None
        return self._problem(text.line, column, told.no_dash(text.text, goes_on=False), len(text.text))

    def _lacks_dash(self, column: int, name: str) -> bool:
        """Whether a key in the column of a list's dashes begins an item, and is no key of the item above."""
        inner = [level for level in self.open if level.column > column and not level.is_list]
        return self.at(column, is_list=True) and (not inner or name in inner[0].keys)

    def behind_dash(self, line: int) -> bool:
        return bool(DASH.match(self.lines[line - 1].strip()))

    def _first_is_odd(self, first: Opened, column: int) -> bool:
        """Whether the first line of a level stands in the wrong column, and not one that stands in `column`.

        Two blanks further right than what is around it is usual, else what most lines of the text have.
        """
        usual = self._usual_column(self.open.index(first))
        if usual in (column, first.column):
            return column == usual
        return self._columns[column, first.is_list] > self._columns[first.column, first.is_list]

    def _usual_column(self, index: int) -> int:
        """Two blanks right of what is around it, which for the keys of an item is its list, wherever that stands."""
        if index == 0:
            return 0
        if index > 1 and self.open[index - 1].is_list and not self.open[index].is_list:
            return self.open[index - 2].column + 4
        return self.open[index - 1].column + 2

    def _lacks_first_dash(self, first: Opened, line: int, column: int) -> bool:
        """Whether the first key of an item has no dash, since the next item in its column has one."""
        if first.is_list or first.count > 1 or column != first.column + 2 or self.behind_dash(first.line):
            return False
        for text in self.lines[line:]:
            start = len(text) - len(text.lstrip())
            if text.strip() and start <= first.column:
                return start == first.column and bool(DASH.match(text.strip()))
        return False

    @cached_property
    def _columns(self) -> Counter[tuple[int, bool]]:
        """In which columns keys and items stand, all over the text."""
        found: Counter[tuple[int, bool]] = Counter()
        for line in self.lines:
            text = line.strip()
            column = len(line) - len(line.lstrip())
            if dash := DASH.match(text):
                found[column, True] += 1
                column, text = column + dash.end(), text[dash.end() :]
            if KEY.match(text):
                found[column, False] += 1
        return found

    def _first_is_wrong(self, first: Opened, other: Opened) -> Problem:
        shift = other.column - first.column
        line = self.lines[first.line - 1]
        column = len(line) - len(line.lstrip())
        wrong = Opened(column, self.behind_dash(first.line), first.line, first.name)
        words = told.indentation(wrong, column + shift, other)
        return self._problem(first.line, column, words, len(first.name.strip()))

    def _problem(self, line: int, column: int, words: tuple[str, str], width: int) -> Problem:
        return told.problem(self.file, line, column, *words, width=width)
