"""A page is one file that fetches nothing, and nothing that a day contains becomes more than text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from shortsgen.plan.timeline import Timeline, plan
from shortsgen.render.teleprompter import page as prompter
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Day, Listing, Mistake, Short, TalkLine
from tests.draw import draw
from tests.factory import make_short
from tests.pages.prompter import TEMPLATES, made, show, start

HOSTILE = [
    "</script><script>ran()</script>",
    "</template></style><img src=x onerror=ran()>",
    "<svg onload=ran()>",
    "{{7*7}} {% raw %} {{ self }}",
    "\"'><b onclick=ran()>bold</b>",
    "<!--<script>",
    "&lt;i&gt; &amp;",
    "javascript:ran() `<u>code</u>` *<i>stress</i>*",
    "a\u202egnp.exe\u2066 \u2028\x1b[31m\x00",
]


def hostile(number: int) -> Timeline:
    """A short all of whose texts are hostile."""
    every = "\n".join(HOSTILE)
    line = " ".join(HOSTILE)
    short: Short = make_short(
        number=number,
        id=f"short-{number}",
        title=line,
        hook=line,
        talk_track=tuple(TalkLine(text, (1, 2)) for text in HOSTILE),
        code=Code(every),
        listings=(Listing("bash", Code(every)),),
        mistake=Mistake(line, Code(every), "ValueError"),
    )
    failed = Outcome(Status.RAISED, every, error=Failure("ValueError", every))
    return plan(Day("day</title>", line, ()), short, Outcome(Status.OK, every), failed)


def watch(page: Page) -> dict[str, list[Any]]:
    """What a page asks for, complains of and runs."""
    seen: dict[str, list[Any]] = {"requests": [], "complaints": [], "ran": []}
    page.on("request", lambda request: seen["requests"].append(request.url))
    page.on("console", lambda message: seen["complaints"].append(message.text))
    page.on("pageerror", lambda error: seen["complaints"].append(str(error)))
    page.on("dialog", lambda dialog: seen["complaints"].append(dialog.message))
    page.expose_function("ran", lambda *_: seen["ran"].append("ran"))
    return seen


@pytest.mark.parametrize("numbers", [(4,), ()], ids=["short", "day"])
def test_a_page_asks_for_nothing_but_itself_and_complains_of_nothing(
    page: Page, tmp_path: Path, numbers: tuple[int, ...]
) -> None:
    seen = watch(page)
    show(page, tmp_path, made(*numbers))
    for key in ("?", "Escape", "s", "Escape", "l", "Escape", "h", "v", "i", "i", "+", "n", "f", "b", "b"):
        page.keyboard.press(key)
    start(page, 30_000)
    assert seen == {"requests": [(tmp_path / "teleprompter.html").as_uri()], "complaints": [], "ran": []}


def test_a_page_refers_to_nothing_outside() -> None:
    text = made().decode()
    links = re.findall(r"""(?:\s(?:href|src|action|data|poster)=["']|url\()([^"')]+)""", text)
    assert len(links) > 1000
    assert {link for link in links if not link.startswith(("#", "data:"))} == set()
    assert re.findall(r"https?://|//[a-z]+\.", text) == []


def test_the_browser_runs_nothing_that_is_put_into_a_page(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, made(4))
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.intruder = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<p id=styled style='color: red' onclick='intruder = 1'>x</p>");
          document.getElementById("styled").click();
        }"""
    )
    assert page.evaluate("window.intruder") is None
    assert page.evaluate("getComputedStyle(document.getElementById('styled')).color") == "rgb(255, 255, 255)"
    assert page.evaluate("fetch('https://example.invalid').then(() => 'sent', () => 'refused')") == "refused"


def test_hostile_text_is_shown_and_never_runs(page: Page, tmp_path: Path) -> None:
    seen = watch(page)
    timelines = [hostile(1), hostile(2)]
    show(page, tmp_path, prompter.render(timelines, TEMPLATES, draw).data)
    before = page.evaluate("document.querySelectorAll('*').length")
    start(page, timelines[0].end)
    for key in ("n", "l", "Escape", "?", "Escape"):
        page.keyboard.press(key)
    assert (seen["ran"], seen["complaints"]) == ([], [])
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert page.locator("b[onclick], svg[onload], img, u, [onerror]").count() == 0
    assert before > 100
    text = " ".join((page.locator("article:visible").inner_text()).split())
    for shown in (
        "</script><script>ran()</script>",
        "</template></style><img src=x onerror=ran()>",
        "{{7*7}} {% raw %} {{ self }}",
        "\"'><b onclick=ran()>bold</b>",
        "&lt;i&gt; &amp;",
        "<u>code</u> <i>stress</i>",
        "a\\u202egnp.exe\\u2066",
    ):
        assert shown in text
    assert page.title().startswith("day</title>: ")
    assert "</script><script>ran()</script>" in page.inner_text("#which")
    labels = page.evaluate(
        "[...document.querySelectorAll('template')].map(one => one.content.querySelector('svg').ariaLabel)"
    )
    assert any("<!--<script>" in label for label in labels)


def test_a_page_is_the_same_in_every_process() -> None:
    program = (
        "import sys, hashlib\n"
        "from tests.pages.prompter import made\n"
        "sys.stdout.write(hashlib.sha256(made(4, 10)).hexdigest())\n"
    )
    hashes = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        hashes.add(done.stdout)
    assert len(hashes) == 1


def test_the_page_of_a_day_is_small_enough_for_a_tablet() -> None:
    assert len(made()) < 1_800_000
    assert len(made(4)) < 200_000
