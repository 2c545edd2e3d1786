"""A window onto long code: the lines in focus with what is around them, and marks where lines are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shortsgen.choices import View
from shortsgen.layout.fit import EASY, READABLE
from shortsgen.layout.rows import Lines, lines_of
from shortsgen.layout.space import Space
from shortsgen.layout.windows import SetPassage, Windows, excerpt_section
from shortsgen.plan.contents import CodeContent, Content, Program

REMARK = 26  # cells of the longest mark in any language, beside its count
CONTEXT = (2, 1, 0)  # lines around those in focus, where there is room for them

_DEEPEST = 4  # cells that a mark is indented; it has many words
_HEAD = re.compile(r" *(?:async +def|def|class)\b")


def excerpt_windows(
    contents: Sequence[Content], whole: SetPassage[Program] | None, space: Space
) -> dict[Content, Windows]:
    """The windows of the slides that show an excerpt of the code, all in one size: where the author asks for it, and
    where the `whole` is hard to read; but one slide shows that, the first without focus, or the first."""
    if whole is None:
        return {}
    shown = [content for content in contents if isinstance(content, CodeContent)]
    overview = next((one for one in shown if not one.focus), shown[0] if shown else None)
    small = whole.fit.size < READABLE or whole.fit.overflow > 0
    wanted = [one for one in shown if one.focus and one.view is not View.WHOLE and (one.view or small)]
    if not whole.fit.overflow:
        wanted = [one for one in wanted if one is not overview or one.view]
    best = {one: _best(one, space) for one in wanted}
    size = min((section.fit.size for section, _ in best.values()), default=0)
    return {one: Windows(excerpt_section(one.code, lines, space, size)) for one, (_, lines) in best.items()}


def _best(content: CodeContent, space: Space) -> tuple[SetPassage[Program], Lines]:
    """With as many lines around as leave it easily read; else in the largest letters."""
    excerpts = [excerpt(content.code.text, content.focus, context) for context in CONTEXT]
    sections = [(excerpt_section(content.code, lines, space), lines) for lines in excerpts]
    easy = (one for one in sections if one[0].fit.size >= EASY and not one[0].fit.overflow)
    return next(easy, max(sections, key=lambda one: (-one[0].fit.overflow, one[0].fit.size)))


def excerpt(text: str, focus: Sequence[int], context: int) -> Lines:
    """The lines in `focus`, from 1, with so many lines of `context`, and the heads of the functions and classes that
    they stand in. A mark stands for two lines or more, indented as what follows it."""
    whole = lines_of(text)
    shown = _shown(whole.lines, focus, context)
    lines: list[str] = []
    numbers: list[int] = []
    last = 0
    for number in (*shown, len(whole.lines) + 1):
        if (missing := number - last - 1) == 1:
            lines.append(whole.lines[last])
            numbers.append(last + 1)
        elif missing:
            indent = _indent(whole.lines[number - 1]) if number <= len(whole.lines) else 0
            lines.append(" " * min(indent, _DEEPEST) + "…" * (REMARK + len(str(missing))))
            numbers.append(-missing)
        if number <= len(whole.lines):
            lines.append(whole.lines[number - 1])
            numbers.append(number)
        last = number
    return Lines(tuple(lines), code=True, numbers=tuple(numbers))


def _shown(lines: Sequence[str], focus: Sequence[int], context: int) -> list[int]:
    lit = [number for number in focus if number <= len(lines)]
    around = {near for number in lit for step in (-1, 1) for near in _beside(lines, number, step, context)}
    heads = {head for number in lit for head in _heads(lines, number)}
    return sorted({*lit, *around, *heads})


def _beside(lines: Sequence[str], number: int, step: int, context: int) -> Iterator[int]:
    """What stands above or below a line, in its own paragraph."""
    for near in range(number + step, number + step * (context + 1), step):
        if not (1 <= near <= len(lines) and lines[near - 1].strip()):
            return
        yield near


def _heads(lines: Sequence[str], number: int) -> Iterator[int]:
    """The heads of what a line stands in, from the inside."""
    indent = _indent(lines[number - 1])
    for above in range(number - 1, 0, -1):
        line = lines[above - 1]
        if line.strip() and _indent(line) < indent:
            indent = _indent(line)
            if _HEAD.match(line):
                yield above


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
