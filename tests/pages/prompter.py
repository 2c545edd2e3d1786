"""Teleprompter pages of day04, opened as a file, and what is read off them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from shortsgen.pipeline.day import load_day
from shortsgen.plan.timeline import Timeline
from shortsgen.project import find
from shortsgen.render.teleprompter import page as prompter
from shortsgen.render.templates import Templates
from tests.draw import draw

PORTRAIT, LANDSCAPE, PHONE = (800, 1280), (1280, 800), (390, 844)
TEMPLATES = Templates()

#: Where the first words of the rows of text are, in px below the eye line.
ROWS = """() => {
  const eye = document.querySelector(".eye").getBoundingClientRect();
  const rows = [];
  for (const word of document.querySelectorAll("article:not([hidden]) .said span")) {
    const range = document.createRange();
    const letters = document.createTreeWalker(word, NodeFilter.SHOW_TEXT).nextNode();
    range.setStart(letters, 0);
    range.setEnd(letters, 1);
    const box = range.getBoundingClientRect();
    const y = (box.top + box.bottom - eye.top - eye.bottom) / 2;
    if (!rows.length || Math.abs(y - rows.at(-1).y) > box.height / 2) rows.push({at: Number(word.dataset.at), y});
  }
  return rows;
}"""


@cache
def day04() -> tuple[Timeline, ...]:
    day = load_day(find(Path(__file__).parent), "day04")
    outcomes = {snippet.name: day.recording.fresh(snippet) for snippet in day.snippets}
    return tuple(day.timeline(short, outcomes) for short in day.day.shorts)  # type: ignore[arg-type]


@cache
def made(*numbers: int) -> bytes:
    """The page of these shorts of day04; of the whole day without any."""
    chosen = [timeline for timeline in day04() if not numbers or timeline.short.number in numbers]
    return prompter.render(chosen, TEMPLATES, draw).data


def show(page: Page, folder: Path, data: bytes, size: tuple[int, int] = PORTRAIT, still: bool = True) -> Page:
    """Open a page from its file. A `still` one has a clock that runs only when it is told to."""
    file = folder / "teleprompter.html"
    file.write_bytes(data)
    if still:
        page.clock.install()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(file.as_uri())
    if still:
        page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    return page


def setting(page: Page, **values: Any) -> None:
    """Have the page remember these settings, as from an earlier visit."""
    page.add_init_script(f"localStorage.setItem('shortsgen.teleprompter', JSON.stringify({json.dumps(values)}))")


def state(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.state"))


def said(page: Page) -> str:
    return page.inner_text("#state")


def offset(page: Page) -> float:
    """How far the text has scrolled, in px."""
    return -float(page.evaluate("new DOMMatrix(getComputedStyle(document.getElementById('text')).transform).f"))


def start(page: Page, until: int = 20) -> None:
    """Start a take, let its countdown of three seconds end, and go on until a place in ms; one frame at least."""
    page.keyboard.press("Space")
    page.clock.run_for(3000 + until)


def row_at_eye_line(page: Page) -> dict[str, float]:
    """The row nearest to the eye line."""
    rows: list[dict[str, float]] = page.evaluate(ROWS)
    return min(rows, key=lambda row: abs(row["y"]))


def look(page: Page) -> dict[str, Any]:
    """All of the page that a key could change."""
    seen: dict[str, Any] = page.evaluate(
        """() => ({
          classes: document.documentElement.className, style: document.documentElement.style.cssText,
          state: document.body.dataset.state, blank: document.getElementById("blank").hidden,
          dialog: document.querySelector("dialog[open]")?.id, short: document.getElementById("which").textContent,
          place: document.getElementById("text").style.transform, full: Boolean(document.fullscreenElement),
          speed: document.getElementById("speed").textContent, said: document.getElementById("state").textContent,
        })"""
    )
    return seen
