"""The site of the documents needs no network, neither to be read nor to be searched."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tools.docs.reference import ROOT


def test_the_site_is_read_and_searched_without_a_network(browser: Browser, tmp_path: Path) -> None:
    """One test, since the site is built once: with warnings as errors, so that no link leads nowhere."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", ROOT / "docs", tmp_path / "site"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for each in sorted((tmp_path / "site").rglob("*.html")):
        page.goto(each.as_uri())
    page.goto((tmp_path / "site" / "search.html").as_uri() + "?q=budget")
    page.wait_for_selector("#search-results a[href*='reference/problems.html']")
    context.close()
    assert [url for url in asked if urlsplit(url).scheme not in ("file", "data")] == []


def test_the_index_leads_to_every_page() -> None:
    docs = ROOT / "docs"
    linked = set(re.findall(r"\]\(([^)#]+\.md)\)", (docs / "index.md").read_text("utf-8")))
    assert linked == {page.relative_to(docs).as_posix() for page in docs.glob("*/*.md")}
