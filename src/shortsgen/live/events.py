"""Server-sent events: what is told to all pages that are open, each at its own pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from http import HTTPStatus
from itertools import count

from shortsgen.live.messages import RefusedError, Stream

_WAITING = 64  # events that one page has not taken; of more the oldest goes
_BEAT = 15.0  # seconds of silence after which something is sent, so that a connection that is gone is noticed


class Hub:
    """Who listens. To be used in one event loop.

    What is `kept` is a state: a page that comes later gets it too, and one that is slow gets only the last. What is
    `told` is a moment: it reaches those who listen.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._latest: dict[str, bytes] = {}
        self._listening: set[_Mailbox] = set()
        self._numbers = count()

    @property
    def listening(self) -> int:
        return len(self._listening)

    def keep(self, topic: str, data: str) -> None:
        self._latest[topic] = _event(topic, data)
        for box in self._listening:
            box.put(topic, self._latest[topic])

    def tell(self, topic: str, data: str) -> None:
        for box in self._listening:
            box.put(f"{topic} {next(self._numbers)}", _event(topic, data))

    def stream(self) -> Stream:
        """Raises RefusedError where too many listen."""
        if len(self._listening) >= self._most:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "too many pages are open: close one")
        return Stream(self._events)

    async def _events(self) -> AsyncGenerator[bytes, None]:
        box = _Mailbox(self._latest)
        self._listening.add(box)
        try:
            async for event in box.events():
                yield event
        finally:
            self._listening.discard(box)

    def close(self) -> None:
        """End all streams."""
        for box in self._listening:
            box.close()


class _Mailbox:
    """What one page has yet to get, the latest of each name."""

    def __init__(self, waiting: dict[str, bytes]) -> None:
        self._waiting = dict(waiting)
        self._news = asyncio.Event()
        self._closed = False

    def put(self, name: str, event: bytes) -> None:
        self._waiting.pop(name, None)
        self._waiting[name] = event
        if len(self._waiting) > _WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._news.set()

    def close(self) -> None:
        self._closed = True
        self._news.set()

    async def events(self) -> AsyncIterator[bytes]:
        """Also what was put just before it was closed."""
        while self._waiting or not self._closed:
            self._news.clear()
            found, self._waiting = list(self._waiting.values()), {}
            yield b"".join(found) or b":\n\n"
            if not self._closed:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), _BEAT)


def _event(topic: str, data: str) -> bytes:
    """`data` is JSON, which has no line breaks."""
    return f"event: {topic}\ndata: {data}\n\n".encode()
