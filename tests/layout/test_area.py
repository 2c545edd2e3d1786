"""Where pictures may put text, as the documents say, and how it is shared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shortsgen.choices import SafeArea
from shortsgen.layout.area import BAND, DEFAULT, HEIGHT, LOGO, SAFE_AREAS, WIDTH, caption_area, slide_area
from shortsgen.layout.fit import EASY, LARGEST, READABLE, SMALLEST
from shortsgen.layout.rows import columns_at
from shortsgen.layout.space import Box, Space
from shortsgen.layout.windows import BAR, FOOT, INSET, inside

SLIDES = (Path(__file__).parents[2] / "docs" / "reference" / "slides.md").read_text("utf-8")


def test_the_columns_of_each_size_are_in_the_docs():
    head, _, *rows = SLIDES[SLIDES.index("| columns in |") :].split("\n\n")[0].split("\n")
    sizes = [int(size) for size in re.findall(r"(\d+) px", head)]
    assert (sizes[0], sizes[-1]) == (LARGEST, SMALLEST)
    assert {EASY, READABLE} < set(sizes)
    assert rows == [f"| `{name}` | {' | '.join(_columns(size, name) for size in sizes)} |" for name in SafeArea]


def _columns(size, name):
    area = slide_area(name)
    return f"{columns_at(size, area.width)} / {columns_at(size, area.lower)}"


def test_the_areas_are_those_of_the_docs():
    rows = re.findall(r"^\| `(\w+)` \|" + 3 * r" (\d+) to (\d+) \|" + r" (.*) \|$", SLIDES, re.MULTILINE)
    areas = [(one.name, one.x, one.right, one.x, one.x + one.lower, one.y, one.bottom, one.source) for one in _areas()]
    assert [(name, *map(int, edges), source) for name, *edges, source in rows] == areas
    assert (WIDTH, HEIGHT) == (1080, 1920)
    assert f"| from y {SAFE_AREAS[SafeArea.ORGANIC].rail} |" in SLIDES


def test_the_band_for_captions_is_that_of_the_docs():
    places = {(band.x, band.right, band.height) for band in map(caption_area, SafeArea)}
    [found] = re.findall(r"The lowest (\d+) px .*from x (\d+) to (\d+)\.", SLIDES)
    assert places == {(int(found[1]), int(found[2]), int(found[0]))}


def _areas():
    return [SAFE_AREAS[name] for name in SafeArea]


def test_the_strict_area_lies_within_the_default_one():
    ads = SAFE_AREAS[SafeArea.ADS]
    organic = SAFE_AREAS[SafeArea.ORGANIC]
    assert organic.x <= ads.x
    assert organic.y <= ads.y
    assert organic.bottom >= ads.bottom
    assert all(organic.right_at(y) >= ads.right_at(y) for y in range(ads.y, ads.bottom + 1))


def test_an_area_is_wide_above_the_rail_of_buttons_and_narrow_beside_it():
    organic = SAFE_AREAS[SafeArea.ORGANIC]
    assert [organic.right_at(y) for y in (220, 840, 840.01, 1440)] == [1037, 1037, 888, 888]
    assert organic.space == Space(994, 1220, 840 - 220, 845)


@pytest.mark.parametrize("name", SafeArea)
def test_slides_and_captions_share_an_area_one_above_the_other(name):
    whole, slides, captions = SAFE_AREAS[name], slide_area(name), caption_area(name)
    assert (slides.x, slides.width, slides.lower, slides.name) == (whole.x, whole.width, whole.lower, whole.name)
    assert (slides.y, slides.bottom, captions.bottom) == (whole.y, captions.y, whole.bottom)
    assert captions.height == BAND == 100
    assert whole.rail >= slides.rail <= slides.bottom


@pytest.mark.parametrize("name", SafeArea)
def test_captions_are_centred_on_the_picture_and_as_wide_as_the_area_lets_them(name):
    whole, captions = SAFE_AREAS[name], caption_area(name)
    assert captions.x + captions.right == WIDTH
    assert captions.x == whole.x or captions.right == whole.right_at(whole.bottom)
    assert whole.x <= captions.x < captions.right <= whole.right_at(whole.bottom)


def test_the_organic_area_is_taken_where_none_is_named():
    assert slide_area() == slide_area(SafeArea.ORGANIC) == DEFAULT
    assert caption_area() == caption_area(SafeArea.ORGANIC)


def test_a_logo_takes_its_room_from_the_title():
    assert (slide_area(logo=True).logo, DEFAULT.logo) == (LOGO, 0)


def test_what_is_in_a_window_is_smaller_by_what_stands_above_its_rows_and_its_foot():
    space = Space(994, 1000, 500, 845)
    assert inside(space) == Space(994, 1000 - BAR - FOOT, 500 - BAR, 845)
    assert inside(space, INSET).height - inside(space).height == BAR - INSET
    assert inside(Space(500, 70, 70, 500)).boxes == (Box(500, 0), Box(500, 0))
