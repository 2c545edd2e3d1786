"""A server that shows a few bytes."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from shortsgen.live.server import Server
from shortsgen.live.shown import Content, Fixed, Page, Shown
from tests.live.client import Client

# Stands for the network: nothing that is sent there leaves the machine. Other systems have one such address only.
OTHER_LOOPBACK = "127.0.0.2" if sys.platform == "linux" else "127.0.0.1"


def page(text: str) -> Page:
    return Page(text.encode(), "default-src 'none'")


def shown(text: str = "a day", **contents: bytes) -> Shown:
    held = {f"{name}.svg": Content("image/svg+xml", lambda data=data: data) for name, data in contents.items()}  # type: ignore[misc]
    return Shown(lambda: page(text), lambda: page("a teleprompter"), held, f'"{text}"')


FIXED = Fixed(page("enter"), page("remote"))


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(FIXED, shown(one=b"<svg/>"), network=OTHER_LOOPBACK) as server:
        yield server


@pytest.fixture
def client(server: Server) -> Client:
    """Who has been let in."""
    return Client.of(server)
