"""Lines of code that are too long for their slide, broken where Python allows it: within brackets."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

from shortsgen.mend.code import Block, literal_code, with_code
from shortsgen.mend.places import Edit, changed, read
from shortsgen.problems import Problem
from shortsgen.script import focus
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
    """The line broken in ever more ways, the longest lines first; Python reads all of them as the same, and what is lit
    follows. What is right for the slide, only the slide can say."""
    code = literal_code(text, problem)
    if code is None:
        return
    number = code.line(problem)
    for lines in _ways(code.text.split("\n"), number):
        mended = "\n".join(lines)
        if _same(code.text, mended):
            edits = [*_focus(read(text, problem), code, number, len(lines)), with_code(text, code, mended)]
            yield changed(text, edits)


def _same(code: str, mended: str) -> bool:
    try:
        return ast.dump(ast.parse(code)) == ast.dump(ast.parse(mended))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _ways(lines: Sequence[str], number: int) -> Iterator[list[str]]:
    """All lines, with line `number` in lines that are ever shorter."""
    line = lines[number - 1]
    comment = _comment(lines, number)
    above = " " * _margin(line) + line[comment:] if comment else ""
    bare = line[:comment].rstrip() if comment else line
    tried: list[list[str]] = []
    for limit in range(cells(line) - 1, _NARROWEST, -1):
        broken = [*_wrapped(above, limit), *_broken(bare, limit)]
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


def _wrapped(comment: str, limit: int) -> list[str]:
    """A comment in lines of its own."""
    margin = " " * _margin(comment)
    words = comment.strip().removeprefix("#").strip()
    marks = f"{margin}# "
    return wrap(words, limit, initial_indent=marks, subsequent_indent=marks, break_long_words=False)


def _broken(line: str, limit: int) -> list[str]:
    """The line as it is where it fits, else parted at its last outermost brackets, or between words of a comment."""
    if line.lstrip().startswith("#") and cells(line) > limit:
        return _wrapped(line, limit)
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


def _focus(source: Source, code: Block, number: int, count: int) -> Iterator[Edit]:
    """What is lit stays lit, in code that now has `count` lines: all parts of the line, and those below it under their
    new numbers."""
    before = code.text.count("\n") + 1
    for line in source.at(("shorts", code.short - 1, "talk_track")).value if code.own else ():
        node = line.value.get("focus") if isinstance(line.value, dict) else None
        lit, _ = focus.parse(str(node.value), before) if node else ((), "")
        moved = ranges(new for one in lit for new in _moved(one, number, count - before))
        if node and moved != ranges(lit):
            written = f'"{moved}"' if "," in moved and line.closing else moved
            yield Edit(source.start(node.span), source.end(node), written)


def _moved(line: int, number: int, more: int) -> range:
    if line == number:
        return range(line, line + more + 1)
    return range(line + more, line + more + 1) if line > number else range(line, line + 1)
