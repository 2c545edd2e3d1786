"""The small pictures of a page look like the slides that they were made of."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from shortsgen.render.teleprompter.pictures import picture, store
from tests.draw import svgs
from tests.pages.prompter import day04

SIZE = 'width="540" height="960"'


def shot(page: Page, svg: str) -> Image.Image:
    page.set_content(f"<body style='margin: 0; background: #f0f'>{svg}</body>")
    return Image.open(BytesIO(page.screenshot(clip={"x": 0, "y": 0, "width": 540, "height": 960}))).convert("L")


@pytest.mark.parametrize("number", [1, 10])
def test_a_picture_is_that_of_the_slide(page: Page, number: int) -> None:
    for svg in svgs(day04()[number - 1]):
        small = picture(svg)
        markup = f'<svg viewBox="0 0 1080 1920" {SIZE}><defs>{store([small])}</defs>{small.markup}</svg>'
        original = svg.decode().replace('width="1080pt" height="1920pt"', SIZE)
        assert SIZE in original
        one, other = shot(page, original), shot(page, markup)
        assert len(one.getcolors(256) or []) > 20
        # Of 4x4 pixels on average, so that edges of letters count little; a dim letter that is missing makes 30.
        unequal = ImageChops.difference(one.reduce(4), other.reduce(4))
        assert unequal.getextrema()[1] <= 10
