"""Fingers, mouse and wheel on the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.prompter import PORTRAIT, made, offset, setting, show, start, state


@pytest.fixture
def prompter(page: Page, tmp_path: Path) -> Page:
    """The page of four shorts, at rest, at the first of them."""
    return show(page, tmp_path, made(4, 10, 13, 15))


def test_a_click_on_the_text_starts_and_pauses(prompter: Page) -> None:
    prompter.mouse.click(400, 500)
    prompter.clock.run_for(4000)
    assert state(prompter) == "running"
    prompter.mouse.click(400, 500)
    assert state(prompter) == "paused"


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_text_follows_the_finger_and_goes_on_from_there(page: Page, tmp_path: Path, mirrored: bool) -> None:
    setting(page, flipY=mirrored)
    show(page, tmp_path, made(4))
    start(page, 1000)
    before = offset(page)
    page.mouse.move(400, 600)
    page.mouse.down()
    page.mouse.move(400, 700 if mirrored else 500, steps=5)
    page.clock.run_for(1000)
    assert offset(page) == pytest.approx(before + 100, abs=2)
    page.mouse.up()
    assert state(page) == "running"
    page.clock.run_for(500)
    assert offset(page) > before + 110


def test_the_wheel_moves_the_text(prompter: Page) -> None:
    before = offset(prompter)
    prompter.mouse.move(400, 500)
    prompter.mouse.wheel(0, 200)
    prompter.wait_for_selector("body[data-state=paused]")
    assert offset(prompter) == pytest.approx(before + 200, abs=2)


def touch(page: Page, *points: tuple[int, int]) -> None:
    """A finger that comes down at the first point, moves over the others and leaves."""
    session = page.context.new_cdp_session(page)
    for index, (x, y) in enumerate(points):
        kind = "touchMove" if index else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_fingers_tap_drag_and_swipe(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(has_touch=True)
    try:
        page = show(context.new_page(), tmp_path, made(4, 10), PORTRAIT)
        touch(page, (400, 500))
        page.clock.run_for(4000)
        assert state(page) == "running"
        touch(page, (400, 500))
        assert state(page) == "paused"
        before = offset(page)
        touch(page, (400, 600), (400, 550), (400, 500))
        assert offset(page) == pytest.approx(before + 100, abs=2)
        touch(page, (600, 500), (500, 505), (400, 510))
        assert page.inner_text("#number") == "2 of 2"
        touch(page, (400, 500), (500, 505), (600, 510))
        assert page.inner_text("#number") == "1 of 2"
    finally:
        context.close()
