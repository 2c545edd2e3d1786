"""What the page remembers from visit to visit."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages.prompter import look, made, show, start, state


@pytest.fixture
def prompter(page: Page, tmp_path: Path) -> Page:
    """The page of four shorts, at rest, at the first of them."""
    return show(page, tmp_path, made(4, 10, 13, 15))


def test_settings_are_remembered(prompter: Page) -> None:
    for key in ("+", "h", "v", "ArrowUp", "i"):
        prompter.keyboard.press(key)
    prompter.keyboard.press("s")
    prompter.locator("label", has_text="5 s").click()
    prompter.locator("input[data-setting=eye]").fill("40")
    before = look(prompter)
    prompter.reload()
    prompter.keyboard.press("s")
    after = look(prompter)
    assert (after["classes"], after["style"], after["speed"]) == (before["classes"], before["style"], before["speed"])
    assert (sorted(after["classes"].split()), after["speed"]) == (["flipX", "flipY", "live"], "105 %")
    prompter.get_by_role("button", name="All as it was at first").click()
    assert look(prompter)["classes"] == "live picture"


@pytest.mark.parametrize(
    "kept", ["no JSON", "null", "[]", '{"size": 1e9, "eye": "x", "speed": null, "countdown": -1, "__proto__": 3}']
)
def test_what_is_remembered_wrongly_is_forgotten(page: Page, tmp_path: Path, kept: str) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.add_init_script(f"localStorage.setItem('shortsgen.teleprompter', {kept!r})")
    show(page, tmp_path, made(4))
    start(page)
    assert (problems, state(page), page.inner_text("#speed")) == ([], "running", "100 %")


def test_a_browser_that_remembers_nothing_is_no_problem(page: Page, tmp_path: Path) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    denied = "get() { throw new DOMException('denied', 'SecurityError'); }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{{denied}}})")
    show(page, tmp_path, made(4))
    page.keyboard.press("ArrowUp")
    assert (problems, page.inner_text("#speed")) == ([], "105 %")
