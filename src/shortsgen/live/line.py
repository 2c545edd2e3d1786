"""The port on the network at which phones may ask. It is open only while it is asked for."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from shortsgen.live import phone
from shortsgen.live.gate import Gate
from shortsgen.live.listener import bound, port_of, serving
from shortsgen.live.network import own_address
from shortsgen.live.remote import Remote
from shortsgen.live.shown import Page


class Line:
    """`address` is where to listen; "" is the address by which this machine reaches others."""

    def __init__(self, remote: Remote, page: Page, address: str) -> None:
        self._remote, self._page, self._address = remote, page, address
        self._held: AsyncExitStack | None = None
        self._url = ""
        self._one_at_a_time = asyncio.Lock()

    async def open(self) -> None:
        """Listen, and offer it to one phone. Raises InputError."""
        async with self._one_at_a_time:
            if self._held is None:
                await self._listen()
            self._remote.offer(self._url)

    async def _listen(self) -> None:
        address = self._address or own_address()
        listening = bound(address)
        gate = Gate(phone.table(self._remote, self._page), port_of(listening), (address,), self._remote.knows)
        self._held = AsyncExitStack()
        await self._held.enter_async_context(serving(listening, gate))
        self._url = f"http://{address}:{port_of(listening)}/"

    async def close(self) -> None:
        async with self._one_at_a_time:
            self._remote.withdraw()
            if self._held:
                await self._held.aclose()
            self._held = None
