"""What a line of YAML looks like, and what it leaves open for the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from shortsgen.text.lines import COMMENT

CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |\Z)")
DOCUMENT_END = re.compile(r"\.\.\.(?:[ \t]|\Z)")
DOCUMENT_START = re.compile(r"---(?:[ \t]|\Z)")
DASH = re.compile(r"-(?:[ \t]+|\Z)")
BLOCK = re.compile(r"[|>](?:[+-]?(?P<indent>[1-9])?[+-]?)(?:[ \t]+#.*|[ \t]*)\Z")
COLON = re.compile(r":(?=[ \t]|\Z)")
NO_BLANK = re.compile(r"(?P<key>[\w./][\w./-]*)(?P<colon>[:：])(?P<rest>[^ \t].*)")
NO_DASH_BLANK = re.compile(r"-(?=[^\W\d]|[`\"'“])")
#: A key as scripts have it, and any text that YAML takes for one.
KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[\w./][\w./-]*)[ \t]*:(?:[ \t]+|\Z)""")
ANY_KEY = re.compile(r"(?P<key>[^\s\"'\[\]{}|>&*!%@`#,?:-][^#:]*?)[ \t]*:(?:[ \t]+|\Z)")
#: What no text without quotes begins with.
INDICATOR = re.compile(r"[`@%*&!,\]}]|[-?:](?=[ \t]|\Z)")
_FLOW = re.compile(r"""[\[\]{}]|(?P<comment>(?:(?<=[ \t])|\A)\#.*)|(?P<quote>(?:(?<=[\[{,:\s])|\A)["'])""", re.VERBOSE)


class Kind(Enum):
    EMPTY = auto()  # nothing yet: the value may stand below
    TEXT = auto()  # without quotes: lines further right go on with it
    QUOTED = auto()
    FLOW = auto()  # in brackets or braces
    BLOCK = auto()  # below `|` or `>`


@dataclass(slots=True)
class Opened:
    """An open mapping or list. `line` and `name` are those of its latest key or item; columns count from 0 here."""

    column: int
    is_list: bool
    line: int
    name: str
    keys: set[str] = field(default_factory=set)
    count: int = 0

    def take(self, line: int, name: str) -> None:
        self.line, self.name, self.count = line, name, self.count + 1
        self.keys.add(name)


@dataclass(slots=True)
class Value:
    """What the next line may go on with. `parent` is the column of the key or dash that it belongs to."""

    kind: Kind
    parent: int
    line: int
    column: int
    key: str = ""
    text: str = ""
    own_line: bool = False  # it begins a line, or follows a dash, where a key could stand too
    indent: int = 0  # of a block's lines, once one is known
    ended: int = 0  # the line of a comment that ended a block
    closing: str = ""  # the quote that ends it, or the closing brackets in the order in which they are missing


def closing_quote(text: str, quote: str) -> int:
    """The position after the quote that closes `text`, which begins behind the opening one; -1 where none does."""
    pattern = r"(?:[^\"\\]|\\.)*\"" if quote == '"' else r"(?:[^']|'')*'(?!')"
    match = re.match(pattern, text)
    return match.end() if match else -1


def closing_bracket(text: str, missing: str) -> tuple[int, str]:
    """The position after the bracket that closes the last of `missing`, or -1 and what is missing after `text`.

    Within a quote that this line leaves open, the quote is the first that is missing.
    """
    position = 0
    while match := _next(text, position, missing):
        position = match.end()
        if missing[0] in "\"'":
            missing = missing[1:]
        elif match.groupdict().get("quote"):
            missing = match["quote"] + missing
        elif match[0] in "[{":
            missing = {"[": "]", "{": "}"}[match[0]] + missing
        elif match[0] == missing[0]:
            missing = missing[1:]
            if not missing:
                return position, ""
    return -1, missing


def _next(text: str, position: int, missing: str) -> re.Match[str] | None:
    """What opens or closes next. In quotes only their end counts."""
    if missing[0] in "\"'":
        return re.compile(r"(?:[^\"\\]|\\.)*\"" if missing[0] == '"' else r"(?:[^']|'')*'(?!')").match(text, position)
    return _FLOW.search(text, position)


def without_comment(text: str) -> str:
    """Text without quotes ends where a comment begins."""
    comment = COMMENT.search(text)
    return (text[: comment.start()] if comment else text).rstrip()
