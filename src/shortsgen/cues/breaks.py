"""Where a caption breaks well: after punctuation, before conjunctions and prepositions, never inside a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

from shortsgen.text.markup import Style, parse

_CONJUNCTIONS = "and or but nor so because if when while that which who than as how what where why whether"
_PREPOSITIONS = "about after at before between by during for from in inside instead into like of on onto over through"
_MORE_PREPOSITIONS = "to under until with within without vs versus"
_DETERMINERS = "a an the this these every each your our its my no one any all"
_PRONOUNS = "i you he she it we they you’ll we’ll it’ll they’ll i’ll you’re we’re they’re it’s that’s let’s"
_AUXILIARIES = "is are was were be been will would can could should may might must do does did has have had"
_NEGATIONS = "not never don’t doesn’t won’t can’t isn’t aren’t"
_OPENING = frozenset(f"{_CONJUNCTIONS} {_PREPOSITIONS} {_MORE_PREPOSITIONS}".split())
# Words that belong to the next one: an article to its noun, a pronoun or an auxiliary to its verb.
_LEANING = _OPENING | frozenset(f"{_DETERMINERS} {_PRONOUNS} {_AUXILIARIES} {_NEGATIONS}".split())
_CLOSERS = "\"'”’»)]"
_OPERATOR = re.compile(r"[^\w\"'“”‘’()\[\]—–…]+")

_AFTER_SENTENCE, _AFTER_COMMA, _BEFORE_PHRASE, _ANYWHERE, _IN_FORMULA, _TORN, _IN_CODE = 0, 1, 2, 4, 7, 8, 16
_IN_BRACKETS = 4  # comes on top


def break_costs(texts: Sequence[str], in_code: Sequence[bool] = ()) -> tuple[int, ...]:
    """What it costs to break before each word of a line; 0 is best. `in_code` says of each whether the blank before
    it is inline code."""
    costs: list[int] = []
    depth = 0
    for number, (text, inside) in enumerate(zip(texts, in_code or repeat(False), strict=False)):
        cost = _IN_CODE if inside else _cost(texts[number - 1], text)
        costs.append(cost + (_IN_BRACKETS if depth > 0 else 0) if number else 0)
        depth = max(0, depth + text.count("(") - text.count(")"))
    return tuple(costs)


def blanks_in_code(text: str) -> tuple[bool, ...]:
    """Of each word of a line in inline Markdown, whether the blank before it is inline code."""
    runs = parse(text)
    plain = "".join(run.text for run in runs)
    before = [False, *(run.style is Style.CODE for run in runs for _ in run.text)]
    return tuple(before[word.start()] for word in re.finditer(r"\S+", plain))


def _cost(before: str, after: str) -> int:
    last = before.rstrip(_CLOSERS)[-1:] or " "
    if last in ".!?…":
        return _AFTER_SENTENCE
    if last in ",;:—–":
        return _AFTER_COMMA
    if _OPERATOR.fullmatch(before) or _OPERATOR.fullmatch(after):
        return _IN_FORMULA
    if _plain(before) in _OPENING:  # nothing is parted between `instead` and `of`, `what` and `to`
        return _TORN
    if _plain(after) in _OPENING or after.startswith("("):
        return _BEFORE_PHRASE
    return _TORN if _plain(before) in _LEANING else _ANYWHERE


def _plain(word: str) -> str:
    return word.lower().replace("'", "’").lstrip('“‘("')
