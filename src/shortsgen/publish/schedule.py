"""When the shorts of a day are posted: from a start, every so often, at times of a zone. Reads no clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from shortsgen.script.model import Publishing

_WEEKEND = (5, 6)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Oddity(StrEnum):
    """What is wrong with a time of the wall clock, where clocks are set to another time."""

    SKIPPED = "skipped"
    REPEATED = "repeated"


def times(publish: Publishing, count: int) -> tuple[datetime, ...]:
    """When each of `count` shorts is posted, in order, in the zone. Of a repeated hour it is the first one. They are
    fewer where the calendar ends before, with the years 1 and 9999."""
    return tuple(_on_calendar(islice(_times(publish), count))) if publish.start else ()


def _on_calendar(moments: Iterator[datetime]) -> Iterator[datetime]:
    """Those before the first one that cannot be told, or not in UTC."""
    with suppress(OverflowError):
        for moment in moments:
            utc(moment)
            yield moment


def is_interval(publish: Publishing) -> bool:
    """Whether posts are minutes or hours apart, whatever the day."""
    return publish.every[-1] in "mh"


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def oddity(moment: datetime) -> Oddity | None:
    """None of a time that is once on its day."""
    wall = moment.replace(tzinfo=None)
    if utc(moment).astimezone(moment.tzinfo).replace(tzinfo=None) != wall:
        return Oddity.SKIPPED
    return Oddity.REPEATED if moment.utcoffset() != moment.replace(fold=1).utcoffset() else None


def _times(publish: Publishing) -> Iterator[datetime]:
    zone, first = ZoneInfo(publish.zone), date.fromisoformat(publish.start)
    at = sorted(map(time.fromisoformat, publish.at))
    if not is_interval(publish):
        yield from (datetime.combine(day, moment, zone) for day in _days(publish.every, first) for moment in at)
    moment, apart = utc(datetime.combine(first, at[0], zone)), _apart(publish.every)
    while True:
        yield moment.astimezone(zone)
        moment += apart


def _days(every: str, first: date) -> Iterator[date]:
    apart = timedelta(days=1) if every == "weekday" else _apart(every)
    day = first
    while True:
        if every != "weekday" or day.weekday() not in _WEEKEND:
            yield day
        day += apart


def _apart(every: str) -> timedelta:
    return timedelta(**{_UNITS[every[-1]]: int(every[:-1])})
