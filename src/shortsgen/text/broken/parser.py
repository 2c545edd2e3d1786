"""What the parser says of a text whose lines fit each other -> the author's words."""

from __future__ import annotations

_WORDS = {
    "found unknown escape character": (
        "a `\\` in double quotes begins an escape, and this is none",
        "write `\\\\` for a `\\`, or use single quotes, in which it is a sign like others",
    ),
    "did not find expected hexdecimal number": (
        "expected hexadecimal digits after `\\x`, `\\u` or `\\U`",
        "write `\\\\` for a `\\`, or use single quotes, in which it is a sign like others",
    ),
    "did not find expected ',' or ']'": (
        "expected `,` or `]` before this",
        "put a comma between items, and quotes around text that holds one",
    ),
    "did not find expected ',' or '}'": (
        "expected `,` or `}` before this",
        "put a comma between keys, and quotes around text that holds one",
    ),
    "found character that cannot start any token": (
        "expected quotes around text that begins with this character",
        "put the whole text in quotes",
    ),
    "mapping values are not allowed in this context": (
        "expected quotes around text that holds a colon and a blank",
        "put the whole text in quotes",
    ),
}


def said(problem: str) -> tuple[str, str]:
    """The message and the hint for what the parser calls `problem`."""
    return _WORDS.get(problem, (f"this is no YAML: {problem}", ""))
