"""Values of another type than expected, where it is plain what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shortsgen.mend.places import named_by, read, replaced
from shortsgen.mend.quotes import comment, in_quotes
from shortsgen.problems import Problem

_NUMBER = re.compile(r"[\"'](?P<number>-?[0-9.]+)[\"']")
_WORDS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def value(text: str, problem: Problem) -> Iterator[str]:
    """The value in quotes, as a number, as a truth value, as a list, or with what seems to be a comment."""
    source = read(text, problem)
    for place in named_by(source, problem):
        start, end = source.start(place.node.span), source.end(place.node)
        written = source.text[start:end]
        meant = [
            *_meant(written, place.node.plain),
            *([in_quotes(written)] if isinstance(place.node.value, dict) else []),
        ]
        yield from (replaced(text, start, end, one) for one in meant if written)
    yield from comment(text, problem)


def _meant(written: str, plain: bool) -> Iterator[str]:
    if match := _NUMBER.fullmatch(written):
        yield match["number"]
    if word := _WORDS.get(written.strip("\"'").lower()):
        yield word
    if written.strip("\"'").lower() in ("true", "false"):
        yield written.strip("\"'").lower()
    if plain:
        yield in_quotes(written)
    yield f"[{written}]"
