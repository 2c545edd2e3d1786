"""A checked document and its places -> the records of the model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shortsgen.choices import View
from shortsgen.problems import Problem, Span
from shortsgen.script import focus
from shortsgen.script.model import Code, Listing, Mistake, Options, Short, TalkLine
from shortsgen.script.schema import MistakeDocument, ShortDocument, TalkLineDocument
from shortsgen.text.yaml import Node


def short_record(
    document: ShortDocument, node: Node, number: int, options: Options, source: list[str]
) -> tuple[Short, list[Problem]]:
    """The short, and the problems of what its talk lines light up. `source` holds the lines of the file."""
    children: dict[str, Node] = node.value
    code = _code(children.get("code"), source)
    talk = [
        _talk_line(line, child, code)
        for line, child in zip(document.talk_track, children["talk_track"].value, strict=True)
    ]
    short = Short(
        number=number,
        id=document.id,
        title=document.title,
        hook=document.hook.text,
        talk_track=tuple(line for line, _ in talk),
        code=code or Code(""),
        mistake=_mistake(document.mistake, children["mistake"], source) if document.mistake else None,
        hook_hold=document.hook.hold or None,
        output_hold=document.output.hold or None,
        listings=tuple(_listings(children.get("listings"), source)),
        needs=tuple(document.needs),
        setup=_code(children.get("setup"), source),
        raises=document.raises or None,
        traceback=document.traceback,
        echo=document.echo,
        skip=document.skip or None,
        requires=tuple(document.requires),
        files=tuple(document.files),
        view=document.view,
        varies=tuple(document.varies),
        options=options,
        spans=dict(_spans(node)),
    )
    return short, [problem for _, problem in talk if problem]


def _talk_line(document: TalkLineDocument, node: Node, code: Code | None) -> tuple[TalkLine, Problem | None]:
    if "focus" not in document.model_fields_set:
        return _line(document, (), node), _aimless(document, node)
    lines, wrong = focus.parse(document.focus, _line_count(code))
    problem = Problem("script-focus", wrong, node.value["focus"].span) if wrong else None
    return _line(document, lines, node), problem


def _line(document: TalkLineDocument, lines: tuple[int, ...], node: Node) -> TalkLine:
    return TalkLine(document.say, lines, document.hold or None, node.span, document.view)


def _aimless(document: TalkLineDocument, node: Node) -> Problem | None:
    if document.view is not View.FOCUS:
        return None
    message = "expected `focus` beside `view: focus`, found none"
    return Problem("script-focus", message, node.value["view"].span, "say which lines the window shows")


def _mistake(document: MistakeDocument, node: Node, source: list[str]) -> Mistake:
    code = node.value.get("code") if isinstance(node.value, dict) else None
    return Mistake(document.text, _code(code, source), document.raises or None, document.hold or None, node.span)


def _listings(node: Node | None, source: list[str]) -> Iterator[Listing]:
    for child in node.value if node else ():
        yield Listing(child.value["language"].value, _code(child.value["text"], source) or Code(""))


def _code(node: Node | None, source: list[str]) -> Code | None:
    if node is None:
        return None
    if not node.literal:
        return Code(node.value, node.span.line, literal=False)
    first_line = node.span.line + 1  # the block begins below its `|`, with whatever blank lines it has
    return Code(node.value, first_line, _indent(node.value, source, first_line))


def _indent(text: str, source: list[str], first_line: int) -> int:
    """How many columns YAML puts before `text`, told from its first line that is not blank."""
    for offset, line in enumerate(text.split("\n")):
        if line.strip():
            return len(source[first_line - 1 + offset]) - len(line)
    return 0


def _line_count(code: Code | None) -> int:
    return code.text.rstrip("\n").count("\n") + 1 if code and code.text.strip() else 0


def _spans(node: Node, path: str = "") -> Iterator[tuple[str, Span]]:
    """The places of a node and of all below it: "" itself, `hook`, `needs.0`, `talk_track.1.focus`."""
    yield path, node.span
    children: Any = ()
    if isinstance(node.value, dict):
        children = node.value.items()
    elif isinstance(node.value, list):
        children = enumerate(node.value)
    for key, child in children:
        yield from _spans(child, f"{path}.{key}" if path else str(key))
