"""The settings of WebVTT cues and regions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
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


_IDENTIFIER = _setting(r"(?:(?!-->)[^ \t\n\f\r])+", "an identifier without blanks and without `-->`")
_WIDTH = _setting(_PERCENT, "a percentage from 0% to 100%")
_ANCHOR = _setting(f"{_PERCENT},{_PERCENT}", "two percentages from 0% to 100%, such as `0%,100%`")
CUE: Mapping[str, Setting] = {
    "vertical": _setting("rl|lr", "`rl` or `lr`"),
    "line": _setting(
        f"(?:{_PERCENT}|-?[0-9]+)(?:,(?:start|center|end))?",
        "a line number or a percentage, then perhaps `,start`, `,center` or `,end`",
    ),
    "position": _setting(
        f"{_PERCENT}(?:,(?:line-left|center|line-right))?",
        "a percentage, then perhaps `,line-left`, `,center` or `,line-right`",
    ),
    "size": _WIDTH,
    "align": _setting("start|center|end|left|right", "`start`, `center`, `end`, `left` or `right`"),
    "region": _IDENTIFIER,
}
REGION: Mapping[str, Setting] = {
    "id": _IDENTIFIER,
    "width": _WIDTH,
    "lines": _setting("[0-9]+", "a number of lines"),
    "regionanchor": _ANCHOR,
    "viewportanchor": _ANCHOR,
    "scroll": _setting("up", "`up`"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A setting that is as it should be, and where its value stands."""

    name: str
    value: str
    line: int
    column: int


def read(
    text: str, line: int, start: int, known: Mapping[str, Setting], seen: Collection[str] = ()
) -> Iterator[Found | Violation]:
    """The settings from `start` of a line on, or what is wrong with them. `seen` are names on earlier lines."""
    names = set(seen)
    position = start
    for token in _BLANKS.split(text[start:]):
        found = _one(token, line, position + 1, known, names)
        if isinstance(found, Found):
            names.add(found.name)
        yield found
        position += len(token)
        blanks = _BLANKS.match(text, position)
        position = blanks.end() if blanks else position


def _one(token: str, line: int, column: int, known: Mapping[str, Setting], seen: set[str]) -> Found | Violation:
    name, colon, value = token.partition(":")
    if name not in known or not colon:
        words = ", ".join(f"`{name}:`" for name in known)
        return Violation(line, column, "setting", f"one of the settings {words}", excerpt(token))
    if name in seen:
        return Violation(line, column, "setting-twice", f"`{name}` once", excerpt(token))
    column += len(name) + 1
    if not known[name].pattern.fullmatch(value):
        return Violation(line, column, "setting-value", known[name].words, excerpt(value))
    return Found(name, value, line, column)
