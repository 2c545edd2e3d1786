"""The same day as a deck of Marp, and how long Marp takes for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.measure import timed
from shortsgen.plan.contents import (
    CodeContent,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    OutputContent,
    Passage,
    Program,
)
from shortsgen.plan.timeline import Slide, Timeline
from shortsgen.shipped import built_in
from shortsgen.text.markup import plain

_HOME = Path(__file__).parent / "marp"
_MARP = _HOME / "node_modules" / ".bin" / "marp"
_HEAD = "---\nmarp: true\ntheme: shorts\nsize: shorts\n---\n"


def browser() -> str | None:
    """The browser that Marp drives, where there is one."""
    return shutil.which("chromium") or shutil.which("google-chrome")


def lacking() -> str:
    """What is missing for measuring Marp, or ""."""
    if not _MARP.exists():
        return "npm install --prefix bench/marp"
    return "" if browser() else "chromium"


def write_deck(timelines: Sequence[Timeline], folder: Path) -> Path:
    """A Markdown file with a page for each slide, and the theme beside it."""
    folder.mkdir()
    shutil.copy(_HOME / "theme.css", folder)
    shutil.copytree(built_in() / "fonts", folder / "fonts")
    pages = [page for timeline in timelines for page in _pages(timeline)]
    deck = folder / "day.md"
    deck.write_text(_HEAD + "\n---\n".join(pages), "utf-8")
    return deck


def marp(deck: Path, *form: str) -> float:
    """Seconds of Marp's command, with the same freedom for its browser as anybody gives it in a container."""
    more = {"CHROME_PATH": browser() or "", "CHROME_NO_SANDBOX": "1", "HOME": str(deck.parent)}
    command = [str(_MARP), deck.name, "--theme", "theme.css", "--allow-local-files", "--no-stdin", *form]
    return timed(command, deck.parent, more)


def _pages(timeline: Timeline) -> Iterator[str]:
    header = f"<!-- header: {timeline.short.number:02d} {timeline.series} -->"
    for slide in timeline.slides:
        yield f"{header}\n\n{_page(slide)}\n"


def _page(slide: Slide) -> str:
    match slide.content:
        case HookContent(title, hook):
            return f"# {plain(title.text)}\n\n## {plain(hook.text)}"
        case CodeContent(title, code) | ListingContent(title, code) | FigureContent(title, code):
            return f"# {plain(title.text)}\n\n{_fenced(code)}"
        case OutputContent(title, code, printed):
            return f"# {plain(title.text)}\n\n{_fenced(code)}\n\n{_fenced(printed)}"
        case MistakeContent(mistake, code, printed):
            made = "".join(f"\n\n{_fenced(one)}" for one in (code, printed) if one)
            return f"<!-- _class: mistake -->\n\n# Common mistake\n\n{plain(mistake.text)}{made}"


def _fenced(passage: Passage) -> str:
    language = passage.language if isinstance(passage, Program) else ""
    return f"```{language}\n{passage.text.rstrip()}\n```"
