"""YAML text <-> plain data that knows its places. The only module that imports PyYAML.

Read from the parser's events, with a stack of our own: the C loader's composer recurses and dies of deep nesting.
Scalars follow YAML 1.2's core schema, so `on`, `no` and `12:30` are text. Tags, anchors, aliases and merge keys are
refused, because a script never needs them and each has been used as a bomb or a trapdoor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from shortsgen.problems import InputError, Problem, Span
from shortsgen.text.lines import BREAK, COMMENT

MAX_BYTES = 32 * 1024 * 1024  # twenty thousand shorts; read in seconds
MAX_DEPTH = 12  # a day needs six

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")


@dataclass(slots=True)
class Node:
    """A value and where it stands. `value` is a scalar, a list of nodes or a dict of nodes by key."""

    value: Any
    span: Span
    literal: bool = False  # written as a `|` block
    plain: bool = False  # text without quotes, or nothing
    comment: Span | None = None  # what stands behind it on its line, where it is plain
    closing: Span | None = None  # of a collection in braces or brackets: the sign that ends it
    keys: dict[str, Span] = field(default_factory=dict)  # of a mapping: where each key stands


def parse(text: str, file: str) -> Node:
    """Read one YAML document.

    Raises InputError with every problem that can be told apart: a syntax error ends the reading, while duplicate
    keys, tags, anchors and aliases are all collected first.
    """
    reader = _Reader(file, BREAK.split(text))
    try:
        if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise reader.stop("yaml-size", f"the file is larger than {MAX_BYTES // 2**20} MiB", Span(file, 1))
        for event in _events(text):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        reader.problems.append(_refused(error, text, file))
    except (yaml.reader.ReaderError, UnicodeEncodeError) as error:
        reader.problems.append(_unreadable(text, error, file))
    except _Stop:
        pass
    if reader.problems:
        raise InputError(reader.problems, {file: text})
    if reader.root is None:
        raise InputError([Problem("yaml-empty", "the file is empty", Span(file, 1))], {file: text})
    return reader.root


def _events(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _refused(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    from shortsgen.text.broken.lines import first_fault  # only who has such a text waits for these
    from shortsgen.text.broken.parser import said

    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message, hint = said(str(error.problem or error.context))
    return first_fault(text, file, line) or Problem("yaml-syntax", message, Span(file, line, column), hint)


def _unreadable(text: str, error: Exception, file: str) -> Problem:
    position = int(getattr(error, "position", 0) or getattr(error, "start", 0))
    before = text[:position]
    span = Span(file, before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
    character = text[position : position + 1]
    name = f"U+{ord(character):04X}" if character else "a character"
    return Problem(
        "yaml-character",
        f"{name} is not allowed in YAML",
        span,
        hint="write it as an escape in double quotes",
    )


class _Stop(Exception):  # noqa: N818 - leaves the loop over events; nobody outside sees it
    pass


class _Reader:
    """Builds nodes from events. One frame a collection; `waiting` holds the key of a mapping that has no value yet."""

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self.file, self.lines = file, lines
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[Node] = []
        self.waiting: list[tuple[str, Span] | None] = []
        self.twice: dict[int, set[str]] = {}  # by the mapping, the keys of it that were told to stand twice

    def stop(self, code: str, message: str, span: Span, hint: str = "") -> _Stop:
        self.problems.append(Problem(code, message, span, hint))
        return _Stop()

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse("alias", f"*{event.anchor}", event)
            self._place(Node(None, self._span(event)))
        elif isinstance(event, yaml.ScalarEvent):
            self._decorated(event)
            self._place(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            hint = "remove this line; another day is a file of its own"
            raise self.stop("yaml-documents", "expected one document, found a second", self._span(event), hint)

    def _scalar(self, event: Any) -> Node:
        span = self._span(event)
        node = Node(_scalar(event), span, literal=event.style == "|", plain=not event.style)
        line = self.lines[span.end_line - 1] if node.plain and span.end_line <= len(self.lines) else ""
        if "#" in line and (comment := COMMENT.match(line, span.end_column - 1)):
            node.comment = Span(self.file, span.end_line, comment.end(), span.end_line, len(line) + 1)
        return node

    def _open(self, event: Any) -> None:
        self._decorated(event)
        if len(self.stack) >= MAX_DEPTH:
            raise self.stop("yaml-depth", f"nested deeper than {MAX_DEPTH} levels", self._span(event))
        node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], self._span(event))
        self._place(node)
        self.stack.append(node)
        self.waiting.append(None)

    def _close(self, event: Any) -> None:
        """A collection without signs of its own ends with what is last in it."""
        self.waiting.pop()
        node, span = self.stack.pop(), self._span(event)
        node.closing = span if span.column < span.end_column else None

    def _place(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        key = self.waiting[-1]
        if key is None:
            self.waiting[-1] = (self._key(node, parent), node.span)
            return
        self.waiting[-1] = None
        parent.value[key[0]] = node
        parent.keys[key[0]] = key[1]

    def _key(self, node: Node, parent: Node) -> str:
        if isinstance(node.value, (dict, list)):
            raise self.stop("yaml-key", "a key must be text, found a collection", node.span)
        key = node.value if isinstance(node.value, str) else str(node.value)
        if key == "<<":
            self.problems.append(Problem("yaml-merge", "merge keys are not allowed", node.span, "write the keys out"))
        elif key in parent.value:
            self._twice(key, node.span, parent)
        return key

    def _twice(self, key: str, span: Span, parent: Node) -> None:
        """Where the first key of an item stands twice, all that follows is most likely an item without its dash."""
        first = next(iter(parent.keys))
        in_list = len(self.stack) > 1 and isinstance(self.stack[-2].value, list)
        if in_list and first in self.twice.get(id(parent), ()):
            return
        self.twice.setdefault(id(parent), set()).add(key)
        message = f"the key `{key}` stands twice: first in line {parent.keys[key].line}"
        or_item = f", or write `- {key}: ...` where the next item begins" if in_list and key == first else ""
        self.problems.append(Problem("yaml-duplicate", message, span, f"keep one of them{or_item}"))

    def _decorated(self, event: Any) -> None:
        if event.anchor:
            self._refuse("anchor", f"&{event.anchor}", event)
        if event.tag and event.tag != "!":
            self._refuse("tag", event.tag, event)

    def _refuse(self, what: str, found: str, event: Any) -> None:
        message = f"a YAML {what} is not allowed, found `{found}`"
        sign = found[0] if found[0] in "*&!" else "!"
        hint = f"write the value out, or put text that begins with `{sign}` in quotes"
        self.problems.append(Problem(f"yaml-{what}", message, self._span(event), hint))

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _scalar(event: Any) -> Any:
    """The value of a scalar: text where it is quoted or a block, else by the core schema."""
    value: str = event.value
    if event.style or not event.implicit[0]:
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INT.match(value):
        return int(value) if len(value) <= 20 else float(value)
    return float(value) if _FLOAT.match(value) else value


def data(node: Node) -> Any:
    """The plain values of a tree, without its places."""
    if isinstance(node.value, dict):
        return {key: data(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [data(child) for child in node.value]
    return node.value


class _Writer(yaml.SafeDumper):
    """The pure Python emitter, because the C one escapes every character outside the basic plane."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - equal values are written out each time
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002
        """Indent lists below their key, as people write them."""
        return super().increase_indent(flow, False)

    def determine_block_hints(self, text: str) -> Any:
        """Tell the indentation also where the text begins with a tab, which readers refuse otherwise."""
        hints = super().determine_block_hints(text)
        return f"{self.best_indent}{hints}" if text.startswith("\t") else hints

    def analyze_scalar(self, scalar: str) -> Any:
        """Keep text of several lines a literal block also where a line ends in blanks or holds a tab."""
        analysis = super().analyze_scalar(scalar)
        if analysis.multiline and not _UNPRINTABLE.search(scalar):
            analysis.allow_block = True
        return analysis

    def represent_text(self, value: str) -> Any:
        style = "|" if "\n" in value else None
        looks_typed = value in _WORDS or _INT.match(value) or _FLOAT.match(value)
        if looks_typed or _UNPRINTABLE.search(value):
            style = '"'
        return self.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Writer.add_representer(str, _Writer.represent_text)


def dump(value: Mapping[str, Any]) -> str:
    """YAML text of plain data in the order given; text of several lines as literal blocks."""
    return _dumped(value, flow=False)


def entries(value: Mapping[str, Any]) -> str:
    """The same to stand among others: without the `...` that ends a document whose last text keeps its blank lines."""
    return re.sub(r"(?<=\n)\.\.\.\n\Z", "", dump(value))


def flow(value: Any) -> str:
    """Plain data as it stands between brackets or braces, in one line."""
    return _dumped([value], flow=True).strip().removeprefix("[").removesuffix("]")


def _dumped(value: Any, flow: bool) -> str:
    return yaml.dump(
        value,
        Dumper=_Writer,
        sort_keys=False,
        allow_unicode=True,
        width=1_000_000,
        default_flow_style=flow,
        indent=2,
    )
