"""Text that a day's author wrote and YAML takes for something else, so that it is neither said nor shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shortsgen.problems import Problem, Severity, Span
from shortsgen.text.yaml import Node

_TEXTS = frozenset(["title", "hook", "talk_track", "say", "mistake", "text", "skip"])
_MEANT = re.compile(r"[ \t]{2,}#(?:[ \t#]|\Z)")  # two blanks before it and one after it, as people write comments
_ITEM = re.compile(r"[ \t]*(?P<item>-(?:[ \t].*)?)\Z")


def lost_text(root: Node, lines: Sequence[str]) -> tuple[Problem, ...]:
    """A warning for each place where text becomes a comment, or a line becomes part of the one above."""
    return tuple(sorted(_below(root, "", lines), key=lambda problem: problem.span or Span("", 0)))


def _below(node: Node, key: str, lines: Sequence[str]) -> Iterator[Problem]:
    """`key` is the nearest one above the node."""
    if isinstance(node.value, dict):
        for name, child in node.value.items():
            yield from _below(child, name, lines)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _below(child, key, lines)
    elif node.plain and isinstance(node.value, str):
        if key in _TEXTS:
            yield from _joined_item(node, lines)
        if key == "code":
            yield from _joined_code(node)
        if node.comment and (key == "code" or (key in _TEXTS and not _is_meant(node.comment, node.span, lines))):
            yield _comment(node.comment, key, lines)


def _is_meant(comment: Span, text: Span, lines: Sequence[str]) -> bool:
    return bool(_MEANT.match(lines[comment.line - 1], text.end_column - 1))


def _comment(comment: Span, key: str, lines: Sequence[str]) -> Problem:
    found = lines[comment.line - 1][comment.column - 1 :].rstrip()
    message = f"the text ends before `{found}`, which is a comment"
    hint = "put the whole text in quotes; where a comment is meant, write two blanks before `#` and one after it"
    hint = "write `code: |`, and the code below it" if key == "code" else hint
    return Problem("yaml-comment", message, comment, hint, Severity.WARNING)


def _joined_item(node: Node, lines: Sequence[str]) -> Iterator[Problem]:
    for number in range(node.span.line + 1, node.span.end_line + 1):
        if match := _ITEM.match(lines[number - 1]):
            span = Span(node.span.file, number, match.start("item") + 1, number, match.end("item") + 1)
            message = "this line goes on with the text above, since it stands further right than its dash"
            yield Problem("yaml-joined", message, span, "indent it like the item above it", Severity.WARNING)


def _joined_code(node: Node) -> Iterator[Problem]:
    if node.span.end_line > node.span.line:
        message = "these lines of code become one, since no `|` stands before them"
        yield Problem("yaml-joined", message, node.span, "write `code: |`", Severity.WARNING)
