"""Code that Python cannot read because of how it came into the script."""

from __future__ import annotations

import unicodedata

from shortsgen.rules.hints.place import lines_until
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure
from shortsgen.run.snippet import Snippet
from shortsgen.text.typed import QUOTES, typed

_ERRORS = ("SyntaxError", "IndentationError", "TabError")
_PASTED = {
    ("!", "%"): "only a notebook knows such lines: leave it out, or show it as one of the `listings`",
    (">>>", "..."): "leave the prompt out: `code` holds what is typed after it",
}


def not_typed(snippet: Snippet, error: Failure, _known: Known) -> str:
    """Characters that a word processor put in, and lines that only a notebook or a prompt understands."""
    if error.type not in _ERRORS:
        return ""
    line = "".join(lines_until(snippet, error.line)[-1:])
    pasted = (said for marks, said in _PASTED.items() if line.lstrip().startswith(marks))
    return _of_character(line, error.message) or next(pasted, "")


def _of_character(line: str, message: str) -> str:
    """About the character that Python names; where a string has no end, about what was meant to be its end."""
    unended = message.startswith("unterminated")
    for character in line:
        if f"U+{ord(character):04X}" in message or (unended and character in QUOTES):
            return _instead(character)
    return ""


def _instead(character: str) -> str:
    if character in QUOTES:
        return f"`{character}` is a curly quote: type straight ones, `{QUOTES[character]}`"
    plain = typed(character)
    if not character.isprintable():
        return f"{_name(character)} looks like nothing: type {'a plain space' if plain == ' ' else 'the line anew'}"
    return f"`{character}` is {_name(character)}: type `{plain}`" if plain.isascii() else ""


def _name(character: str) -> str:
    name = unicodedata.name(character, "this character").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
