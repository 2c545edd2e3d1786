"""Lines of code that are too long for their slide, broken where Python allows it: within brackets."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shortsgen.mend.code import Block, literal_code, with_code
from shortsgen.problems import Problem
from shortsgen.script import focus
from shortsgen.text import splice
from shortsgen.text.cells import cells
from shortsgen.text.ranges import ranges
from shortsgen.text.source import Source

_STEP = 4  # blanks
_BEFORE = ("for", "async", "if", "else", "and", "or")  # where a line may be parted too, before the word
_NARROWEST = 20  # columns, less than any slide has


class _Pair(NamedTuple):
    """Brackets in one line: where they open and close, and where what is right between them may be parted."""

    opening: int
    closing: int
    cuts: tuple[int, ...]


def shorter(text: str, problem: Problem) -> Iterator[str]:
    """The line broken in two ways and more, the longest lines first; what lights up follows its code.

    The code is read as the same by Python. What is right for the slide, only the slide can say.
    """
    code = literal_code(text, problem)
    if code is None:
        return
    number = code.line(problem)
    for lines in _ways(code.text.split("\n"), number):
        mended = "\n".join(lines)
        if _same(code.text, mended):
            yield _with_focus(with_code(text, code, mended), code, number, len(lines) - code.text.count("\n") - 1)


def _same(code: str, mended: str) -> bool:
    try:
        return ast.dump(ast.parse(code)) == ast.dump(ast.parse(mended))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _ways(lines: Sequence[str], number: int) -> Iterator[list[str]]:
    """All lines, with line `number` in lines that are ever shorter."""
    line = lines[number - 1]
    comment = _comment(lines, number)
    above = [" " * _margin(line) + line[comment:]] if comment else []
    bare = line[:comment].rstrip() if comment else line
    tried: list[list[str]] = []
    for limit in range(cells(line) - 1, _NARROWEST, -1):
        broken = [*above, *_broken(bare, limit)]
        if max(map(cells, broken)) <= limit and broken not in tried:
            tried.append(broken)
            yield [*lines[: number - 1], *broken, *lines[number:]]


def _comment(lines: Sequence[str], number: int) -> int:
    """Where a comment behind code begins; 0 where there is none, or nothing else."""
    for token in _tokens("\n".join(lines)):
        if token.type == tokenize.COMMENT and token.start[0] == number and lines[number - 1][: token.start[1]].strip():
            return token.start[1]
    return 0


def _tokens(code: str) -> list[tokenize.TokenInfo]:
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            found.append(token)  # noqa: PERF402 - those before an error count
    except (tokenize.TokenError, SyntaxError):
        pass
    return found


def _broken(line: str, limit: int) -> list[str]:
    """The line as it is where it fits, else parted at its last outermost brackets."""
    pairs = _pairs(line) if cells(line) > limit else []
    if not pairs:
        return [line]
    opening, closing, cuts = pairs[-1]
    margin = " " * (_margin(line) + _STEP)
    inner = [margin + line[opening + 1 : closing].strip()]
    if cells(inner[0]) > limit:
        parts = [line[start:end].strip() for start, end in pairwise([opening + 1, *cuts, closing])]
        inner = [margin + part for part in parts if part]
    parted = [part for one in inner for part in _broken(one, limit)]
    return [line[: opening + 1], *parted, " " * _margin(line) + line[closing:]]


def _pairs(line: str) -> list[_Pair]:
    """The outermost brackets of a line that both stand in it and hold something."""
    open_: list[tuple[int, list[int]]] = []
    found = []
    for token in _tokens(line.strip()):
        at = token.start[1] + _margin(line)
        if open_ and token.type in (tokenize.OP, tokenize.NAME) and token.string in _BEFORE:
            open_[-1][1].append(at)
        elif open_ and token.string == ",":
            open_[-1][1].append(at + 1)
        elif token.type != tokenize.OP:
            continue
        elif token.string in "([{":
            open_.append((at, []))
        elif token.string in ")]}" and open_:
            opening, cuts = open_.pop()
            if not open_ and line[opening + 1 : at].strip():
                found.append(_Pair(opening, at, tuple(cuts)))
    return found


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _with_focus(text: str, code: Block, number: int, more: int) -> str:
    """What is lit stays lit: all parts of the line, and those below it under their new numbers."""
    if not code.own or not more:
        return text
    talk = Source(text).at(("shorts", code.short - 1, "talk_track"))
    for index, line in enumerate(talk.value):
        node = line.value.get("focus") if isinstance(line.value, dict) else None
        lit, wrong = focus.parse(str(node.value), code.text.count("\n") + 1) if node else ((), "")
        if lit and not wrong:
            moved = [new for one in lit for new in _moved(one, number, more)]
            path = ("shorts", code.short - 1, "talk_track", index, "focus")
            text = splice.put(text, path, moved[0] if len(moved) == 1 else ranges(moved))
    return text


def _moved(line: int, number: int, more: int) -> range:
    if line == number:
        return range(line, line + more + 1)
    return range(line + more, line + more + 1) if line > number else range(line, line + 1)
