"""Usable by keyboard alone, by screen readers, and from three metres away."""

from __future__ import annotations

from io import BytesIO
from math import atan, degrees, hypot
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from shortsgen.plan.sentences import sentences
from shortsgen.render.teleprompter.sheets import as_text
from shortsgen.text.markup import plain
from tests.pages.prompter import LANDSCAPE, PHONE, PORTRAIT, day04, made, said, show, start, state

VIEWPORTS = {"portrait": PORTRAIT, "landscape": LANDSCAPE, "phone": PHONE, "phone across": (844, 390)}
anywhere = pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)

TREE = """\
- main "What to say":
  - 'heading "day04: nn.Module + “PyTorch Way”" [level=1]'
  - article "04 Your First Custom Model Class":
    - heading "04 Your First Custom Model Class" [level=2]
    - paragraph: "Slide 1: hook"
    - paragraph:
      - text: Custom
      - code: nn.Module
      - text: = clean, reusable code.
"""
BESIDE = """\
- complementary "Slide and controls":
  - figure:
    - 'img "Slide 1 of 5: hook. Custom nn.Module = clean, reusable code."'
"""
BUTTONS = """\
  - group "Controls":
    - button "Start"
    - button "Restart the take"
    - button "List of shorts"
    - button "Previous short"
    - button "Next short"
    - button "Settings"
    - button "Help"
"""


def test_a_screen_reader_finds_landmarks_headings_text_and_named_buttons(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4, 10))
    tree = page.locator("body").aria_snapshot()
    assert tree.startswith(TREE)
    assert BESIDE in tree
    assert tree.endswith(BUTTONS.rstrip())
    assert "- status: Ready" in tree


def test_what_is_said_is_text_in_its_order(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))
    found = [" ".join(text.split()) for text in page.locator("article .said").all_inner_texts()]
    assert found == [as_text(one) for beat in day04()[3].beats for one in sentences(beat.text)]


def test_each_slide_is_told_in_words(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(10))
    labels = page.evaluate(
        "[...document.querySelectorAll('template')].map(one => one.content.querySelector('svg').ariaLabel)"
    )
    assert labels == [
        f"Slide 1 of 5: hook. {plain(day04()[9].short.hook)}",
        "Slide 2 of 5: code, line 10 lit. y2 = x @ linear.weight.T + linear.bias",
        f"Slide 3 of 5: code. {day04()[9].short.code.text.strip()}",
        "Slide 4 of 5: output. True",
        "Slide 5 of 5: mistake. Forgetting .T and wondering why the matmul fails.\n"
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (3x4 and 2x4)",
    ]


def test_only_changes_of_state_are_announced(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4, 10))
    page.evaluate(
        """() => {
          window.told = [];
          const live = [...document.querySelectorAll("[role=status], [aria-live], [role=alert], [role=timer]")];
          for (const one of live)
            new MutationObserver(() => told.push(one.textContent)).observe(one, {childList: true, subtree: true});
        }"""
    )
    start(page, 9000)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("told") == ["Starts in 3 seconds", "Running", "Paused", "Speed 105 %"]


def test_tab_goes_through_all_buttons_and_out_again_with_a_visible_focus(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4, 10))
    names = []
    for _ in range(8):
        page.keyboard.press("Tab")
        focus = "document.activeElement"
        names.append(page.evaluate(f"{focus}.ariaLabel ?? {focus}.textContent"))
        if page.evaluate(f"{focus}.tagName") == "BUTTON":
            outline = page.evaluate(f"getComputedStyle({focus}).outline")
            assert outline == "rgb(255, 255, 255) solid 4px"
    assert names[:7] == [
        "Start", "Restart the take", "List of shorts", "Previous short", "Next short", "Settings", "Help"
    ]  # fmt: skip
    assert names[7] not in names[1:7]  # the browser's own, or the beginning again: no trap


def test_space_on_a_button_presses_it_and_starts_nothing(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4, 10))
    page.get_by_role("button", name="Next short").focus()
    page.keyboard.press("Space")
    assert (page.inner_text("#number"), state(page)) == ("2 of 2", "ready")
    page.get_by_role("button", name="Start", exact=True).focus()
    page.keyboard.press("Space")
    assert (state(page), page.inner_text("#toggle")) == ("counting", "Pause")


def test_a_button_that_was_clicked_does_not_catch_the_next_space(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4, 10))
    page.get_by_role("button", name="Next short").click()
    page.keyboard.press("Space")
    assert (page.inner_text("#number"), state(page)) == ("2 of 2", "counting")


def test_a_dialog_is_used_and_left_by_keys_and_gives_the_focus_back(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))
    page.get_by_role("button", name="Settings").focus()
    page.keyboard.press("Enter")
    mirror = page.get_by_role("button", name="Mirror left to right")
    assert mirror.get_attribute("aria-pressed") == "false"
    mirror.focus()
    page.keyboard.press("Space")
    assert (mirror.get_attribute("aria-pressed"), state(page)) == ("true", "ready")
    assert said(page) == "Mirror left to right on"
    page.locator("input[data-setting=size]").focus()
    page.keyboard.press("ArrowUp")
    assert page.locator("input[data-setting=size] + output").inner_text() == "110 %"
    assert page.inner_text("#speed") == "100 %"  # an arrow in a dialog is the dialog's
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel") == "Settings"


