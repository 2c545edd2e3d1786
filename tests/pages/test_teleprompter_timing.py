"""The text scrolls by the timeline, measured in a real browser."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.pages.prompter import (
    LANDSCAPE,
    PHONE,
    PORTRAIT,
    ROWS,
    day04,
    made,
    offset,
    row_at_eye_line,
    said,
    setting,
    show,
    start,
    state,
)

TOLERANCE = 200  # ms
RECORD = f"""() => {{
  const rows = {ROWS};
  window.frames_ = [];
  let count = 0;
  const note = () => {{
    if (count++ % 3 === 0) window.frames_.push({{now: performance.now(), rows: rows()}});
    requestAnimationFrame(note);
  }};
  requestAnimationFrame(note);
  window.states = {{}};
  const noted = () => {{ window.states[document.body.dataset.state] = performance.now(); }};
  new MutationObserver(noted).observe(document.body, {{attributes: true}});
}}"""


def errors(frames: list[dict[str, Any]], began: float) -> dict[int, float]:
    """By the time of each row, how many ms later than that it was at the eye line. `began` is when the take did."""
    found: dict[int, float] = {}
    for index, row in enumerate(frames[0]["rows"]):
        places = [(frame["now"] - began, frame["rows"][index]["y"]) for frame in frames]
        crossed = [
            t0 + (t1 - t0) * y0 / (y0 - y1) for (t0, y0), (t1, y1) in pairwise(places) if y0 > 0 >= y1 and y0 != y1
        ]
        if crossed:
            found[row["at"]] = crossed[0] - row["at"]
        else:  # it was there from the beginning
            assert abs(places[0][1]) < 2
            found[row["at"]] = 0 - row["at"]
    return found


@pytest.mark.parametrize("number", [4, 13, 24])
@pytest.mark.parametrize("size", [60, 100, 150])
@pytest.mark.parametrize("viewport", [PORTRAIT, LANDSCAPE, PHONE], ids=["portrait", "landscape", "phone"])
def test_each_row_reaches_the_eye_line_when_its_first_word_is_said(
    page: Page, tmp_path: Path, viewport: tuple[int, int], size: int, number: int
) -> None:
    setting(page, size=size)
    show(page, tmp_path, made(number), viewport)
    page.evaluate(RECORD)
    page.keyboard.press("Space")
    began = page.evaluate("performance.now()") + 3000
    timeline = day04()[number - 1]
    page.clock.run_for(3000 + timeline.end + 100)
    late = errors(page.evaluate("window.frames_"), began)
    assert len(late) >= 5
    assert set(late) <= {word.start for beat in timeline.beats for word in beat.words}
    assert {beat.words[0].start for beat in timeline.beats if beat.words} <= set(late)
    assert {at: error for at, error in late.items() if abs(error) > TOLERANCE} == {}
    assert state(page) == "ended"


def test_so_it_is_with_a_real_clock(page: Page, tmp_path: Path) -> None:
    setting(page, countdown=0)
    show(page, tmp_path, made(15), still=False)
    page.evaluate(RECORD)
    page.keyboard.press("Space")
    page.wait_for_selector("body[data-state=ended]", timeout=60_000)
    frames, states = page.evaluate("[window.frames_, window.states]")
    late = errors(frames, states["running"])
    assert len(late) >= 5
    assert {at: error for at, error in late.items() if abs(error) > TOLERANCE} == {}
    longest = max(later["now"] - first["now"] for first, later in pairwise(frames))
    assert 0 <= states["ended"] - states["running"] - day04()[14].end <= longest


def test_output_without_words_keeps_its_time(page: Page, tmp_path: Path) -> None:
    timeline = day04()[9]
    [beat] = [beat for beat in timeline.beats if not beat.text]
    show(page, tmp_path, made(10))
    start(page, beat.start)
    cue = page.locator(".cue.silent").bounding_box()
    eye = page.locator(".eye").bounding_box()
    assert cue is not None
    assert eye is not None
    assert cue["y"] + cue["height"] / 2 == pytest.approx(eye["y"] + eye["height"] / 2, abs=12)
    following = next(later for later in timeline.beats if later.start >= beat.end)
    page.clock.run_for(beat.end - beat.start)
    assert row_at_eye_line(page)["at"] == following.words[0].start


def test_the_text_begins_at_the_eye_line(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))
    assert page.evaluate(ROWS)[0]["y"] == pytest.approx(0, abs=2)


@pytest.mark.parametrize("eye", [10, 30, 60])
def test_the_eye_line_is_where_it_was_set_also_at_a_short_of_the_address(page: Page, tmp_path: Path, eye: int) -> None:
    setting(page, eye=eye)
    show(page, tmp_path, made(4, 10), LANDSCAPE)
    page.keyboard.press("n")
    page.reload()
    box = page.locator(".eye").bounding_box()
    assert box is not None
    assert page.inner_text("#number") == "2 of 2"
    assert box["y"] + box["height"] / 2 == pytest.approx(800 * eye / 100, abs=1)
    assert page.evaluate(ROWS)[0]["y"] == pytest.approx(0, abs=2)


def test_a_late_frame_leaves_no_error(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))
    start(page, 6000)
    in_time = offset(page)
    page.keyboard.press("Home")
    start(page)
    page.clock.fast_forward(5880)  # no frame in all that time
    page.clock.run_for(100)
    assert offset(page) == pytest.approx(in_time, abs=3)


def test_a_late_frame_at_the_end_of_the_countdown_takes_nothing_from_the_take(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))
    page.keyboard.press("Space")
    page.clock.fast_forward(3500)
    page.clock.run_for(1500)
    with_late_frame = offset(page)
    page.keyboard.press("Home")
    start(page, 2000)
    assert with_late_frame == pytest.approx(offset(page), abs=3)


def test_a_change_of_speed_keeps_the_place_and_changes_the_pace(page: Page, tmp_path: Path) -> None:
    timeline = day04()[3]
    show(page, tmp_path, made(4))
    start(page, 2000)
    before = offset(page)
    for _ in range(10):
        page.keyboard.press("ArrowUp")
    assert offset(page) == pytest.approx(before, abs=4)  # px, of rows of 150: a fiftieth of a second
    assert page.inner_text("#speed") == "150 %"
    at = timeline.beats[2].start
    page.clock.run_for(round((at - 2000) / 1.5))
    assert row_at_eye_line(page) == {"at": at, "y": pytest.approx(0, abs=10)}


@pytest.mark.parametrize("key", ["+", "-"])
def test_a_change_of_size_keeps_the_place(page: Page, tmp_path: Path, key: str) -> None:
    at = day04()[3].beats[2].start
    show(page, tmp_path, made(4))
    start(page, at)
    page.keyboard.press(key)
    assert row_at_eye_line(page) == {"at": at, "y": pytest.approx(0, abs=8)}


def test_turning_the_tablet_keeps_the_place(page: Page, tmp_path: Path) -> None:
    at = day04()[3].beats[2].start
    show(page, tmp_path, made(4))
    start(page, at)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.clock.run_for(16)
    assert row_at_eye_line(page) == {"at": at, "y": pytest.approx(0, abs=8)}


def test_a_font_that_comes_late_keeps_the_place(page: Page, tmp_path: Path) -> None:
    at = day04()[3].beats[3].start
    show(page, tmp_path, made(4))
    start(page, at)
    page.evaluate("document.getElementById('text').style.wordSpacing = '1em'")
    [moved] = [row["y"] for row in page.evaluate(ROWS) if row["at"] == at]
    assert abs(moved) > 50
    page.evaluate("document.fonts.dispatchEvent(new Event('loadingdone'))")
    assert row_at_eye_line(page) == {"at": at, "y": pytest.approx(0, abs=8)}


def test_a_hidden_page_waits(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))
    start(page, 2000)
    before = offset(page)
    hide = "value => { Object.defineProperty(document, 'hidden', {value, configurable: true});"
    page.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')); }", True)
    page.clock.run_for(5000)
    page.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')); }", False)
    page.clock.run_for(100)
    assert (state(page), said(page)) == ("paused", "Paused while hidden")
    assert offset(page) == pytest.approx(before, abs=3)


def test_those_who_want_less_motion_get_rows_that_stand_still(page: Page, tmp_path: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    timeline = day04()[3]
    show(page, tmp_path, made(4))
    start(page)
    seen = set()
    for _ in range(timeline.end // 100):
        page.clock.run_for(100)
        seen.add(round(offset(page)))
        nearest = row_at_eye_line(page)
        assert abs(nearest["y"]) < 12 or page.locator(".cue.last").is_visible()
    rows = page.evaluate(ROWS)
    stops = len(rows) + page.locator("article:not([hidden]) .hold").count()  # which are no rows of words
    assert stops - 1 <= len(seen) <= stops + 1


def test_a_hold_is_counted_down_while_it_lasts_and_at_the_chosen_speed(page: Page, tmp_path: Path) -> None:
    beat = next(one for one in day04()[3].beats if one.words and one.hold >= 1_000)
    show(page, tmp_path, made(4))
    remains = page.locator(f'[data-until="{beat.end}"] .remains')
    assert remains.inner_text() == ""
    start(page, beat.end - 800)
    assert remains.inner_text() == "0.8"
    for _ in range(10):
        page.keyboard.press("ArrowDown")  # half as fast
    assert remains.inner_text() == "1.6"
    page.clock.run_for(2_000)
    assert remains.inner_text() == ""


def test_elapsed_and_left_are_of_the_chosen_speed(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))  # 29.85 s
    assert (page.inner_text("#elapsed"), page.inner_text("#left")) == ("0:00", "0:30")
    start(page, 5_020)
    assert (page.inner_text("#elapsed"), page.inner_text("#left")) == ("0:05", "0:25")
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    assert (page.inner_text("#elapsed"), page.inner_text("#left")) == ("0:10", "0:50")
