"""The text of a WebVTT cue: tags, timestamps and character references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from shortsgen.timedtext.violation import Violation, excerpt

_TIMESTAMP = re.compile(r"(?:([0-9]{2,}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])")
_REFERENCE = re.compile(r"&(?:#([0-9]+)|#[xX]([0-9a-fA-F]+)|([0-9A-Za-z]+));")
_TAG = re.compile(
    r"<(?P<close>/)?(?P<name>[a-z]+)(?P<classes>(?:\.[^\t\n\r &<>.]+)*)(?:[ \t](?P<annotation>[^\n\r>]*))?>"
)
_SPECIAL = re.compile(r"[&<]")
_COMMON = frozenset({"amp", "lt", "gt", "nbsp", "lrm", "rlm", "quot", "apos"})
_PLAIN_TAGS = frozenset({"c", "i", "b", "u"})
_RUBY = frozenset({"ruby", "rt"})  # whose end tags may be left out in places; nothing of them is checked
_NAMED_TAGS = {"v": "the name of a voice", "lang": "a language tag"}


class Time(NamedTuple):
    """A timestamp in milliseconds, and the position after it."""

    time: int
    end: int


class Times(NamedTuple):
    """The times of a cue, in milliseconds."""

    start: int
    end: int


def timestamp(line: str, position: int) -> Time | None:
    """The timestamp that stands there. Its hours may be left out."""
    match = _TIMESTAMP.match(line, position)
    if match is None or len(match[1] or "") > 12:  # of a number that no player could read, either
        return None
    hours, minutes, seconds, rest = (int(part or 0) for part in match.groups())
    return Time(((hours * 60 + minutes) * 60 + seconds) * 1000 + rest, match.end())


def violations_of_text(lines: Sequence[str], number: int, span: Times | None) -> Iterator[Violation]:
    """What is wrong with the text of a cue whose first line has this number. Without `span`, because its times cannot
    be read, the timestamps in it are not compared."""
    yield from _Text(number, span).violations(lines)


class _Open(NamedTuple):
    """A tag that was not closed yet."""

    name: str
    line: int
    position: int


@dataclass
class _Text:
    number: int
    span: Times | None
    latest: int = -1
    open: list[_Open] = field(default_factory=list)

    def violations(self, lines: Sequence[str]) -> Iterator[Violation]:
        for line in lines:
            yield from self._line(line)
            self.number += 1
        for tag in self.open:
            # The end tag of a voice that is all of a cue may be left out.
            if not (tag.name == "v" and (tag.line, tag.position) == (self.number - len(lines), 0)):
                yield Violation(tag.line, tag.position + 1, "tag-open", f"`</{tag.name}>` later on", f"`<{tag.name}>`")

    def _line(self, line: str) -> Iterator[Violation]:
        position = 0
        while special := _SPECIAL.search(line, position):
            found, position = (self._reference if special[0] == "&" else self._tag)(line, special.start())
            yield from found

    def _at(self, line: str, position: int, rule: str, expected: str, found: str = "") -> list[Violation]:
        return [Violation(self.number, position + 1, rule, expected, found or excerpt(line, position))]

    def _reference(self, line: str, start: int) -> tuple[list[Violation], int]:
        match = _REFERENCE.match(line, start)
        if match and _is_character(match):
            return [], match.end()
        return self._at(line, start, "reference", "`&amp;` or a character reference"), start + 1

    def _tag(self, line: str, start: int) -> tuple[list[Violation], int]:
        inner = timestamp(line, start + 1)
        if inner and line.startswith(">", inner.end):
            return self._inner_time(line, start, inner.time), inner.end + 1
        match = _TAG.match(line, start)
        if match is None:
            return self._at(line, start, "tag", "`&lt;`, or a tag"), start + 1
        if match["name"] in _RUBY:
            return [], match.end()
        if match["name"] not in _PLAIN_TAGS and match["name"] not in _NAMED_TAGS:
            known = ", ".join(f"`{name}`" for name in sorted((*_PLAIN_TAGS, *_RUBY, *_NAMED_TAGS)))
            return self._at(line, start, "tag-name", f"`&lt;`, or one of the tags {known}"), match.end()
        return (self._end_tag if match["close"] else self._start_tag)(line, match), match.end()

    def _inner_time(self, line: str, start: int, time: int) -> list[Violation]:
        previous, self.latest = self.latest, max(self.latest, time)
        if time <= previous:
            return self._at(line, start, "inner-time", "a time after the one before it")
        if self.span and not self.span.start < time < self.span.end:
            return self._at(line, start, "inner-time", "a time within the cue")
        return []

    def _start_tag(self, line: str, match: re.Match[str]) -> list[Violation]:
        self.open.append(_Open(match["name"], self.number, match.start()))
        return self._annotation(line, match)

    def _annotation(self, line: str, match: re.Match[str]) -> list[Violation]:
        name, annotation = match["name"], match["annotation"]
        if name in _PLAIN_TAGS:
            if annotation is None:
                return []
            return self._at(line, match.end("classes"), "annotation", f"`>`, since `{name}` takes no annotation")
        if not (annotation or "").strip(" \t"):
            return self._at(line, match.end("classes"), "annotation", _NAMED_TAGS[name])
        for sign in re.finditer("&", annotation):
            reference = _REFERENCE.match(annotation, sign.start())
            if reference is None or not _is_character(reference):
                place = match.start("annotation") + sign.start()
                return self._at(line, place, "reference", "`&amp;` or a character reference")
        return []

    def _end_tag(self, line: str, match: re.Match[str]) -> list[Violation]:
        name, start = match["name"], match.start()
        if match["classes"] or match["annotation"] is not None:
            return self._at(line, start, "tag", f"`</{name}>`") + self._close(line, name, start)
        return self._close(line, name, start)

    def _close(self, line: str, name: str, start: int) -> list[Violation]:
        if not self.open or self.open[-1].name != name:
            wanted = f"`</{self.open[-1].name}>`" if self.open else "a start tag before its end tag"
            return self._at(line, start, "tag-order", wanted)
        self.open.pop()
        return []


def _is_character(match: re.Match[str]) -> bool:
    """Whether a reference stands for characters that HTML allows to refer to."""
    decimal, hexadecimal, name = match.groups()
    if name:
        if name in _COMMON:
            return True
        from html.entities import html5  # two thousand names that captions hardly ever need

        return f"{name};" in html5
    digits = (decimal or hexadecimal).lstrip("0") or "0"
    if len(digits) > 7:
        return False
    code = int(digits, 10 if decimal else 16)
    control = (code < 0x20 and code not in (0x09, 0x0A, 0x0C)) or 0x7F <= code <= 0x9F
    no_character = code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return not (control or no_character)
