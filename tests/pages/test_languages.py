"""The teleprompter in each language: what it tells meanwhile, and that no word is too long for its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from shortsgen.labels.languages import LANGUAGES, labels_in
from shortsgen.render.teleprompter import page as prompter
from tests.draw import draw
from tests.pages.prompter import TEMPLATES, day04, show

OVERFLOWING = """() => [
  ...document.querySelectorAll(".clocks, .controls, .icon, .main, dialog[open] label, .choices button")
]
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.className + ": " + element.textContent)"""


@pytest.mark.parametrize("size", [(1024, 768), (800, 1280)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_its_language_and_each_word_has_room(page: Page, tmp_path: Path, language: str, size) -> None:
    labels, errors = labels_in(language).prompter, []
    page.on("pageerror", lambda error: errors.append(error))
    short = replace(day04()[0], labels=labels_in(language))
    show(page, tmp_path, prompter.render([short], TEMPLATES, draw).data, size)
    state = page.locator("#state")
    assert state.inner_text() == labels.ready
    page.keyboard.press("h")
    assert state.inner_text() == labels.turned_on.format(what=labels.flip_x)
    page.keyboard.press("h")
    page.keyboard.press("ArrowUp")
    assert state.inner_text() == f"{labels.speed} 105 %"
    page.keyboard.press("Space")
    assert state.inner_text() == labels.counting.format(seconds=3)
    assert page.locator("#toggle").inner_text() == labels.pause
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    assert page.locator("#settings-title").inner_text() == labels.settings
    assert (errors, page.evaluate(OVERFLOWING)) == ([], [])
