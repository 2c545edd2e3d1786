"""On paper a teleprompter page is its script: each short on a page of its own, black on white."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page

from shortsgen.text.markup import plain
from tests.pages.prompter import LANDSCAPE, PHONE, PORTRAIT, day04, made, setting, show, start

CONTROLS = ("Start", "Pause", "Elapsed", "Speed", "Settings", "Keys", "Done", "Scripts are off", "End", "next:")


def printed(page: Page) -> list[str]:
    """The text of each page of A4."""
    pdf = pypdf.PdfReader(BytesIO(page.pdf(format="A4", print_background=True)))
    return [" ".join(one.extract_text().replace("\ufb01", "fi").replace("\ufb02", "fl").split()) for one in pdf.pages]


def is_script(texts: list[str], *numbers: int) -> bool:
    """Whether each of these pages holds one short: its title first, all that is said in its order, and no control."""
    for text, number in zip(texts, numbers, strict=True):
        timeline = day04()[number - 1]
        at = 0
        for said in (timeline.short.title, *(beat.text for beat in timeline.beats)):
            at = text.index(" ".join(plain(said).split()), at)
        assert text.startswith(f"{number:02d} ")
        assert [word for word in CONTROLS if word in text.split()] == []
    return True


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, PHONE], ids=["portrait", "landscape", "phone"])
def test_each_short_has_a_page(page: Page, tmp_path: Path, size: tuple[int, int]) -> None:
    setting(page, flipX=True, flipY=True, size=200)
    show(page, tmp_path, made(4, 10, 28), size)
    start(page, 5000)
    assert is_script(printed(page), 4, 10, 28)


def test_a_short_that_is_alone_has_one(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(10))
    page.keyboard.press("?")
    assert is_script(printed(page), 10)


def test_without_scripts_it_is_the_same(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        assert is_script(printed(show(context.new_page(), tmp_path, made(4, 10), still=False)), 4, 10)
    finally:
        context.close()


def test_it_is_black_on_white_and_the_prompter_goes_on_after_it(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4, 10))
    before = page.locator(".stage").screenshot()
    page.emulate_media(media="print")
    colours = "all => [...new Set(all.flatMap(one => { const s = getComputedStyle(one); return [s.color, %s]; }))]"
    seen = page.locator("html, body, article, article *").evaluate_all(colours % "s.backgroundColor")
    assert set(seen) == {"rgb(0, 0, 0)", "rgb(51, 51, 51)", "rgba(0, 0, 0, 0)"}
    page.emulate_media(media="screen")
    assert page.locator(".stage").screenshot() == before
