"""A handful of slides as they look, at half their size, beside the asserts on meaning of the other tests.

`pytest tests/render/slides/test_golden.py --update-golden` draws them anew; look at each before it is committed.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from shortsgen.pipeline.day import load_day
from shortsgen.plan.timeline import plan
from shortsgen.project import find
from shortsgen.render.publish.cover import cover
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.script.model import Day
from shortsgen.theme.tokens import LIGHT, Theme
from tests.render.shapes import SHAPES

FOLDER = Path(__file__).parents[2] / "golden"
SIZE = (540, 960)
TILES = (36, 64)  # of 15x15 pixels, about as large as a letter
# Another version of Typst may smooth an edge otherwise, which no tile shows as more than 1 of 255 in its mean. One
# other letter, a word in another colour or a line that moves by a pixel is beyond 3: tests below prove it.
MOST = 3

DARK, BRIGHT = SlideStyle(), SlideStyle(Theme("light", LIGHT, handle="@handle"))
# Name -> the short of day04, or a shape; the slide; how it is drawn.
GOLDEN = {
    "hook": (2, 1, DARK),
    "focus": (4, 2, DARK),
    "output": (6, 4, DARK),
    "mistake": (12, 5, DARK),
    "light": (12, 4, BRIGHT),
    "guides": (17, 2, SlideStyle(guides=True)),
    "figure": ("wide figure", 3, DARK),
    "excerpt": ("excerpt", 4, DARK),
    "huge": ("huge words", 1, DARK),
}
# Name -> the short of day04, and how it is drawn.
COVERS = {"cover": (23, DARK), "cover-light": (16, BRIGHT)}


@pytest.fixture(scope="module")
def slides():
    return Slides(Templates())


@pytest.fixture(scope="module")
def timelines():
    day = load_day(find(Path(__file__).parent), "day04")
    outcomes = {snippet.name: day.recording.fresh(snippet) for snippet in day.snippets}
    return {short.number: day.timeline(short, outcomes) for short in day.day.shorts} | SHAPES


def drawn(slides, timeline, number, style):
    pages = slides.render(timeline, style, ("png",))
    return Image.open(BytesIO(pages[number - 1].data)).convert("RGB").resize(SIZE, Image.Resampling.BOX)


def drawn_cover(slides, timeline, style):
    picture = slides.cover(cover(timeline, style.theme), style.theme)
    return Image.open(BytesIO(picture)).convert("RGB").resize(SIZE, Image.Resampling.BOX)


def differs(one, other):
    """By how much the tile that differs most does, in its mean, from 0 to 255."""
    difference = ImageChops.difference(one, other).resize(TILES, Image.Resampling.BOX)
    return max(high for _, high in difference.getextrema())


@pytest.mark.parametrize("name", GOLDEN)
def test_a_slide_looks_as_it_was_approved(name, slides, timelines, request):
    key, number, style = GOLDEN[name]
    approve(drawn(slides, timelines[key], number, style), name, request)


@pytest.mark.parametrize("name", COVERS)
def test_a_cover_looks_as_it_was_approved(name, slides, timelines, request):
    key, style = COVERS[name]
    approve(drawn_cover(slides, timelines[key], style), name, request)


def approve(picture, name, request):
    file = FOLDER / f"{name}.png"
    if request.config.getoption("--update-golden"):
        picture.save(file, optimize=True)
    with Image.open(file) as approved:
        assert differs(picture, approved.convert("RGB")) <= MOST


def test_every_picture_that_was_approved_is_compared():
    assert {file.stem for file in FOLDER.glob("*.png")} == {*GOLDEN, *COVERS}


def test_a_pixel_of_movement_is_seen():
    with Image.open(FOLDER / "focus.png") as file:
        picture = file.convert("RGB")
    assert differs(picture, ImageChops.offset(picture, 0, 1)) > MOST


def test_other_colours_of_words_are_seen(slides, timelines):
    key, number, _ = GOLDEN["focus"]
    other = Theme(colors=replace(Theme().colors, keyword="#9fe0ff"))
    assert (
        differs(drawn(slides, timelines[key], number, DARK), drawn(slides, timelines[key], number, SlideStyle(other)))
        > MOST
    )


def test_another_letter_is_seen(slides, timelines):
    timeline = timelines[4]
    code = replace(timeline.short.code, text=timeline.short.code.text.replace("self.relu", "self.relv"))
    day = Day("day04", timeline.series, ())
    other = plan(day, replace(timeline.short, code=code), timeline.outcome, timeline.mistake)
    assert differs(drawn(slides, timeline, 2, DARK), drawn(slides, other, 2, DARK)) > MOST
