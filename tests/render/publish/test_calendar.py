"""The schedule as other programs read it: a calendar by a library that is strict, a table by a spreadsheet's rules."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from shortsgen.publish.schedule import times, utc
from shortsgen.render.publish.calendar import Slot, calendar, table
from shortsgen.script.model import Publishing
from shortsgen.text.visible import visible_line
from tests.factory import make_short

BERLIN = Publishing(start="2026-12-01", at=("17:30",), zone="Europe/Berlin")


def slots(*titles: str, publish: Publishing = BERLIN) -> list[Slot]:
    shorts = [make_short(number=number, id=f"s{number}", title=title) for number, title in enumerate(titles, 1)]
    return [Slot("day04", short, moment) for short, moment in zip(shorts, times(publish, len(shorts)), strict=True)]


def events(*titles: str) -> list:  # type: ignore[type-arg]
    return list(Calendar.from_ical(calendar(slots(*titles)).data).walk("VEVENT"))


def test_each_short_is_an_event_at_its_time() -> None:
    one, two = events("One", "Two")
    assert one["DTSTART"].dt == datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert two["DTSTART"].dt == datetime(2026, 12, 2, 16, 30, tzinfo=UTC)
    assert (one["SUMMARY"], two["SUMMARY"]) == ("01 One", "02 Two")
    assert one["DESCRIPTION"] == "YouTube: s1/publish/youtube/\nTikTok: s1/publish/tiktok/\nReels: s1/publish/reels/"


def test_an_event_is_called_by_day_and_short_and_stamped_without_a_clock() -> None:
    [event] = events("One")
    assert event["UID"] == "s1.day04@shortsgen"
    assert event["DTSTAMP"].dt == event["DTSTART"].dt
    assert calendar(slots("One")) == calendar(slots("One"))


def test_lines_end_and_are_folded_as_rfc_5545_says() -> None:
    data = calendar(slots("Größe, Form; und \\ noch viel mehr: " * 5)).data
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert all(line.decode() for line in lines[:-1]), "no character is torn"


def test_signs_that_mean_something_are_escaped() -> None:
    lines = calendar(slots("a; b, c \\ d")).data.decode().split("\r\n")
    assert "SUMMARY:01 a\\; b\\, c \\\\ d" in lines


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=120))
def test_any_title_comes_back(title: str) -> None:
    [event] = events(f"x{title}")
    shown = visible_line(f"x{title}".replace("`", "").replace("*", ""))
    assert str(event["SUMMARY"]).replace("`", "").replace("*", "") == f"01 {shown}"


def test_a_row_for_each_post_in_both_times() -> None:
    rows = list(csv.DictReader(StringIO(table(slots("One")).data.decode())))
    assert [row["platform"] for row in rows] == ["youtube", "tiktok", "reels"]
    assert rows[0] == {
        "platform": "youtube",
        "short": "s1",
        "local": "2026-12-01T17:30+01:00",
        "utc": "2026-12-01T16:30Z",
        "title": "One",
        "file": "s1/publish/youtube/video.mp4",
    }
    assert datetime.fromisoformat(rows[0]["local"]) == utc(slots("One")[0].moment)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1 is a size", "@here", " =1+1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(title: str) -> None:
    [row, *_] = csv.DictReader(StringIO(table(slots(title)).data.decode()))
    assert row["title"].startswith("'")
    assert row["title"][1:] == visible_line(title)


@given(st.text(min_size=1, max_size=80))
def test_any_title_is_one_cell(title: str) -> None:
    rows = list(csv.reader(StringIO(table(slots(title)).data.decode())))
    assert [len(row) for row in rows] == [6] * 4
