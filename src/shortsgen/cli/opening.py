"""The live page from the command line: its address, the browser, and the code that a phone scans."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shortsgen.cli.task import Errand

if TYPE_CHECKING:
    from shortsgen.pipeline.showing import Showing


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for of a live page."""

    page: bool
    port: int
    browser: bool
    remote: bool
    address: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """The page as a viewer of turns, and what stands on the terminal of it."""

    viewer: Showing

    def banner(self) -> str:
        """Where the page is, and while a phone may ask, what it scans."""
        server = self.viewer.server
        lines = [f"live page: {server.url}"]
        if code := server.remote_code():
            lines += ["scan this with the phone; it works once", code]
        return "\n".join(lines)


@contextmanager
def opened(asked: Errand, name: str, wish: Wish) -> Iterator[OpenPage]:
    """Serve the page, say where it is, and open it. Raises InputError."""
    from shortsgen.pipeline.extras import need

    need("live", "live pages", "uvicorn", "segno")
    from shortsgen.pipeline.showing import showing

    with showing(asked.session, name, wish.port, wish.address) as viewer:
        if wish.remote:
            viewer.server.open_remote()
        page = OpenPage(viewer)
        asked.screen.say(page.banner())
        if wish.browser and _has_display():
            _open(viewer.server.url_for_once())
        yield page


def _has_display() -> bool:
    """Whether a browser would have a window; one that is named by BROWSER is its user's matter."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _open(url: str) -> None:
    """In a thread, since some browsers are waited for."""
    import webbrowser  # only where one is started

    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
