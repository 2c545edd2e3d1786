"""The settings of WebVTT cues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shortsgen.timedtext.violation import Violation, excerpt

_PERCENT = r"(?:100(?:\.0+)?|0*[0-9]{1,2}(?:\.[0-9]+)?)%"
_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What may follow the name and the colon, as a pattern and in words."""

    pattern: re.Pattern[str]
    words: str


def _setting(pattern: str, words: str) -> Setting:
    return Setting(re.compile(pattern), words)


_KNOWN: Mapping[str, Setting] = {
    "vertical": _setting("rl|lr", "`rl` or `lr`"),
    "line": _setting(
        f"(?:{_PERCENT}|-?[0-9]+)(?:,(?:start|center|end))?",
        "a line number or a percentage, then perhaps `,start`, `,center` or `,end`",
    ),
    "position": _setting(
        f"{_PERCENT}(?:,(?:line-left|center|line-right))?",
        "a percentage, then perhaps `,line-left`, `,center` or `,line-right`",
    ),
    "size": _setting(_PERCENT, "a percentage from 0% to 100%"),
    "align": _setting("start|center|end|left|right", "`start`, `center`, `end`, `left` or `right`"),
    "region": _setting(r"(?:(?!-->)[^ \t\n\f\r])+", "an identifier without blanks and without `-->`"),
}


def violations_of_settings(text: str, line: int, start: int) -> Iterator[Violation]:
    """What is wrong with the settings of a cue from `start` of its line on."""
    seen: set[str] = set()
    position = start
    for token in _BLANKS.split(text[start:]):
        yield from _one(token, line, position + 1, seen)
        position += len(token)
        blanks = _BLANKS.match(text, position)
        position = blanks.end() if blanks else position


def _one(token: str, line: int, column: int, seen: set[str]) -> Iterator[Violation]:
    name, colon, value = token.partition(":")
    if name not in _KNOWN or not colon:
        words = ", ".join(f"`{name}:`" for name in _KNOWN)
        yield Violation(line, column, "setting", f"one of the settings {words}", excerpt(token))
    elif name in seen:
        yield Violation(line, column, "setting-twice", f"`{name}` once", excerpt(token))
    elif not _KNOWN[name].pattern.fullmatch(value):
        yield Violation(line, column + len(name) + 1, "setting-value", _KNOWN[name].words, excerpt(value))
    seen.add(name)
