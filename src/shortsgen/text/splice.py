"""Changes of a YAML text at the place that they concern: every other character stays, and so do all comments.

Each function gives the whole text, and has read it again: what it gives loads as the changed data and has the same
comments, or it raises InputError. A text that ends in the middle of a line gets a break there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from textwrap import indent
from typing import Any

from shortsgen.problems import InputError, Problem, Span
from shortsgen.text import yaml as yamltext
from shortsgen.text.source import Path, Source, children, innermost
from shortsgen.text.yaml import Node

_MARK = "\ufeff"  # some editors write it before everything
_BLANK = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+")


def put(text: str, path: Path, value: Any, order: Sequence[str] = ()) -> str:
    """Give a key its value. One that is new stands behind the nearest one that `order` has before it."""

    def change(source: Source) -> str:
        parent = source.at(path[:-1])
        if path[-1] in parent.value:
            return _replace(source, parent, str(path[-1]), value)
        return _enter(source, parent, str(path[-1]), value, order)

    def expected(data: Any) -> None:
        _below(data, path[:-1])[path[-1]] = value

    return _changed(text, change, expected)


def insert(text: str, path: Path, place: int, items: Sequence[Any], apart: bool = False) -> str:
    """Put items into a list so that the first of them has this place; `apart` puts a blank line between items."""

    def change(source: Source) -> str:
        found = source.at(path)
        if found.closing:
            return _insert_in_flow(source, found, place, [*map(yamltext.flow, items)])
        if place == 0:
            return _insert_first(source, source.at(path[:-1]).keys[str(path[-1])], found.span.column, items, apart)
        return _insert_after(source, found, place, items, apart)

    def expected(data: Any) -> None:
        _below(data, path)[place:place] = items

    return _changed(text, change, expected)


def remark(text: str, path: Path, comment: str) -> str:
    """Put a comment of one line above the line of a key."""

    def change(source: Source) -> str:
        at, margin = _above(source, source.start(source.at(path[:-1]).keys[str(path[-1])]))
        return _spliced(source, at, at, f"{margin}# {comment}\n")

    return _changed(text, change, lambda _: None, f"# {comment}")


def _changed(text: str, change: Callable[[Source], str], expected: Callable[[Any], None], remark: str = "") -> str:
    mark = _MARK if text.startswith(_MARK) else ""
    source = Source(_ended(text.removeprefix(mark)))
    data = yamltext.data(source.root)
    expected(data)
    changed = Source(change(source))
    comments = _comments(source) + Counter([remark] if remark else [])
    if yamltext.data(changed.root) != data or _comments(changed) != comments:
        message = "this script is written in a way that cannot be changed automatically"
        raise InputError([Problem("script-edit", message, hint="change it by hand")])
    return mark + changed.text


def _comments(source: Source) -> Counter[str]:
    return Counter(comment for _, comment in source.comments(0, len(source.text)))


def _below(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _ended(text: str) -> str:
    """The text with a break at its end; a block of text that ends there has none more for it."""
    if text.endswith(("\n", "\r")):
        return text
    source = Source(text)
    if not (header := source.header(innermost(source.root))):
        return text + source.newline
    start, end = header.span("chomping")
    return text[:start] + re.sub("[+-]", "", text[start:end]) + "-" + text[end:] + source.newline


def _replace(source: Source, parent: Node, key: str, value: Any) -> str:
    node = parent.value[key]
    start, end = source.start(node.span), source.end(node)
    written = yamltext.flow(value) if parent.closing or node.closing else _inline(key, value)
    if parent.closing or (written and _is_inline(source, node)):
        return _spliced(source, start, end, written if start < end else f" {written}")
    return _replace_lines(source, node, parent.keys[key], {key: value})


def _is_inline(source: Source, node: Node) -> bool:
    in_lines = isinstance(node.value, dict | list) and not node.closing
    return not (in_lines or source.header(node) or "\n" in source.text[source.start(node.span) : source.end(node)])


def _inline(key: str, value: Any) -> str:
    """What stands behind a key, where it is one line."""
    written = yamltext.entries({key: value}).removeprefix(f"{key}: ").removesuffix("\n")
    return "" if isinstance(value, dict | list) or "\n" in written else written


def _replace_lines(source: Source, node: Node, key: Span, entry: dict[str, Any]) -> str:
    """A comment in the first line stays there; those in lines further down come to stand above the key."""
    start, end = source.start(key), source.after(node, key.column)
    comments = source.comments(start, end)
    beside = "".join(f"  {comment}" for at, comment in comments if at < source.line_end(start))
    head, _, rest = yamltext.entries(entry).partition("\n")
    at, margin = _above(source, start)
    above = "".join(f"{margin}{comment}\n" for offset, comment in comments if offset >= source.line_end(start))
    before = source.text[at:start]
    return _spliced(source, at, end, f"{above}{before}{head}{beside}\n{_indented(rest, key.column)}")


def _enter(source: Source, parent: Node, key: str, value: Any, order: Sequence[str]) -> str:
    if parent.closing:
        return _insert_in_flow(source, parent, len(parent.value), [f"{key}: {yamltext.flow(value)}"])
    before = order[: order.index(key)] if key in order else ()
    anchor = next((name for name in reversed(before) if name in parent.value), [*parent.value][-1])
    column = parent.span.column
    at = source.after(parent.value[anchor], column)
    return _spliced(source, at, at, _indented(yamltext.entries({key: value}), column))


def _insert_in_flow(source: Source, found: Node, place: int, written: Sequence[str]) -> str:
    if place:
        end = source.end(children(found)[place - 1])
        return _spliced(source, end, end, f", {', '.join(written)}")
    start = source.start(found.span) + 1
    return _spliced(source, start, start, ", ".join([*written, ""]) if found.value else ", ".join(written))


def _insert_first(source: Source, key: Span, column: int, items: Sequence[Any], apart: bool) -> str:
    at = source.line_end(source.start(key))
    written = _items(items, column, apart)
    return _spliced(source, at, at, written + "\n" * (apart and not written.endswith("\n\n")))


def _insert_after(source: Source, found: Node, place: int, items: Sequence[Any], apart: bool) -> str:
    before, column = found.value[place - 1], found.span.column
    at = source.after(before, column)
    return _spliced(source, at, at, "\n" * (apart and not source.keeps_blank(before)) + _items(items, column, apart))


def _items(items: Sequence[Any], column: int, apart: bool) -> str:
    """Some end in a blank line of their own."""
    lines = [yamltext.entries({"items": [item]}).partition("\n")[2] for item in items]
    apart_lines = [item + "\n" * (apart and not item.endswith("\n\n")) for item in lines[:-1]]
    return _indented(re.sub("(?m)^  ", "", "".join([*apart_lines, *lines[-1:]])), column)


def _above(source: Source, start: int) -> tuple[int, str]:
    """The beginning of a line, and the blanks that it begins with."""
    at = source.line_start(start)
    line = source.text[at:start]
    return at, line[: len(line) - len(line.lstrip(" "))]


def _indented(lines: str, column: int) -> str:
    return indent(lines, " " * (column - 1), lambda line: line != "\n")


def _spliced(source: Source, start: int, end: int, written: str) -> str:
    """What ends in a blank line that belongs to it would take those below it in, so it stands in their place."""
    if written.endswith("\n\n") and (blank := _BLANK.match(source.text, end)):
        end = blank.end()
    return source.text[:start] + written.replace("\n", source.newline) + source.text[end:]