@anywhere
def test_buttons_are_large_and_nothing_covers_the_text(page: Page, tmp_path: Path, viewport: tuple[int, int]) -> None:
    show(page, tmp_path, made(4, 10), viewport)
    width, height = viewport
    least = 56 if min(viewport) >= 600 else 44
    boxes = [box for button in page.locator(".controls button").all() if (box := button.bounding_box())]
    assert len(boxes) == 7
    for box in boxes:
        assert box["height"] >= least
        assert box["width"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
    stage, dock, picture = (page.locator(one).bounding_box() for one in (".stage", ".dock", "#picture svg"))
    assert stage is not None
    assert dock is not None
    assert picture is not None
    assert stage["x"] + stage["width"] <= dock["x"] + 1 or stage["y"] + stage["height"] <= dock["y"] + 1
    assert picture["x"] >= dock["x"]
    assert picture["y"] >= dock["y"]
    assert picture["height"] / picture["width"] == pytest.approx(16 / 9, rel=0.03)
    assert stage["width"] * stage["height"] > 0.55 * width * height


@anywhere
def test_no_word_is_wider_than_the_page(page: Page, tmp_path: Path, viewport: tuple[int, int]) -> None:
    show(page, tmp_path, made(1, 4, 16), viewport)
    page.evaluate("for (const article of document.querySelectorAll('article')) article.hidden = false")
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    boxes = page.evaluate("[...document.querySelectorAll('.said span')].map(one => one.getBoundingClientRect().right)")
    assert len(boxes) > 60
    assert max(boxes) <= stage["x"] + stage["width"]


def height_of(page: Page, letter: str) -> int:
    """How many px high a letter is drawn in the text."""
    page.evaluate("letter => document.querySelector('.said span').textContent = letter", letter)
    shot = Image.open(BytesIO(page.locator(".said span").first.screenshot())).convert("L")
    box = shot.point(lambda value: 255 if value > 127 else 0).getbbox()
    assert box is not None
    return int(box[3] - box[1])


@pytest.mark.parametrize("viewport", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_the_text_is_legible_at_three_metres_on_a_ten_inch_tablet(
    page: Page, tmp_path: Path, viewport: tuple[int, int]
) -> None:
    show(page, tmp_path, made(4), viewport)
    millimetres = 10 * 25.4 / hypot(*viewport)  # of a px
    small, capital = (degrees(atan(height_of(page, letter) * millimetres / 3000)) for letter in "xH")
    assert small >= 0.2  # Legge and Bigelow 2011: from here on people read at full speed
    assert capital * 60 >= 16  # ISO 9241-303: the least, in minutes of arc


CONTRASTS = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => parts(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
  };
  const found = {};
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
    const name = element.tagName + "." + element.className + " in " + element.parentElement.className;
    found[name] = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }
  return found;
}"""


def test_all_text_stands_out_from_its_ground(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4, 10))
    seen = dict(page.evaluate(CONTRASTS))
    page.keyboard.press("n")
    for key in ("l", "?", "s"):
        page.keyboard.press(key)
        page.keyboard.press("Tab")
        seen |= page.evaluate(CONTRASTS)
        page.keyboard.press("Escape")
    page.keyboard.press("Space")
    seen |= page.evaluate(CONTRASTS)
    assert len(seen) > 20
    assert {name: round(ratio, 1) for name, ratio in seen.items() if ratio < 7} == {}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"


def test_cues_differ_from_what_is_said_by_size_frame_and_words(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(10))
    style = "(one) => { const s = getComputedStyle(one); return [parseFloat(s.fontSize), s.borderTopWidth]; }"
    said_size, _ = page.locator(".said").first.evaluate(style)
    cues = page.locator(".cue:not(.last) b")
    for cue in cues.all():
        size, border = cue.evaluate(style)
        assert size <= said_size / 3
        assert border == "2px"
    silent = page.locator(".cue.silent b")
    assert silent.all_inner_texts() == ["Slide 4: output, say nothing for 1.5 s"]
    assert silent.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 200, 87)"


def test_without_scripts_the_text_can_be_read(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = show(context.new_page(), tmp_path, made(4, 10), still=False)
        text = page.inner_text("body")
        for timeline in (day04()[3], day04()[9]):
            for beat in timeline.beats:
                assert " ".join(plain(beat.text).split()) in " ".join(text.split())
        assert "Scripts are off" in text
        assert page.locator(".dock").is_visible() is False
        size = page.evaluate("[document.body.scrollHeight, document.body.scrollWidth, innerWidth]")
        assert size[0] > 1280
        assert size[1] <= size[2]
    finally:
        context.close()
