"""A Python file whose cells begin with `# %%`, as editors and Jupytext write it -> its blocks.

`# %% [markdown]` begins text, in comments or in one string of three quotes. A title behind `# %%` is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from shortsgen.script.blocks import Block, BlockKind, blocks, split_lines
from shortsgen.script.document import Document
from shortsgen.script.notebook import code_block

_BEGIN = re.compile(r"#[ \t]*%%+(?=[ \t\[]|\Z)(?P<rest>.*)")
_KIND = re.compile(r"\[(?P<kind>markdown|md|raw|code)\]")
_KEYS = re.compile(r"(?:\A|[ \t])(?:\{.*|\w+=.*)\Z")
_COMMENT = re.compile(r"#[ \t]?")
_HEAD = re.compile(r"#[ \t]*---[ \t]*\Z")
_QUOTED = re.compile(r"(?P<above>\s*)r?(?P<quotes>\"{3}|'{3})(?P<text>.*)(?P=quotes)\s*", re.DOTALL)


def read(text: str, file: str) -> Document:
    lines = split_lines(text)
    begins = [number for number, line in enumerate(lines) if _BEGIN.match(line)]
    first = _below_head(lines)
    found: list[Block] = list(_code(lines, first, min([*begins, len(lines)])))
    for start, end in pairwise([*begins, len(lines)]):
        found += _cell(lines, start, end)
    return Document(file, text, tuple(lines), tuple(found), beginning="`# %% Title` above the code of each short")


def _below_head(lines: Sequence[str]) -> int:
    """What Jupytext writes above everything is for itself: comments between two rulers."""
    if not lines or not _HEAD.match(lines[0]):
        return 0
    end = next((number for number, line in enumerate(lines[1:], 1) if _HEAD.match(line)), 0)
    about_itself = any(re.match(r"#\s*(jupyter|jupytext):", line) for line in lines[1:end])
    return end + 1 if about_itself and all(line.startswith("#") for line in lines[:end]) else 0


def _cell(lines: Sequence[str], start: int, end: int) -> Iterator[Block]:
    match = _BEGIN.match(lines[start])
    title, kind, keys = _parted(match["rest"] if match else "")
    yield from _moved(blocks(f"## {title}" if title else ""), start)
    if keys:
        yield Block(BlockKind.OTHER, start + 1, start + 1, "what is set for a cell")
    if kind in ("markdown", "md"):
        yield from _moved(blocks("\n".join(_uncommented(lines[start + 1 : end]))), start + 1)
    elif kind == "raw" and "".join(lines[start + 1 : end]).strip():
        yield Block(BlockKind.OTHER, start + 2, end, "a raw cell")
    else:
        yield from _code(lines, start + 1, end)


def _parted(rest: str) -> tuple[str, str, str]:
    """Title, kind and keys of `Title [markdown] key="value"`."""
    if kind := _KIND.search(rest):
        return rest[: kind.start()].strip(), kind["kind"], rest[kind.end() :].strip()
    keys = _KEYS.search(rest)
    return (rest[: keys.start()] if keys else rest).strip(), "code", keys.group().strip() if keys else ""


def _code(lines: Sequence[str], start: int, end: int) -> Iterator[Block]:
    """Without the blank lines around it."""
    filled = [number for number in range(start, end) if lines[number].strip()]
    if filled:
        first, last = filled[0], filled[-1]
        yield code_block("\n".join(lines[first : last + 1]), first + 1, last + 1)


def _uncommented(lines: Sequence[str]) -> list[str]:
    """Text that stays in its lines, out of comments or out of three quotes around all of it."""
    quoted = _QUOTED.fullmatch("\n".join(lines))
    if quoted and quoted["quotes"] not in quoted["text"]:
        return f"{quoted['above']}{quoted['text']}".split("\n")
    return [_COMMENT.sub("", line, count=1) for line in lines]


def _moved(found: Sequence[Block], above: int) -> Iterator[Block]:
    for block in found:
        yield replace(block, line=above + block.line, end_line=above + block.end_line)
