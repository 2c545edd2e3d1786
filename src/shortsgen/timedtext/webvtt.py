"""WebVTT, by the syntax for authors of the W3C's specification: what its parser forgives is a violation here.

https://www.w3.org/TR/webvtt1/#syntax. Our template writes cues alone; what more there is here, the templates of users
write: comments, settings, tags, times in the text. Not checked: what stands in style and region blocks, which region a
cue names, ruby, and what a language tag says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shortsgen.timedtext.cuetext import Times, timestamp, violations_of_text
from shortsgen.timedtext.settings import violations_of_settings
from shortsgen.timedtext.violation import Violation, excerpt

_TERMINATOR = re.compile(r"\r\n|\n|\r")
_HEAD = re.compile(r"(?P<kind>STYLE|REGION)[ \t]*|(?P<note>NOTE)(?:[ \t].*)?", re.DOTALL)
_BLANKS = re.compile(r"[ \t]+")
_ARROW = "-->"


def violations(text: str) -> tuple[Violation, ...]:
    """All places at which `text` is no WebVTT, in order; of a file without the signature only that."""
    lines = _TERMINATOR.split(text.removeprefix("\ufeff"))
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        wanted = "`WEBVTT`, alone or before a blank or a tab"
        return (Violation(1, 1, "signature", wanted, excerpt(lines[0])),)
    return tuple(sorted(_File(lines).violations()))


@dataclass
class _File:
    """The lines of a file after its signature, and what has been seen of it so far."""

    lines: Sequence[str]
    cue_seen: bool = False
    latest: int = 0  # ms; the latest start
    identifiers: set[str] = field(default_factory=set)

    def violations(self) -> Iterator[Violation]:
        yield from self._header()
        for first, end in self._blocks():
            yield from self._block(first, end)
        if self.lines[-1] and len(self.lines) > 1:
            yield self._at(len(self.lines) - 1, len(self.lines[-1]), "end", "a line terminator", "the end of the file")

    def _at(self, index: int, position: int, rule: str, expected: str, found: str = "") -> Violation:
        return Violation(index + 1, position + 1, rule, expected, found or excerpt(self.lines[index], position))

    def _header(self) -> Iterator[Violation]:
        """Two line terminators end the header, even where nothing follows."""
        if len(self.lines) < 3 and not self.lines[-1]:
            yield self._at(len(self.lines) - 1, 0, "header", "an empty line after the header", "the end of the file")
        elif len(self.lines) == 1:
            yield self._at(0, len(self.lines[0]), "header", "an empty line after the header", "the end of the file")
        elif self.lines[1]:
            yield self._at(1, 0, "header", "an empty line after the header")

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Where the stretches of lines that are not empty begin and end."""
        first = None
        for index in range(1, len(self.lines)):
            if self.lines[index] and first is None:
                first = index
            if not self.lines[index] and first is not None:
                yield first, index
                first = None
        if first is not None:
            yield first, len(self.lines)

    def _block(self, first: int, end: int) -> Iterator[Violation]:
        head = _HEAD.fullmatch(self.lines[first])
        remark = head is not None and head["note"]  # which, unlike a cue, may hold an arrow by mistake
        for timings in range(first, min(first + 2, end)):
            if _ARROW in self.lines[timings] and not (remark and timings == first):
                yield from self._cue(first, timings, end)
                return
        if head is None:
            yield self._at(first, 0, "block", "a cue, `NOTE`, `STYLE` or `REGION`")
            return
        if head["kind"] and self.cue_seen:
            yield self._at(first, 0, "late", f"`{head['kind']}` before the first cue")
        yield from self._no_arrow(first, end)

    def _no_arrow(self, first: int, end: int) -> Iterator[Violation]:
        for index in range(first, end):
            if (position := self.lines[index].find(_ARROW)) >= 0:
                yield self._at(index, position, "arrow", "no `-->` outside of a line of times")

    def _separated(self, contents: int, end: int) -> Iterator[Violation]:
        """Contents end with a line terminator of their own, and so do empty ones: then it takes two empty lines."""
        wanted = "a second empty line, after a block without contents"
        if contents == end and self.lines[end + 1 : end + 2] not in ([], [""]):
            yield self._at(end + 1, 0, "empty", wanted)
        elif contents == end == len(self.lines) - 1:
            yield self._at(end, 0, "empty", wanted, "the end of the file")

    def _cue(self, first: int, timings: int, end: int) -> Iterator[Violation]:
        self.cue_seen = True
        if first < timings:
            yield from self._identifier(first)
        span = None
        for found in self._timings(timings):
            if isinstance(found, Violation):
                yield found
            else:
                span = found
        for index in range(timings + 1, end):
            if _ARROW in self.lines[index]:
                yield from self._arrow_in_text(index)
                yield from violations_of_text(self.lines[timings + 1 : index], timings + 2, span)
                if timestamp(self.lines[index], 0):
                    yield from self._cue(index, index, end)
                return
        yield from violations_of_text(self.lines[timings + 1 : end], timings + 2, span)
        yield from self._separated(timings + 1, end)

    def _arrow_in_text(self, index: int) -> Iterator[Violation]:
        position = self.lines[index].find(_ARROW)
        if timestamp(self.lines[index], 0):
            yield self._at(index, 0, "blank", "an empty line before the next cue")
        else:
            yield self._at(index, position, "arrow", "no `-->` in the text of a cue")

    def _identifier(self, index: int) -> Iterator[Violation]:
        identifier = self.lines[index]
        if identifier in self.identifiers:
            yield self._at(index, 0, "identifier", "an identifier that no other cue has")
        self.identifiers.add(identifier)

    def _timings(self, index: int) -> Iterator[Violation | Times]:
        """What is wrong with the line of a cue's times, and its times where they can be read."""
        line = self.lines[index]
        start = timestamp(line, 0)
        if start is None:
            yield self._at(index, 0, "time", "a start such as `00:00:01.000`")
            return
        arrow = self._blanks(line, start.end)
        if arrow == start.end or not line.startswith(_ARROW, arrow):
            yield self._at(index, arrow, "time-arrow", "a blank, `-->` and a blank between the times")
            return
        place = self._blanks(line, arrow + len(_ARROW))
        end = timestamp(line, place)
        if place == arrow + len(_ARROW) or end is None:
            wanted = "an end such as `00:00:02.000`" if place > arrow + len(_ARROW) else "a blank after `-->`"
            yield self._at(index, place, "time" if place > arrow + len(_ARROW) else "time-arrow", wanted)
            return
        if end.time <= start.time:
            yield self._at(index, place, "time-order", "an end after the start")
        if start.time < self.latest:
            yield self._at(index, 0, "start-order", "a start that is no earlier than that of a cue before")
        self.latest = max(self.latest, start.time)
        yield from self._settings(index, end.end)
        yield Times(start.time, end.time)

    def _settings(self, index: int, start: int) -> Iterator[Violation]:
        line = self.lines[index]
        first = self._blanks(line, start)
        if first == start and start < len(line):
            yield self._at(index, start, "time", "a blank or the end of the line after the times")
        if first == len(line) or first == start:
            return
        yield from violations_of_settings(line, index + 1, first)

    def _blanks(self, line: str, position: int) -> int:
        """The end of the blanks and tabs there."""
        blanks = _BLANKS.match(line, position)
        return blanks.end() if blanks else position
