"""A post: nothing in it that cannot be seen, and for what a platform refuses something that looks like it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.publish.chapters import chapters
from shortsgen.publish.platforms import PLATFORMS, REELS, TIKTOK, YOUTUBE, Limit, Unit
from shortsgen.publish.post import post


def test_what_youtube_refuses_is_shown_as_what_looks_like_it() -> None:
    made = post(YOUTUBE, "a < b", "x -> y\n", (), "")
    assert (made.title, made.description) == ("a ＜ b", "x -＞ y\n")
    assert made.shown == (("<", "＜"), (">", "＞"))
    assert unicodedata.normalize("NFKC", made.title) == "a < b", "so that the sign can be had back"


def test_other_platforms_take_it() -> None:
    assert post(TIKTOK, "", "a < b", (), "").description == "a < b\n"
    assert post(REELS, "", "a < b", (), "").shown == ()


@given(st.text())
def test_nothing_that_cannot_be_seen_reaches_a_platform(text: str) -> None:
    made = post(YOUTUBE, text, text, (), text)
    for one in (made.title, made.description.rstrip("\n").replace("\n", "").replace("\t", ""), made.alt):
        assert not {unicodedata.category(sign) for sign in one if sign not in "\u200c\u200d"} & {"Cc", "Cf", "Zl", "Zp"}
    assert not set("<>") & set(made.title + made.description)


@pytest.mark.parametrize(
    ("unit", "length"), [(Unit.CHARACTERS, 3), (Unit.UTF16, 4), (Unit.BYTES, 7)], ids=lambda one: str(one)
)
def test_lengths_are_counted_as_platforms_count_them(unit: Unit, length: int) -> None:
    assert Limit(0, "", unit).over("aé😀") == length
    assert Limit(length, "", unit).over("aé😀") == 0


def test_every_limit_says_who_says_so() -> None:
    for platform in PLATFORMS.values():
        limits = (platform.title, platform.seen, platform.description, platform.tags, platform.hashtags)
        assert all(one.source and one.most > 0 for one in limits if one)
        assert bool(platform.replaced) == bool(platform.refuses)


def test_a_chapter_begins_in_the_second_of_its_first_frame() -> None:
    found = chapters([("One", 300), ("Two", 299), ("Three", 120_000)], 30)
    assert [(one.at, one.end - one.start) for one in found] == [("0:00", 10), ("0:10", 9), ("0:19", 4000)]


def test_after_an_hour_chapters_have_hours() -> None:
    assert chapters([("One", 3661), ("Two", 1)], 1)[1].at == "1:01:01"
