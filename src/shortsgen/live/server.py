"""The server of the live page, in a thread of its own: no page that is slow keeps the watcher waiting."""

from __future__ import annotations

import asyncio
from threading import Event, Thread

from shortsgen.live.desk import Desk
from shortsgen.live.door import Door
from shortsgen.live.events import Hub
from shortsgen.live.gate import Gate
from shortsgen.live.line import Line
from shortsgen.live.listener import LOOPBACK, bound, port_of, serving
from shortsgen.live.qr import Code
from shortsgen.live.remote import Remote
from shortsgen.live.shown import Fixed, Shown

_STREAMS = 16  # pages that are open at once
_HOSTS = (LOOPBACK, "localhost")


class Server:
    """Shows a day on the loopback interface. Use as a context: leaving it ends all that listens."""

    def __init__(self, fixed: Fixed, shown: Shown, port: int = 0, network: str = "") -> None:
        """`network` is the address at which phones may ask. Raises InputError where the port cannot be had."""
        self._socket = bound(LOOPBACK, port)
        self._port = port_of(self._socket)
        self._door = Door()
        self._loop = asyncio.new_event_loop()
        self._hub = Hub(_STREAMS)
        self._remote = Remote(self._hub)
        self._line = Line(self._remote, fixed.remote, network)
        self._desk = Desk(self._door, self._hub, self._remote, self._line, fixed, shown)
        self._ready, self._ending = Event(), asyncio.Event()
        self._thread = Thread(target=self._run, name="live page", daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join()

    @property
    def address(self) -> str:
        """Where the page is for who has been let in."""
        return f"http://{LOOPBACK}:{self._port}/"

    @property
    def url(self) -> str:
        """Where to begin, for the person at the terminal."""
        return f"{self.address}enter#{self._door.key}"

    def url_for_once(self) -> str:
        """The same for a program that is started: it works once."""
        return f"{self.address}enter#{self._door.key_for_once()}"

    @property
    def held(self) -> frozenset[str]:
        """The names of what can be fetched now."""
        return frozenset(self._desk.shown.contents)

    def show(self, shown: Shown) -> None:
        """From now on this is the day. Returns at once."""
        self._loop.call_soon_threadsafe(self._show, shown)

    def open_remote(self) -> str:
        """Let one phone ask; what it has to open. Raises InputError where it cannot be listened for."""
        asyncio.run_coroutine_threadsafe(self._line.open(), self._loop).result()
        return self._remote.url

    def remote_code(self) -> str:
        """What a phone scans, as a terminal draws it; "" while none may ask."""
        return Code.of(self._remote.url).text() if self._remote.offered else ""

    def _show(self, shown: Shown) -> None:
        self._desk.shown = shown
        self._hub.keep("day", shown.state)

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._serve())
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        gate = Gate(self._desk.table(), self._port, _HOSTS, self._door.knows)
        async with serving(self._socket, gate):
            self._show(self._desk.shown)
            self._ready.set()
            await self._ending.wait()
            await self._line.close()
            self._hub.close()
