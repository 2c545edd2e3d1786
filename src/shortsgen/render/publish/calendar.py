"""When shorts are posted -> a table, and a calendar that any program of calendars opens.

A calendar is iCalendar, RFC 5545. All of it follows from the script: an event is called by its day and its short, so a
calendar that is opened again moves it, and its stamp (DTSTAMP) is the time at which it takes place, since the clock of
the machine that made it would be another one in each run.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from shortsgen.publish.platforms import PLATFORMS
from shortsgen.publish.schedule import utc
from shortsgen.script.model import Short
from shortsgen.store.artifact import Artifact
from shortsgen.text.markup import plain
from shortsgen.text.visible import visible_line

_FORMULA = re.compile(r"[\s]*[=+\-@]")  # with which a cell begins that a spreadsheet would execute
_MOST = 75  # octets of a line, without its end
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A short of a day, and when it is posted, in the zone of its author."""

    day: str
    short: Short
    moment: datetime

    @property
    def title(self) -> str:
        return visible_line(plain(self.short.title))


def kit_file(short: str, platform: str, name: str) -> str:
    """The path of a file in the build of a day."""
    return f"{short}/publish/{platform}/{name}"


def table(slots: Sequence[Slot]) -> Artifact:
    """A row for each post. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("platform", "short", "local", "utc", "title", "file"))
    for slot in slots:
        at = slot.moment.isoformat(timespec="minutes"), utc(slot.moment).strftime("%Y-%m-%dT%H:%MZ")
        for name in slot.short.publish.platforms:
            row = (name, slot.short.id, *at, slot.title, kit_file(slot.short.id, name, "video.mp4"))
            rows.writerow(map(_cell, row))
    return Artifact("publish/schedule.csv", text.getvalue().encode())


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def calendar(slots: Sequence[Slot]) -> Artifact:
    """An event for each short, with its posts."""
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//shortsgen//EN", *_events(slots), "END:VCALENDAR")
    return Artifact("publish/schedule.ics", "".join(f"{_folded(line)}\r\n" for line in lines).encode())


def _events(slots: Sequence[Slot]) -> Iterator[str]:
    for slot in slots:
        short, stamp = slot.short, utc(slot.moment).strftime("%Y%m%dT%H%M%SZ")
        posts = (f"{PLATFORMS[name].called}: {kit_file(short.id, name, '')}" for name in short.publish.platforms)
        yield "BEGIN:VEVENT"
        yield f"UID:{short.id}.{slot.day}@shortsgen"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART:{stamp}"
        yield f"SUMMARY:{_escaped(f'{short.number:02d} {slot.title}')}"
        yield f"DESCRIPTION:{_escaped(chr(10).join(posts))}"
        yield "END:VEVENT"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> str:
    """A long line in several, none of which has more than 75 octets, or breaks in the middle of a character."""
    parts, room = [""], _MOST
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append("")
            room = _MOST - 1  # the blank with which it goes on
        parts[-1] += sign
        room -= size
    return "\r\n ".join(parts)
