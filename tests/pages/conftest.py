"""A new page for each test, in the browser that all share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that knows nothing yet, as large as a 10-inch tablet upright."""
    context = browser.new_context(viewport={"width": 800, "height": 1280})
    yield context.new_page()
    context.close()
