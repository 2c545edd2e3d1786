"""When shorts are posted: in the time of a zone, without a clock."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.publish.schedule import Oddity, oddity, times, utc
from shortsgen.script.model import Publishing


def told(count: int, **keys: str | tuple[str, ...]) -> list[str]:
    publish = Publishing(**{"start": "2026-12-01", "zone": "Europe/Berlin"} | keys)  # type: ignore[arg-type]
    return [moment.strftime("%a %d %H:%M") for moment in times(publish, count)]


def test_without_a_start_nothing_is_scheduled() -> None:
    assert times(Publishing(), 30) == ()


def test_thirty_in_a_day_half_an_hour_apart() -> None:
    found = told(30, every="30m", at=("07:00",))
    assert found[:3] == ["Tue 01 07:00", "Tue 01 07:30", "Tue 01 08:00"]
    assert (len(found), found[-1]) == (30, "Tue 01 21:30")


def test_three_a_day_at_times_that_are_sorted() -> None:
    assert told(4, at=("18:00", "08:00", "12:30")) == ["Tue 01 08:00", "Tue 01 12:30", "Tue 01 18:00", "Wed 02 08:00"]


def test_one_each_weekday_begins_after_the_weekend() -> None:
    found = told(6, start="2026-12-05", every="weekday", at=("17:30",))
    assert found == [f"{day} 17:30" for day in ("Mon 07", "Tue 08", "Wed 09", "Thu 10", "Fri 11", "Mon 14")]


def test_days_and_weeks_apart() -> None:
    assert told(3, every="2d", at=("09:00",)) == ["Tue 01 09:00", "Thu 03 09:00", "Sat 05 09:00"]
    assert told(3, every="1w", at=("09:00",)) == ["Tue 01 09:00", "Tue 08 09:00", "Tue 15 09:00"]


def test_a_time_of_day_stays_when_clocks_change_and_hours_apart_stay_hours() -> None:
    """On 2027-03-28 it is 03:00 in Berlin right after 01:59."""
    daily = times(Publishing(start="2027-03-27", zone="Europe/Berlin", at=("17:30",)), 2)
    assert [utc(one).hour for one in daily] == [16, 15]
    hourly = times(Publishing(start="2027-03-28", zone="Europe/Berlin", at=("01:00",), every="1h"), 3)
    assert [one.strftime("%H:%M") for one in hourly] == ["01:00", "03:00", "04:00"]


@pytest.mark.parametrize(
    ("start", "at", "expected"),
    [
        ("2027-03-28", "02:30", Oddity.SKIPPED),
        ("2027-03-28", "03:00", None),
        ("2026-10-25", "02:30", Oddity.REPEATED),
        ("2026-10-25", "03:00", None),
    ],
)
def test_a_time_that_is_never_or_twice_on_its_day_is_known(start: str, at: str, expected: Oddity | None) -> None:
    [moment] = times(Publishing(start=start, at=(at,), zone="Europe/Berlin"), 1)
    assert oddity(moment) is expected


def test_of_a_repeated_hour_it_is_the_first() -> None:
    [moment] = times(Publishing(start="2026-10-25", at=("02:30",), zone="Europe/Berlin"), 1)
    assert utc(moment).hour == 0


@pytest.mark.parametrize(
    ("start", "keys", "expected"),
    [
        ("9999-12-31", {"every": "1d", "zone": "UTC"}, 1),
        ("9999-12-31", {"every": "12h", "zone": "UTC"}, 1),
        ("9999-12-31", {"at": ("23:30",), "zone": "America/New_York"}, 0),
        ("0001-01-01", {"at": ("00:00",), "zone": "Pacific/Auckland"}, 0),
    ],
)
def test_beyond_the_calendar_there_are_no_times(
    start: str, keys: dict[str, str | tuple[str, ...]], expected: int
) -> None:
    assert len(told(2, start=start, **keys)) == expected


@given(st.integers(1, 999), st.sampled_from("mhdw"), st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe"]))
def test_posts_follow_each_other_as_far_apart_as_was_asked(number: int, unit: str, zone: str) -> None:
    found = times(Publishing(start="2026-09-01", every=f"{number}{unit}", zone=zone), 12)
    apart = [utc(later) - utc(earlier) for earlier, later in pairwise(found)]
    whole = timedelta(**{{"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}[unit]: number})
    change = timedelta(hours=1) if unit in "dw" else timedelta(0)
    assert all(abs(one - whole) <= change for one in apart)
