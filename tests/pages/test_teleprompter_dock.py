"""The dock in windows of all sizes: all of it is seen, and a finger finds each button."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages.prompter import day04, made, show

PHONES = ((320, 568), (360, 740), (390, 844), (412, 915), (844, 390), (740, 360), (915, 412), (568, 320))
TABLETS = ((768, 1024), (1024, 768), (820, 1180), (1180, 820), (601, 962), (720, 1100))
SCREENS = ((1024, 600), (1366, 625), (1280, 690), (1280, 560), (1280, 561), (1920, 1080))
SIZES = (*PHONES, *TABLETS, *SCREENS)

#: What of the dock leaves the window or the dock, covers another, is cut off, or is too small for a finger.
FAULTS = """() => {
  const dock = document.querySelector(".dock"), around = dock.getBoundingClientRect();
  const inside = (box, other) => box.left >= other.left - 0.1 && box.right <= other.right + 0.1
    && box.top >= other.top - 0.1 && box.bottom <= other.bottom + 0.1;
  const covers = (one, other) => one.left < other.right - 0.5 && other.left < one.right - 0.5
    && one.top < other.bottom - 0.5 && other.top < one.bottom - 0.5;
  const name = (one) => one.id || one.ariaLabel || one.className || one.textContent;
  const shown = [...dock.querySelectorAll(".which, .clocks > span, .state, .next, button, figure svg")]
    .filter((one) => one.checkVisibility()).map((one) => ({ one, name: name(one), box: one.getBoundingClientRect() }));
  const faults = dock.scrollHeight > dock.clientHeight || dock.scrollWidth > dock.clientWidth ? ["dock scrolls"] : [];
  if (!inside(around, { left: 0, top: 0, right: innerWidth, bottom: innerHeight })) faults.push("dock leaves");
  for (const { one, name, box } of shown) {
    if (!inside(box, around)) faults.push(`${name} leaves`);
    if (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1) faults.push(`${name} is cut`);
    if (one.matches("button") && Math.min(box.width, box.height) < 44) faults.push(`${name} is small`);
    for (const other of shown) if (other.one !== one && covers(box, other.box)) faults.push(`${name} covers`);
  }
  return faults;
}"""

LONGEST = max(day04(), key=lambda timeline: len(timeline.short.title)).short.number


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("numbers", [(4, LONGEST), (LONGEST,)], ids=["day", "short"])
def test_all_of_the_dock_is_seen(page: Page, tmp_path: Path, numbers: tuple[int, ...], size: tuple[int, int]) -> None:
    show(page, tmp_path, made(*numbers), size)
    assert page.evaluate(FAULTS) == []
    page.keyboard.press("n")
    assert page.evaluate(FAULTS) == []
    picture = page.locator("#picture svg").bounding_box()
    assert picture is not None
    assert picture["height"] > 40
    assert picture["height"] / picture["width"] == pytest.approx(16 / 9, rel=0.05)
    page.keyboard.press("i")
    assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("size", [(320, 568), (1024, 600)], ids=["phone", "laptop"])
def test_a_title_without_end_pushes_no_button_out(page: Page, tmp_path: Path, size: tuple[int, int]) -> None:
    show(page, tmp_path, made(4, LONGEST), size)
    page.evaluate("which.textContent = next.textContent = 'A title without end, and more of it. '.repeat(20)")
    assert [fault for fault in page.evaluate(FAULTS) if not fault.endswith("is cut")] == []
