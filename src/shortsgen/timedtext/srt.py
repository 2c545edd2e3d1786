"""SRT, which no one specifies: the strict form that every player and every platform reads alike.

The rules are those of `docs/reference/captions.md`: numbered cues, exact times, no overlap, plain text, one empty
line between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shortsgen.timedtext.violation import Violation, excerpt

_TIME = r"([0-9]{2}):([0-5][0-9]):([0-5][0-9]),([0-9]{3})"
_TIMINGS = re.compile(f"{_TIME} --> {_TIME}")
_MARKUP = re.compile(r"<[A-Za-z/!?]|\{\\")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ARROW = "-->"


def violations(text: str) -> tuple[Violation, ...]:
    """All places at which `text` is no strict SRT, in order. A file without cues is empty."""
    lines = text.replace("\r\n", "\n").split("\n")
    return tuple(sorted([*_characters(lines), *_structure(lines)] if text else []))


def _at(lines: Sequence[str], index: int, position: int, rule: str, expected: str, found: str = "") -> Violation:
    line = lines[index] if index < len(lines) else ""
    return Violation(index + 1, position + 1, rule, expected, found or excerpt(line, position))


def _characters(lines: Sequence[str]) -> Iterator[Violation]:
    for index, line in enumerate(lines):
        for match in _UNSEEN.finditer(line):
            bom = match[0] == "\ufeff" and (index, match.start()) == (0, 0)
            rule, wanted = ("bom", "no byte order mark") if bom else ("character", "no control character")
            yield _at(lines, index, match.start(), rule, wanted, f"U+{ord(match[0]):04X}")
        for match in _LONE_RETURN.finditer(line):
            yield _at(lines, index, match.start(), "line-end", "line feeds as line ends", "a lone carriage return")


def _structure(lines: Sequence[str]) -> Iterator[Violation]:
    if lines[-1]:
        yield _at(lines, len(lines) - 1, len(lines[-1]), "end", "a line end", "the end of the file")
    elif len(lines) > 1 and not lines[-2]:
        yield _at(lines, len(lines) - 2, 0, "end", "the end of the file after the last cue", "an empty line")
    index, number, free = 0, 1, 0
    while index < len(lines) and any(lines[index:]):
        if not lines[index]:
            wanted = "one empty line between cues" if index else "the first cue on the first line"
            yield _at(lines, index, 0, "blank", wanted, "an empty line")
            index += 1
            continue
        end = _end_of_block(lines, index)
        found, free = _cue(lines, index, end, number, free)
        yield from found
        index, number = end + 1, number + 1
        if end < len(lines) and lines[end]:  # the next cue, with no empty line before it
            index = end


def _end_of_block(lines: Sequence[str], first: int) -> int:
    """Where a cue ends: at an empty line, or where a number and a line of times follow."""
    for index in range(first + 1, len(lines)):
        if not lines[index]:
            return index
        next_times = index + 1 < len(lines) and _TIMINGS.match(lines[index + 1])
        if index > first + 1 and lines[index].isdecimal() and next_times:
            return index
    return len(lines)


def _cue(lines: Sequence[str], first: int, end: int, number: int, free: int) -> tuple[list[Violation], int]:
    """What is wrong with a cue, and from when on the next one may be shown."""
    found: list[Violation] = []
    if lines[first].removeprefix("\ufeff") != str(number):
        found.append(_at(lines, first, 0, "number", f"the number {number}"))
    at = first if _ARROW in lines[first] else first + 1
    times, free = _times(lines, at, free)
    found += times
    if at + 1 == end:
        found.append(_at(lines, min(end, len(lines) - 1), 0, "empty", "the text of the cue", "none"))
    for index in range(at + 1, end):
        found += _text(lines, index)
    if end < len(lines) and lines[end]:
        found.append(_at(lines, end, 0, "blank", "an empty line before the next cue"))
    return found, free


def _times(lines: Sequence[str], index: int, free: int) -> tuple[list[Violation], int]:
    line = lines[index] if index < len(lines) else ""
    match = _TIMINGS.fullmatch(line)
    if match is None:
        wanted = "times such as `00:00:01,000 --> 00:00:02,000`"
        return [_at(lines, min(index, len(lines) - 1), 0, "time", wanted, excerpt(line))], free
    numbers = [int(part) for part in match.groups()]
    start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
    found = []
    if end <= start:
        found.append(_at(lines, index, match.start(5), "time-order", "an end after the start"))
    if start < free:
        found.append(_at(lines, index, 0, "overlap", "a start that is no earlier than the end of the cue before"))
    return found, max(free, end)


def _text(lines: Sequence[str], index: int) -> Iterator[Violation]:
    line = lines[index]
    if not line.strip(" \t"):
        yield _at(lines, index, 0, "empty", "a line of text", "blanks only")
    if (arrow := line.find(_ARROW)) >= 0:
        yield _at(lines, index, arrow, "arrow", "no `-->` in the text")
    for match in _MARKUP.finditer(line):
        yield _at(lines, index, match.start(), "markup", "plain text", excerpt(line, match.start()))
