"""What pages are told, and who is not kept waiting by them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from shortsgen.live.events import Hub
from shortsgen.live.gate import Gate
from shortsgen.live.rate import Rate
from shortsgen.live.server import Server
from tests.live.client import Client
from tests.live.conftest import shown

T = TypeVar("T")


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What it gives. In a thread of its own, since the one of the tests has a loop as soon as a browser was in it."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_a_page_that_comes_later_is_told_how_it_is_now(server: Server, client: Client) -> None:
    server.show(shown("first"))
    server.show(shown("second"))
    stream = client.stream("/events")
    assert stream.until("day") == "second"
    assert client.get("/").body == b"second"
    stream.close()


def test_each_change_reaches_all_pages_that_are_open(server: Server, client: Client) -> None:
    streams = [client.stream("/events") for _ in range(3)]
    assert [stream.until("day") for stream in streams] == ["a day"] * 3
    server.show(shown("changed"))
    assert [stream.until("day") for stream in streams] == ["changed"] * 3
    for stream in streams:
        stream.close()


def test_too_many_streams_are_refused_and_closed_ones_are_forgotten(client: Client) -> None:
    streams = [client.stream("/events") for _ in range(16)]
    assert [stream.until("day") for stream in streams] == ["a day"] * 16
    refused = client.get("/events")
    assert (refused.status, refused.body) == (503, b"too many pages are open: close one\n")
    for _ in range(20):
        streams.pop(0).close()
        streams.append(_open(client))
    assert [stream.until("day") for stream in streams[-16:]] == ["a day"] * 16
    for stream in streams:
        stream.close()


def _open(client: Client) -> Any:
    """A stream, as soon as one that was closed is noticed."""
    for _ in range(2000):
        stream = client.stream("/events")
        if stream.answer.status == 200:
            return stream
        stream.close()
    pytest.fail("closed streams are never forgotten")


def test_what_is_gone_from_the_day_is_not_held(server: Server, client: Client) -> None:
    held = client.get("/held/one.svg")
    assert (held.status, held.body, held.headers["content-type"]) == (200, b"<svg/>", "image/svg+xml")
    assert held.headers["cache-control"] == "private, max-age=31536000, immutable"
    server.show(shown("changed", two=b"<svg>2</svg>"))
    stream = client.stream("/events")
    assert stream.until("day") == "changed"
    stream.close()
    assert (client.get("/held/one.svg").status, client.get("/held/two.svg").body) == (404, b"<svg>2</svg>")


def test_a_page_that_takes_nothing_stops_nobody(server: Server, client: Client) -> None:
    host, _, port = client.host.partition(":")
    with socket.create_connection((host, int(port))) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        slow.sendall(f"GET /events HTTP/1.1\r\nHost: {client.host}\r\nCookie: {client.cookie}\r\n\r\n".encode())
        for number in range(300):
            server.show(shown(f"{number} " + "x" * 100_000))
        server.show(shown("last"))
        stream = client.stream("/events")
        while stream.until("day") != "last":
            pass
        stream.close()
        assert client.get("/").body == b"last"


def test_what_waits_for_a_slow_page_is_the_last_state_and_the_latest_moments() -> None:
    async def scene() -> list[bytes]:
        hub = Hub(1)
        events = hub.stream().events()
        assert await anext(events) == b":\n\n"
        for number in range(1000):
            hub.keep("day", str(number))
            hub.tell("press", str(number))
        found = (await anext(events)).split(b"\n\n")
        await events.aclose()
        assert hub.listening == 0
        return found

    found = finished(scene())
    assert len(found) == 64 + 1
    assert found[-3:] == [b"event: day\ndata: 999", b"event: press\ndata: 999", b""]


def test_the_gate_refuses_kinds_of_connections_that_it_does_not_know() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read")

    gate = Gate((), 80, ("127.0.0.1",), lambda _: True)
    for kind in ("websocket", "lifespan", "webtransport", ""):
        finished(gate({"type": kind}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_who_sends_too_much_at_once_has_to_wait() -> None:
    now = 0.0
    rate = Rate(burst=3, a_second=2, clock=lambda: now)
    assert [rate.allows("a") for _ in range(5)] == [True, True, True, False, False]
    assert rate.allows("b")
    now = 1.0
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    for number in range(1000):
        rate.allows(str(number))
    assert len(rate._left) == 256


def test_the_rate_is_held_at_the_door(server: Server) -> None:
    client = Client.of(server, entered=False)
    found = [client.post("/enter", {"key": "guessed"}).status for _ in range(60)]
    assert set(found) == {403, 429}
