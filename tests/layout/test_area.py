"""Where pictures may put text, as the documents say, and how it is shared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shortsgen.choices import SafeArea
from shortsgen.layout.area import (
    HEIGHT,
    SAFE_AREAS,
    UNION,
    WIDTH,
    Box,
    caption_area,
    code_box,
    slide_area,
)
from shortsgen.layout.fit import LARGEST, SMALLEST, columns_at
from shortsgen.layout.windows import inside, room

SLIDES = (Path(__file__).parents[2] / "docs" / "slides.md").read_text("utf-8")


def test_the_columns_of_each_size_are_in_the_docs():
    head, _, *rows = SLIDES[SLIDES.index("| columns in |") :].split("\n\n")[0].split("\n")
    sizes = [int(size) for size in re.findall(r"(\d+) px", head)]
    assert (sizes[0], sizes[-1]) == (LARGEST, SMALLEST)
    assert rows == [
        f"| `{name}` | {' | '.join(str(columns_at(size, slide_area(name))) for size in sizes)} |" for name in SafeArea
    ]


def test_the_areas_are_those_of_the_docs():
    rows = re.findall(r"^\| `(\w+)` \| (\d+) to (\d+) \| (\d+) to (\d+) \| (.*) \|$", SLIDES, re.MULTILINE)
    areas = [(one.name, one.x, one.right, one.y, one.bottom, one.source) for one in SAFE_AREAS.values()]
    assert [(name, *map(int, edges), source) for name, *edges, source in rows] == areas
    assert (WIDTH, HEIGHT) == (1080, 1920)


def test_the_default_area_lies_within_all_others():
    union = SAFE_AREAS[SafeArea.UNION]
    for area in SAFE_AREAS.values():
        assert area.x <= union.x
        assert area.y <= union.y
        assert area.right >= union.right
        assert area.bottom >= union.bottom


@pytest.mark.parametrize("name", SafeArea)
def test_slides_and_captions_share_an_area_one_above_the_other(name):
    whole, slides, captions = SAFE_AREAS[name], slide_area(name), caption_area(name)
    for part in (slides, captions):
        assert (part.x, part.width, part.name) == (whole.x, whole.width, whole.name)
    assert (slides.y, slides.bottom, captions.bottom) == (whole.y, captions.y, whole.bottom)
    assert captions.height == 100


def test_the_areas_of_the_union_are_taken_where_none_is_named():
    assert slide_area() == slide_area(SafeArea.UNION) == UNION
    assert caption_area() == caption_area(SafeArea.UNION)


def test_what_is_in_a_window_is_smaller_by_its_bar_and_its_foot_which_may_leave_the_area():
    """Of 1248 - 269 px, 100 are for captions, 84 for the header and 64 for the bar."""
    assert code_box() == inside(room(UNION)) == Box(851, 1248 - 269 - 100 - 84 - 64)
    assert inside(Box(500, 90)) == Box(500, 0)
