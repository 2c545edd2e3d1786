"""The tokens of the look, and the rules that they keep."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.choices import SafeArea
from shortsgen.layout.area import BAND, SAFE_AREAS, WIDTH, caption_area, slide_area
from shortsgen.problems import Severity
from shortsgen.rules.theme import CODE, TEXTS, theme_problems
from shortsgen.script.load_settings import load_settings
from shortsgen.theme.contrast import AA, AA_SHAPE, contrast, nearest_readable
from shortsgen.theme.tokens import CONTRAST, DARK, LIGHT, LOOKS, Colors, Theme
from tests.factory import no_file

COLOR = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF))


def told(text: str) -> list[tuple[str, str, str, str]]:
    theme = load_settings(text, "shortsgen.yaml", no_file).theme
    found = theme_problems(theme, ["day04"])
    return [(p.code, str(p.span).removeprefix("shortsgen.yaml:"), p.message, p.hint) for p in found]


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#12ab34", "#12ab34", 1)])
def test_contrast_goes_from_one_to_twenty_one(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio)


def test_a_grey_that_is_known_to_fall_just_short_falls_short() -> None:
    assert (round(contrast("#777777", "#ffffff"), 2), contrast("#767676", "#ffffff") >= AA) == (4.48, True)


@given(COLOR, COLOR)
def test_the_colour_that_is_proposed_can_be_read(color: str, ground: str) -> None:
    assert contrast(nearest_readable(color, {ground: AA}), ground) >= AA


@pytest.mark.parametrize("colors", LOOKS.values(), ids=LOOKS)
def test_a_built_in_look_keeps_the_rules(colors: Colors) -> None:
    assert list(theme_problems(Theme(colors=colors), [])) == []


def test_the_dark_looks_code_is_further_from_its_ground_than_the_rule_asks_for() -> None:
    assert min(contrast(getattr(DARK, name), DARK.card) for name in CODE) >= 7


def test_all_text_of_the_look_of_high_contrast_has_ten_on_each_of_its_grounds() -> None:
    pairs = {(name, ground) for names, grounds, _ in TEXTS for name in names for ground in grounds}
    ratios = {pair: contrast(*(getattr(CONTRAST, name) for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 10} == {}


def test_the_edges_of_windows_are_seen_in_the_look_of_high_contrast() -> None:
    edges, grounds = (CONTRAST.line, CONTRAST.wrong), (CONTRAST.ground, CONTRAST.alarm, CONTRAST.card)
    assert min(contrast(edge, ground) for edge in edges for ground in grounds) >= AA_SHAPE


def test_the_words_of_code_differ_in_light_in_the_look_of_high_contrast() -> None:
    words = {getattr(CONTRAST, name) for name in CODE}
    assert len(words) == 5
    assert min(contrast(one, other) for one, other in combinations(words, 2)) >= 1.12


def test_every_colour_that_is_text_is_under_the_rule() -> None:
    texts, grounds = ({name for pair in TEXTS for name in pair[place]} for place in (0, 1))
    assert texts | grounds | {"line"} == {color.name for color in fields(Colors)}


def test_a_colour_that_cannot_be_read_is_told_where_it_is_written() -> None:
    assert told('theme:\n  colors:\n    comment: "#444444"\n') == [
        (
            "theme-contrast",
            "3:14",
            "`comment` #444444 on `lit` #283247 has a contrast of 1.32, expected at least 4.5 (WCAG AA)",
            "`#9a9a9a` would do",
        )
    ]


def test_a_ground_that_makes_text_unreadable_is_told_where_it_is_written() -> None:
    assert [place for _, place, _, _ in told('theme: {colors: {ground: "#f4f6fb"}}\n')] == ["1:26"] * 4


def test_an_accent_of_a_day_is_judged_too() -> None:
    assert [(code, place) for code, place, _, _ in told('theme: {accents: {day04: "#222222"}}\n')] == [
        ("theme-contrast", "1:26")
    ]


def test_an_accent_of_a_day_that_does_not_exist_is_a_warning_with_the_nearest() -> None:
    theme = replace(Theme(), accents=(("day4", "#ffffff"),))
    (problem,) = theme_problems(theme, ["day04"])
    assert (problem.code, problem.severity, problem.hint) == (
        "theme-accent",
        Severity.WARNING,
        "did you mean `day04`?",
    )


@pytest.mark.parametrize("name", SafeArea)
def test_slides_leave_a_band_of_each_safe_area_to_captions(name: SafeArea) -> None:
    safe, slide, band = SAFE_AREAS[name], slide_area(name), caption_area(name)
    assert (slide.y, slide.bottom, band.y, band.bottom) == (safe.y, band.y, safe.bottom - BAND, safe.bottom)
    assert (slide.x, slide.width, slide.lower) == (safe.x, safe.width, safe.lower)
    assert (band.x + band.right, band.right) == (WIDTH, safe.right_at(safe.bottom))


def test_the_light_look_differs_from_the_dark_one_in_every_colour() -> None:
    assert [color.name for color in fields(Colors) if getattr(DARK, color.name) == getattr(LIGHT, color.name)] == []
