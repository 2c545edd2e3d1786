"""A Jupyter notebook, of nbformat 3 or 4 -> its blocks.

Outputs are not looked at: what a snippet gives is found by executing it. Code in another language than Python is kept
as the listing that it is in Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from shortsgen.problems import InputError, Problem, Span, bad_input, excerpt
from shortsgen.script.blocks import Block, BlockKind, blocks, split_lines
from shortsgen.script.document import Cell, Document
from shortsgen.script.magics import without_magics

_KINDS = {3: ("markdown", "code", "raw", "heading"), 4: ("markdown", "code", "raw")}
_BEGINNING = "`## Title` into a cell of Markdown above the code of each short"
_HINT = "open it in Jupyter and save it anew"


def read(text: str, file: str) -> Document:
    """Raises InputError with the problems of all cells, each with its number from 1."""
    root = _json(text, file)
    reader = _Reader(file, _version(root, file))
    for number, cell in enumerate(reader.cells(root), 1):
        reader.take(number, cell)
    if reader.problems:
        raise InputError(reader.problems, {file: text})
    return Document(file, text, tuple(reader.lines), tuple(reader.blocks), tuple(reader.places), _BEGINNING)


def _json(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"expected a notebook, which is JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise InputError(
            [Problem("notebook", message, Span(file, error.lineno, error.colno), _HINT)], {file: text}
        ) from None
    except (RecursionError, ValueError):
        raise bad_input(
            f"{file} is no notebook: it is nested too deep, or has a number too long", _HINT, "notebook"
        ) from None


def _version(root: Any, file: str) -> int:
    version = root.get("nbformat") if isinstance(root, dict) else None
    if version not in _KINDS or isinstance(version, (bool, float)):
        found = f"`nbformat: {excerpt(json.dumps(version))}`" if version is not None else "none"
        raise bad_input(
            f"{file} is no notebook that can be read: expected `nbformat` 3 or 4, found {found}", _HINT, "notebook"
        )
    return int(version)


@dataclass
class _Reader:
    file: str
    version: int
    language: str = "python"
    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    places: list[Cell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def cells(self, root: dict[str, Any]) -> Iterator[Any]:
        self.language = _language(root)
        if self.version == 4:
            yield from self._list(root, "cells", self.file)
            return
        for number, sheet in enumerate(self._list(root, "worksheets", self.file), 1):
            yield from self._list(sheet, "cells", f"{self.file}, worksheet {number}")

    def _list(self, parent: Any, key: str, where: str) -> list[Any]:
        found = parent.get(key) if isinstance(parent, dict) else None
        if not isinstance(found, list):
            self._refuse(f"{where}: expected a list `{key}`, found {_kind(found)}")
            return []
        return found

    def take(self, number: int, cell: Any) -> None:
        name = f"{self.file}, cell {number}"
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        if kind not in _KINDS[self.version]:
            expected = ", ".join(f"`{one}`" for one in _KINDS[self.version])
            self._refuse(f"{name}: expected a `cell_type` of {expected}, found {_kind(kind)}")
            return
        key = "input" if self.version == 3 and kind == "code" else "source"
        if (text := _text(cell.get(key))) is None:
            self._refuse(f"{name}: expected `{key}` to be text or a list of texts, found {_kind(cell.get(key))}")
        elif any("\ud800" <= sign <= "\udfff" for sign in text):
            self._refuse(f"{name}: expected `{key}` to be text that can be written, found half a character")
        elif text.strip():
            self._add(name, f"{'#' * _level(cell)} {text}" if kind == "heading" else text, kind)

    def _refuse(self, message: str) -> None:
        self.problems.append(Problem("notebook", message, hint=_HINT))

    def _add(self, name: str, text: str, kind: str) -> None:
        above = len(self.lines)
        self.places.append(Cell(name, text, above + 1))
        self.lines += [*split_lines(text), ""]  # what follows is no neighbor of it
        for block in self._blocks(text, kind):
            self.blocks.append(replace(block, line=above + block.line, end_line=above + block.end_line))

    def _blocks(self, text: str, kind: str) -> list[Block]:
        last = len(split_lines(text))
        if kind == "code":
            return [code_block(text, 1, last, self.language)]
        if kind == "raw":
            return [Block(BlockKind.OTHER, 1, last, "a raw cell")]
        return blocks(text)


def code_block(text: str, line: int, end_line: int, language: str = "python") -> Block:
    """The code of a cell, and what of it only notebooks know."""
    language, code, dropped = without_magics(text, language)
    text = f"{code.rstrip()}\n"
    return Block(BlockKind.CODE, line, end_line, text, language=language, dropped=dropped)


def _language(root: dict[str, Any]) -> str:
    """What the kernel's language is called; Python where the notebook does not say."""
    about = root.get("metadata")
    for part, key in (("kernelspec", "language"), ("language_info", "name")):
        found = about.get(part) if isinstance(about, dict) else None
        name = found.get(key) if isinstance(found, dict) else None
        if isinstance(name, str) and name.split():
            return name.split()[0].lower()
    return "python"


def _text(source: Any) -> str | None:
    """A text, or its lines; None for what is neither."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return source.replace("\r\n", "\n") if isinstance(source, str) else None


def _level(cell: dict[str, Any]) -> int:
    level = cell.get("level")
    return level if isinstance(level, int) and 1 <= level <= 6 else 1


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return f"`{excerpt(value)}`"
    names = {dict: "a mapping", list: "a list", type(None): "nothing", bool: "true or false"}
    return names.get(type(value), "a number")
