"""A cover: its words stand in the square that all grids keep, in letters that are read where grids show them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shortsgen.layout.area import HEIGHT, WIDTH
from shortsgen.layout.cover import AREA, LARGEST, LEGIBLE, MARGIN, fit_cover
from shortsgen.problems import InputError
from shortsgen.render.publish.cover import cover
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.theme.contrast import AA, contrast
from shortsgen.theme.tokens import BUILT_IN, LOOKS, Theme
from tests.factory import make_timeline

X_HEIGHT = 0.546  # em, of Inter
SQUARE = (0, (HEIGHT - WIDTH) // 2, WIDTH, (HEIGHT + WIDTH) // 2)
LONG = "Debug Intermediate Activations With Forward Hooks, and What Comes Then"  # 70 characters

TEXTS = [
    "A",
    "Why `optimizer.zero_grad()` Matters",
    "Flatten Inputs: (batch, 28, 28) → (batch, 784)",
    LONG,
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "Warum Aktivierungsfunktionen nichtlinear sein müssen",
    "為什麼要使用 nn.Module 來建立模型",
    "word " * 60,
    "x" * 90,
    '"#]; panic("x") \\ $x$ <b>',
    "a‮b",
]


@pytest.fixture(scope="module")
def slides() -> Slides:
    return Slides(Templates())


def drawn(slides: Slides, text: str, theme: Theme = BUILT_IN) -> Image.Image:
    timeline = make_timeline()
    short = replace(timeline.short, publish=replace(timeline.short.publish, cover=text))
    return Image.open(BytesIO(slides.cover(cover(replace(timeline, short=short), theme), theme))).convert("RGB")


def inked(picture: Image.Image, color: str) -> tuple[int, int, int, int] | None:
    """The box around all pixels that are nearly of a colour."""
    wanted = tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))
    bands = [
        band.point(lambda value, wanted=one: 255 * (abs(value - wanted) < 24))
        for band, one in zip(picture.split(), wanted, strict=True)
    ]
    return Image.merge("RGB", bands).convert("L").point(lambda value: 255 * (value > 250)).getbbox()


@pytest.mark.parametrize("text", TEXTS)
def test_no_word_leaves_the_square(slides: Slides, text: str) -> None:
    picture = drawn(slides, text)
    assert picture.size == (WIDTH, HEIGHT)
    box = inked(picture, BUILT_IN.colors.text)
    assert box
    assert SQUARE[0] + MARGIN - 10 <= box[0]
    assert box[2] <= SQUARE[2] - MARGIN + 10
    assert SQUARE[1] <= box[1]
    assert box[3] <= SQUARE[3]


@pytest.mark.parametrize("text", TEXTS[:4])
def test_letters_are_as_large_as_was_counted(slides: Slides, text: str) -> None:
    """A line is 1.21 em high, and nothing is set smaller than the rule that judges it believes."""
    box = inked(drawn(slides, "H\nH" if text == "A" else text), BUILT_IN.colors.text)
    assert box
    assert fit_cover(text).size >= LEGIBLE
    assert box[3] - box[1] >= 0.7 * LEGIBLE


@pytest.mark.parametrize("text", [text for text in TEXTS if fit_cover(text).size >= LEGIBLE])
def test_words_are_set_in_the_size_that_the_rule_judges(slides: Slides, text: str) -> None:
    """Typst finds no need to go below it."""
    timeline = make_timeline()
    short = replace(timeline.short, publish=replace(timeline.short.publish, cover=text))
    data = cover(replace(timeline, short=short), BUILT_IN)
    only = data | {"sizes": (fit_cover(text).size,)}
    assert slides.cover(data, BUILT_IN) == slides.cover(only, BUILT_IN)
    smaller = data | {"sizes": (fit_cover(text).size - 2,)}
    assert slides.cover(data, BUILT_IN) != slides.cover(smaller, BUILT_IN)


def test_the_smallest_letters_are_seen_at_0_2_degrees_in_a_grid_of_three() -> None:
    """On a phone that is 65 mm wide, held at 30 cm."""
    millimetres = LEGIBLE * X_HEIGHT * 65 / 3 / WIDTH
    assert millimetres >= 0.99 * 300 * 0.2 * 3.14159 / 180


def test_titles_that_fit_slides_fit_covers_as_a_rule() -> None:
    assert fit_cover("Your First Custom Model Class").size >= 150
    assert fit_cover(LONG).size >= LEGIBLE


@given(st.text(max_size=200))
def test_any_text_has_a_size(text: str) -> None:
    assert LEGIBLE - 2 <= fit_cover(text).size <= LARGEST


def test_more_words_are_never_set_larger() -> None:
    sizes = [fit_cover("word " * count).size for count in range(1, 60)]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("look", LOOKS)
def test_words_and_number_are_told_from_their_ground_in_each_look(look: str) -> None:
    colors = LOOKS[look]
    assert contrast(colors.text, colors.ground) >= 2 * AA
    assert contrast(colors.ground, colors.accent) >= AA


def test_there_is_room_for_a_margin_in_the_square() -> None:
    assert (AREA.x, AREA.y) == (MARGIN, SQUARE[1] + MARGIN)
    assert AREA.y + AREA.height == SQUARE[3] - MARGIN


def test_a_cover_of_another_size_is_told_at_its_template(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "cover.typ.j2").write_text("#set page(width: 10pt, height: 10pt)\n")
    with pytest.raises(InputError) as caught:
        drawn(Slides(Templates(tmp_path)), "A")
    [problem] = caught.value.problems
    assert str(problem.span) == "templates/cover.typ.j2:1:1"
    assert problem.message == "the cover has 10x10 px, expected 1080x1920"
