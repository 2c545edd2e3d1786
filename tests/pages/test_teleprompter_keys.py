"""Every key, button and gesture, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages.prompter import (
    day04,
    look,
    made,
    offset,
    row_at_eye_line,
    said,
    setting,
    show,
    start,
    state,
)

DOCS = Path(__file__).parents[2] / "docs" / "reference" / "teleprompter.md"
PRESSED = {"Space": "Space", "↑": "ArrowUp", "↓": "ArrowDown", "←": "ArrowLeft", "→": "ArrowRight", "Page Up": "PageUp"}
PRESSED |= {"Page Down": "PageDown", "Esc": "Escape", "Shift F5": "Shift+F5", "+": "+", "-": "-"}
DIALOG = "dialog[open]"


@pytest.fixture
def prompter(page: Page, tmp_path: Path) -> Page:
    """The page of four shorts, at rest, at the first of them."""
    return show(page, tmp_path, made(4, 10, 13, 15))


def help_of(page: Page) -> list[tuple[list[str], str]]:
    rows = page.locator("#help tr")
    return [
        (row.locator("kbd").all_text_contents(), row.locator("td").text_content() or "")
        for row in (rows.nth(index) for index in range(rows.count()))
    ]


def test_the_keys_in_the_documentation_are_those_of_the_help(prompter: Page) -> None:
    rows = re.findall(r"^\| (`.+?`) \| (.+?)\. ", DOCS.read_text(), re.MULTILINE)
    documented = [(re.findall(r"`(.+?)`", keys), does) for keys, does in rows]
    assert documented == help_of(prompter)


@pytest.mark.parametrize(("running", "idle"), [(False, {"Esc"}), (True, {"F5", "Shift F5"})], ids=["paused", "running"])
def test_each_key_of_the_help_does_something(prompter: Page, running: bool, idle: set[str]) -> None:
    found = set()
    for key in [key for keys, _ in help_of(prompter) for key in keys]:
        prompter.reload()
        prompter.keyboard.press("n")
        start(prompter)
        prompter.clock.run_for(3000)
        if not running:
            prompter.keyboard.press("Space")
        before = look(prompter)
        prompter.keyboard.press(PRESSED.get(key, key if len(key) > 1 else key.lower()))
        if look(prompter) == before:
            found.add(key)
    assert found == idle


def test_a_page_of_one_short_names_no_keys_for_others(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))
    assert {"N", "P", "L"} & {key for keys, _ in help_of(page) for key in keys} == set()
    page.keyboard.press("n")
    assert said(page) == "The only short here"
    page.keyboard.press("l")
    assert page.locator(DIALOG).count() == 0


def test_space_counts_down_starts_pauses_and_goes_on_at_once(prompter: Page) -> None:
    prompter.keyboard.press("Space")
    assert (state(prompter), prompter.inner_text("#count")) == ("counting", "3")
    prompter.clock.run_for(2100)
    assert prompter.inner_text("#count") == "1"
    prompter.clock.run_for(920)
    assert (state(prompter), prompter.locator("#count").is_visible()) == ("running", False)
    prompter.clock.run_for(2000)
    prompter.keyboard.press("Space")
    paused = offset(prompter)
    prompter.clock.run_for(1000)
    assert (state(prompter), offset(prompter)) == ("paused", paused)
    prompter.keyboard.press("Space")
    assert state(prompter) == "running"


@pytest.mark.parametrize(("seconds", "shown"), [(0, ""), (5, "5")])
def test_the_countdown_can_be_chosen(page: Page, tmp_path: Path, seconds: int, shown: str) -> None:
    setting(page, countdown=seconds)
    show(page, tmp_path, made(4))
    page.keyboard.press("Space")
    assert page.inner_text("#count") == shown
    page.clock.run_for(seconds * 1000 + 20)
    assert state(page) == "running"


def test_space_during_the_countdown_calls_it_off(prompter: Page) -> None:
    prompter.keyboard.press("Space")
    prompter.clock.run_for(1000)
    prompter.keyboard.press("Space")
    prompter.clock.run_for(5000)
    assert (state(prompter), prompter.locator("#count").is_visible()) == ("ready", False)


def test_space_that_is_held_down_presses_once(prompter: Page) -> None:
    prompter.keyboard.down("Space")
    prompter.keyboard.down("Space")
    assert state(prompter) == "counting"


def test_up_and_down_change_the_speed_between_half_and_double(prompter: Page) -> None:
    prompter.keyboard.press("ArrowUp")
    assert (prompter.inner_text("#speed"), said(prompter)) == ("105 %", "Speed 105 %")
    for _ in range(30):
        prompter.keyboard.press("ArrowUp")
    assert prompter.inner_text("#speed") == "200 %"
    for _ in range(40):
        prompter.keyboard.press("ArrowDown")
    assert prompter.inner_text("#speed") == "50 %"


def test_right_and_left_go_by_rows(prompter: Page) -> None:
    rows = [0]
    for _ in range(3):
        prompter.keyboard.press("ArrowRight")
        assert abs(row_at_eye_line(prompter)["y"]) < 2
        rows.append(round(row_at_eye_line(prompter)["at"]))
    assert rows == sorted(set(rows))
    prompter.keyboard.press("ArrowLeft")
    assert row_at_eye_line(prompter)["at"] == rows[2]


def test_page_down_and_page_up_go_by_lines_of_the_script(prompter: Page) -> None:
    starts = [beat.start for beat in day04()[3].beats]
    for wanted in starts[1:3]:
        prompter.keyboard.press("PageDown")
        assert row_at_eye_line(prompter)["at"] == wanted
    prompter.keyboard.press("PageUp")
    assert row_at_eye_line(prompter)["at"] == starts[1]


def test_back_in_a_running_take_is_the_beginning_of_this_line_first(prompter: Page) -> None:
    starts = [beat.start for beat in day04()[3].beats]
    start(prompter, starts[2] + 1500)
    prompter.keyboard.press("PageUp")
    assert (row_at_eye_line(prompter)["at"], state(prompter)) == (starts[2], "running")
    prompter.keyboard.press("PageUp")
    assert row_at_eye_line(prompter)["at"] == starts[1]


def test_home_restarts_the_take(prompter: Page) -> None:
    begin = offset(prompter)
    start(prompter, 4000)
    prompter.keyboard.press("Home")
    assert (state(prompter), offset(prompter)) == ("ready", pytest.approx(begin))


def test_at_the_end_space_starts_the_next_take(prompter: Page) -> None:
    start(prompter, day04()[3].end + 50)
    assert (state(prompter), said(prompter), prompter.inner_text("#left")) == ("ended", "End of the take", "0:00")
    assert prompter.locator(".cue.last:visible").inner_text() == "End next: 10 Verify Linear Math: x @ W.T + b"
    prompter.keyboard.press("Space")
    assert (state(prompter), prompter.inner_text("#elapsed")) == ("counting", "0:00")


def test_escape_stops(prompter: Page) -> None:
    start(prompter, 1000)
    prompter.keyboard.press("Escape")
    assert (state(prompter), said(prompter)) == ("paused", "Paused")


@pytest.mark.parametrize(("key", "dialog"), [("?", "help"), ("s", "settings"), ("l", "shorts")])
def test_a_dialog_pauses_and_escape_closes_it(prompter: Page, key: str, dialog: str) -> None:
    start(prompter, 1000)
    prompter.keyboard.press(key)
    assert (prompter.locator(DIALOG).get_attribute("id"), state(prompter)) == (dialog, "paused")
    prompter.keyboard.press("Escape")
    assert prompter.locator(DIALOG).count() == 0


@pytest.mark.parametrize(
    ("keys", "matrix"), [("h", [-1, 1]), ("v", [1, -1]), ("hv", [-1, -1]), ("hh", [1, 1])], ids=["h", "v", "hv", "hh"]
)
def test_mirrors(prompter: Page, keys: str, matrix: list[int]) -> None:
    for key in keys:
        prompter.keyboard.press(key)
    transform = "new DOMMatrix(getComputedStyle(document.querySelector('.page')).transform)"
    assert prompter.evaluate(f"(m => [m.a, m.d])({transform})") == matrix
    start(prompter, 3644)
    assert row_at_eye_line(prompter) == {"at": 3644, "y": pytest.approx(0, abs=10)}


def test_plus_and_minus_change_the_size_of_the_text(prompter: Page) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('article:not([hidden]) .said')).fontSize)"
    assert prompter.evaluate(size) == 120
    prompter.keyboard.press("+")
    assert (prompter.evaluate(size), said(prompter)) == (pytest.approx(132), "Text size 110 %")
    prompter.keyboard.press("-")
    prompter.keyboard.press("-")
    assert prompter.evaluate(size) == pytest.approx(108)


def test_the_next_short_is_ready_at_its_beginning(prompter: Page) -> None:
    start(prompter, 3000)
    prompter.keyboard.press("n")
    assert (state(prompter), prompter.inner_text("#number"), prompter.inner_text("#elapsed")) == (
        "ready",
        "2 of 4",
        "0:00",
    )
    assert prompter.inner_text("#which") == "10 Verify Linear Math: x @ W.T + b"
    assert prompter.inner_text("#next").startswith("Next: 13")
    assert prompter.locator("article:visible").count() == 1
    prompter.reload()
    assert prompter.inner_text("#number") == "2 of 4"
    prompter.keyboard.press("p")
    prompter.keyboard.press("p")
    assert (prompter.inner_text("#number"), said(prompter)) == ("1 of 4", "No more shorts")


def test_a_short_can_be_chosen_from_the_list_by_keys_alone(prompter: Page) -> None:
    prompter.keyboard.press("l")
    prompter.keyboard.press("Tab")
    prompter.keyboard.press("Tab")
    prompter.keyboard.press("Enter")
    assert prompter.locator(DIALOG).count() == 0
    assert prompter.inner_text("#number") == "3 of 4"


def test_a_key_with_control_is_the_browsers(prompter: Page) -> None:
    before = look(prompter)
    for key in ("Control+b", "Alt+h", "Meta+v"):
        prompter.keyboard.press(key)
    assert look(prompter) == before


def test_the_picture_is_that_of_the_beat(prompter: Page) -> None:
    seen = [prompter.locator("#picture svg").get_attribute("aria-label")]
    for _ in day04()[3].beats[1:]:
        prompter.keyboard.press("PageDown")
        seen.append(prompter.locator("#picture svg").get_attribute("aria-label"))
    assert [(label or "").split(":")[0] for label in seen] == [f"Slide {number} of 5" for number in range(1, 6)]
    prompter.keyboard.press("i")
    assert prompter.locator("#picture").is_visible() is False
