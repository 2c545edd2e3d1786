"""What of an output differs from run to run, as an author says it: `took * s`, where `*` is anything within a line.

A pattern is found by looking for its pieces one after the other, so no text can make that slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WHOLE = "*"  # the pattern of an output of which everything may differ

_NUMBER = re.compile(r"\d[\d_,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_UNIT = re.compile(r"\s?(?:[nmuµ]?s|secs?|seconds?|min|minutes?|fps|[kKMG]?i?B/s|\w{1,20}/s|\w{1,20} per)\b")
_NAMED = re.compile(r"\b(?:time|timed|took|elapsed|duration|latency|speed|rate)\W{0,3}$", re.IGNORECASE)
_LONGEST = 12  # characters that such a name may take, with what parts it from its number
_IDENTITY = re.compile(r"\d{9,}")  # what `id()` and `time.time()` give


def masked(line: str, patterns: Iterable[str]) -> str:
    """A line in which what a pattern matches is replaced by the pattern."""
    for pattern in patterns:
        line = _masked(line, pattern)
    return line


def _masked(line: str, pattern: str) -> str:
    done, position = [], 0
    while position < len(line) and (found := _found(line, pattern, position)):
        done += [line[position : found[0]], pattern]
        position = found[1]
    return "".join((*done, line[position:]))


def _found(text: str, pattern: str, position: int) -> tuple[int, int] | None:
    """From where to where the first match after `position` is, each `*` as short as can be, and to the end of the line
    as the last."""
    first, *pieces = pattern.split("*")
    start = text.find(first, position)
    end = start + len(first)
    for piece in pieces:
        at = text.find(piece, end) if start >= 0 else -1
        if at < 0:
            return None
        end = at + len(piece)
    return (start, end if pieces[-1] else len(text)) if start >= 0 else None


def suggestion(before: Iterable[str], after: Iterable[str]) -> str:
    """The pattern for the first line that differs, "" unless all that differs is numbers that look measured."""
    pairs = [(one, other) for one, other in zip(before, after, strict=False) if one != other]
    patterns = [_pattern(*pair) for pair in pairs]
    return patterns[0] if patterns and all(patterns) else ""


def _pattern(one: str, other: str) -> str:
    """`one` with `*` for the numbers in which `other` differs, "" where something else differs, or looks like more."""
    if _NUMBER.split(one) != _NUMBER.split(other):
        return ""
    pattern, end = "", 0
    for number, changed in zip(_NUMBER.finditer(one), _NUMBER.findall(other), strict=True):
        differs = number[0] != changed
        if differs and not _looks_measured(number):
            return ""
        pattern += one[end : number.start()] + ("*" if differs else number[0])
        end = number.end()
    return pattern + one[end:]


def _looks_measured(number: re.Match[str]) -> bool:
    unit = _UNIT.match(number.string, number.end())
    name = _NAMED.search(number.string, max(0, number.start() - _LONGEST), number.start())
    return bool(unit or name or _IDENTITY.match(number[0]))
