"""Where a line that fits no row breaks: code as its language does, at commas and brackets, outermost first; what was
printed as prose does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, takewhile

from shortsgen.text.cells import cell

_TOKEN = re.compile(
    r"""(?P<text>(?<!\w)[rbfuRBFU]{0,2}(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<!\S)\#.*)"""
    r"|(?P<bracket>[(\[{)\]}])"
)
_OPERATOR = re.compile(r"(?:[-+*/%@&|^<>]|\*\*|//|[=!<>]=|<<|>>|->|and|or|if|else|for|in|not|is)\s")
_OPENING, _CLOSING = "([{", ")]}"
_TIGHT = frozenset("+-*/%@=<>&|^:.")  # signs without blanks around them
_IN_NAMES = frozenset("/_-.")  # after which a long word in a text breaks
_BLANKS = re.compile(" *")

# What each row costs, and each break, which between brackets costs the square of their depth more.
_ROW = 0.5
_BEFORE_COMMENT, _AT_COMMA, _IN_PROSE, _OPENED, _BEFORE_OPERATOR, _AFTER_CALL = 0.0, 0.0, 0.5, 0.5, 0.7, 1.2
_AT_BLANK, _AT_SIGN, _IN_TEXT, _ANYWHERE = 2.0, 3.0, 50.0, 100.0
_ENDLESS = 1_000  # characters of a line that no one typed

_Path = tuple[float, tuple[int, ...]]  # what breaks cost, and before which characters they are


def breaks(line: str, columns: int, following: int, code: bool = True) -> Iterator[int]:
    """The characters of `line`, from 0, that begin its rows but for the first; that has `columns` cells, the others
    have `following`. A line that has no end is cut where rows are full."""
    return _cuts(line, columns, following) if len(line) > _ENDLESS else iter(_best(line, columns, following, code)[1])


def cost(line: str, columns: int, following: int, code: bool) -> float:
    """How badly `line` reads in such rows; 0 in one."""
    return 0 if len(line) > _ENDLESS else _best(line, columns, following, code)[0]


@lru_cache(maxsize=256)
def _best(line: str, columns: int, following: int, code: bool) -> _Path:
    costs = _nesting(line, code).costs(following)
    paths: dict[int, _Path] = {0: (0.0, ())}
    for start in range(len(line)):
        if start in paths:
            paid, taken = paths[start]
            end = row_end(line, start, following if start else columns)
            for place in {end, *range(start + 1, end if end < len(line) else 0)} & {end, *costs}:
                price = 0 if place == len(line) else costs.get(place, _ANYWHERE) + _ROW
                paths[place] = _better((paid + price, (*taken, place)), paths.get(place))
    paid, taken = paths[len(line)]
    return paid, taken[:-1]


def _better(one: _Path, other: _Path | None) -> _Path:
    """The cheaper one; of two that cost the same the one that breaks later."""
    return one if other is None or (one[0], other[1]) < (other[0], one[1]) else other


def _cuts(line: str, columns: int, following: int) -> Iterator[int]:
    place = row_end(line, 0, columns)
    while place < len(line):
        yield place
        place = row_end(line, place, following)


def row_end(line: str, start: int, columns: int) -> int:
    """Where a row of `columns` cells ends that begins at `start`: at least a character further, after the blanks that
    follow, which may hang over."""
    return _after_blanks(line, max(start + 1, _fitting(line, start, columns)))


def _fitting(line: str, start: int, columns: int) -> int:
    """The end of what fits, of characters of 0, 1 or 2 cells."""
    if line.isascii():
        return min(start + columns, len(line))
    widths = accumulate(cell(line[place]) for place in range(start, len(line)))
    return start + sum(1 for _ in takewhile(columns.__ge__, widths))


def _after_blanks(line: str, start: int) -> int:
    match = _BLANKS.match(line, start)
    return match.end() if match else start


@dataclass(frozen=True, slots=True)
class _Nesting:
    """What the characters of a line stand in. `depth` counts the brackets that are open before each, `closed` says
    where one is closed that opens at a character, and `texts` are the line's strings and its comment."""

    line: str
    depth: tuple[int, ...]
    closed: dict[int, int]
    texts: tuple[range, ...]

    def costs(self, following: int) -> dict[int, float]:
        """Where rows of `following` cells may begin, and what that costs."""
        places = range(_after_blanks(self.line, 0) + 1, len(self.line))
        costs = {place: self._cost(place, following) for place in places if self.line[place] != " "}
        return {place: cost for place, cost in costs.items() if cost < _ANYWHERE}

    def _cost(self, place: int, following: int) -> float:
        if text := next((text for text in self.texts if text.start < place < text.stop), None):
            whole = len(text) <= following and self.line[text.start] != "#"
            return (_IN_TEXT if whole else 0) + self._cost_in_text(place)
        if self.line[place] in _CLOSING:
            return _ANYWHERE
        if self.line[place - 1] in _OPENING:
            whole = self.closed.get(place - 1, len(self.line)) - place < following
            return (self.depth[place] - (0.5 if whole else 0)) ** 2 + _OPENED
        return self.depth[place] ** 2 + self._cost_between(place)

    def _cost_in_text(self, place: int) -> float:
        if self.line[place - 1] == " ":
            return _IN_PROSE
        return _AT_SIGN if self.line[place - 1] in _IN_NAMES else _ANYWHERE

    def _cost_between(self, place: int) -> float:
        if any(text.start == place and self.line[place] == "#" for text in self.texts):
            return _BEFORE_COMMENT
        before = self.line[:place].rstrip(" ")[-1:]
        if before in (",", ";"):
            return _AT_COMMA if self.depth[place] else _AT_COMMA + 1
        if self.line[place - 1] == " ":
            return _BEFORE_OPERATOR if _OPERATOR.match(self.line, place) else _AT_BLANK
        if self.line[place] == "." and self.line[place - 1] in _CLOSING:
            return _AFTER_CALL
        return _AT_SIGN if self.line[place] in _TIGHT and before not in _TIGHT else _ANYWHERE


@lru_cache(maxsize=64)  # a line is wrapped in many sizes until one fits
def _nesting(line: str, code: bool) -> _Nesting:
    """Read a line of any language that has brackets, quotes and `#`; what is never closed opens nothing. What is no
    code is one text."""
    if not code:
        return _Nesting(line, (), {}, (range(-1, len(line) + 1),))
    depth: list[int] = []
    opened: list[int] = []
    closed: dict[int, int] = {}
    texts: list[range] = []
    for match in _TOKEN.finditer(line):
        depth += [len(opened)] * (match.end() - len(depth))
        if match["text"]:
            texts.append(range(*match.span()))
        elif match[0] in _OPENING:
            opened.append(match.start())
        elif opened:
            closed[opened.pop()] = match.start()
    depth += [len(opened)] * (len(line) + 1 - len(depth))
    return _Nesting(line, tuple(depth), closed, tuple(texts))
