"""Where a caption breaks well: after punctuation, before conjunctions and prepositions, never inside a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CONJUNCTIONS = "and or but nor so because if when while that which who than as"
_PREPOSITIONS = "about after at before between by during for from in inside instead into like of on onto over through"
_MORE_PREPOSITIONS = "to under until with within without vs versus"
_DETERMINERS = "a an the this these every each your our its my is are be not don’t don't"
_OPENING = frozenset(f"{_CONJUNCTIONS} {_PREPOSITIONS} {_MORE_PREPOSITIONS}".split())
_LEANING = _OPENING | frozenset(_DETERMINERS.split())  # words that belong to the next one
_CLOSERS = "\"'”’»)]"
_OPERATOR = re.compile(r"[^\w\"'“”‘’()\[\]—–…]+")

_AFTER_SENTENCE, _AFTER_COMMA, _BEFORE_PHRASE, _ANYWHERE, _IN_FORMULA, _TORN = 0, 1, 2, 4, 7, 8
_IN_BRACKETS = 4  # comes on top


def break_costs(texts: Sequence[str]) -> tuple[int, ...]:
    """What it costs to break before each word of a line; 0 is best."""
    costs: list[int] = []
    depth = 0
    for number, text in enumerate(texts):
        costs.append(_cost(texts[number - 1], text) + (_IN_BRACKETS if depth > 0 else 0) if number else 0)
        depth = max(0, depth + text.count("(") - text.count(")"))
    return tuple(costs)


def _cost(before: str, after: str) -> int:
    last = before.rstrip(_CLOSERS)[-1:] or " "
    if last in ".!?…":
        return _AFTER_SENTENCE
    if last in ",;:—–":
        return _AFTER_COMMA
    if _OPERATOR.fullmatch(before) or _OPERATOR.fullmatch(after):
        return _IN_FORMULA
    if after.lower() in _OPENING or after.startswith("("):
        return _BEFORE_PHRASE
    return _TORN if before.lower() in _LEANING else _ANYWHERE
