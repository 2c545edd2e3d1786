"""What clickers send: full screen and blank."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages.prompter import day04, made, offset, row_at_eye_line, show, start, state


@pytest.fixture
def prompter(page: Page, tmp_path: Path) -> Page:
    """The page of four shorts, at rest, at the first of them."""
    return show(page, tmp_path, made(4, 10, 13, 15))


def test_f5_presents_from_the_top_in_full_screen_and_never_reloads(prompter: Page) -> None:
    prompter.evaluate("window.same = true")
    prompter.keyboard.press("PageDown")
    prompter.keyboard.press("F5")
    prompter.wait_for_selector(":root:fullscreen")
    assert (state(prompter), prompter.inner_text("#elapsed")) == ("counting", "0:00")
    assert prompter.evaluate("[window.same, Boolean(document.fullscreenElement)]") == [True, True]
    prevented = "!dispatchEvent(new KeyboardEvent('keydown', {key: 'F5', cancelable: true}))"
    assert prompter.evaluate(prevented) is True
    prompter.keyboard.press("?")
    assert prompter.evaluate(prevented) is True


def test_f5_in_a_running_take_keeps_the_place(prompter: Page) -> None:
    start(prompter, 5000)
    before = offset(prompter)
    prompter.keyboard.press("F5")
    assert (state(prompter), offset(prompter)) == ("running", pytest.approx(before, abs=10))


def test_shift_f5_presents_from_here(prompter: Page) -> None:
    prompter.keyboard.press("PageDown")
    at = day04()[3].beats[1].start
    prompter.keyboard.press("Shift+F5")
    assert (state(prompter), row_at_eye_line(prompter)["at"]) == ("running", at)


def test_leaving_full_screen_stops_as_escape_does_there(prompter: Page) -> None:
    prompter.keyboard.press("F5")
    prompter.wait_for_selector(":root:fullscreen")
    prompter.clock.run_for(5000)
    assert state(prompter) == "running"
    prompter.evaluate("document.exitFullscreen()")
    prompter.wait_for_selector(":root:not(:fullscreen) body[data-state=paused]")


def test_f_leaves_full_screen_in_a_running_take(prompter: Page) -> None:
    prompter.keyboard.press("f")
    prompter.wait_for_selector(":root:fullscreen")
    start(prompter)
    prompter.keyboard.press("f")
    prompter.wait_for_selector(":root:not(:fullscreen) body[data-state=running]")


@pytest.mark.parametrize("key", ["b", "."])
def test_blank_hides_everything_and_pauses(prompter: Page, key: str) -> None:
    start(prompter, 1000)
    prompter.keyboard.press(key)
    assert state(prompter) == "paused"
    assert prompter.locator("#blank").bounding_box() == {"x": 0, "y": 0, "width": 800, "height": 1280}
    assert prompter.evaluate("document.elementFromPoint(400, 400).id") == "blank"
    prompter.keyboard.press(key)
    assert (prompter.locator("#blank").is_visible(), state(prompter)) == (False, "paused")


@pytest.mark.parametrize("key", ["Escape", "Space", "PageDown", "Home"])
def test_what_goes_on_ends_the_blank(prompter: Page, key: str) -> None:
    prompter.keyboard.press("b")
    prompter.keyboard.press(key)
    assert prompter.locator("#blank").is_visible() is False
