"""The routes of the computer at which a day is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from shortsgen.live.door import Door
from shortsgen.live.events import Hub
from shortsgen.live.line import Line
from shortsgen.live.messages import DONE, FOR_EVER, Answer, RefusedError, Request, Stream
from shortsgen.live.remote import Remote
from shortsgen.live.routes import Route, Table
from shortsgen.live.shown import Fixed, Shown
from shortsgen.problems import InputError

_LONGEST = 200  # bytes

Made = TypeVar("Made")


@dataclass(slots=True)
class Desk:
    """What the routes work on. `shown` is another one after each save."""

    door: Door
    hub: Hub
    remote: Remote
    line: Line
    fixed: Fixed
    shown: Shown

    def table(self) -> Table:
        return (
            Route("GET", "/enter", self._enter_page, open=True),
            Route("POST", "/enter", self._enter, open=True, longest=_LONGEST),
            Route("GET", "/", self._page),
            Route("GET", "/teleprompter", self._teleprompter),
            Route("GET", "/held/*", self._held),
            Route("GET", "/events", self._events),
            Route("POST", "/remote/open", self._open),
            Route("POST", "/remote/close", self._close),
            Route("POST", "/remote/answer", self._answer, longest=_LONGEST),
        )

    async def _enter_page(self, _: Request) -> Answer:
        return self.fixed.enter.answer()

    async def _enter(self, request: Request) -> Answer:
        return Answer(status=HTTPStatus.NO_CONTENT, cookie=self.door.enter(request.field("key")))

    async def _page(self, _: Request) -> Answer:
        return (await _made(self.shown.page)).answer()

    async def _teleprompter(self, _: Request) -> Answer:
        return (await _made(self.shown.teleprompter)).answer()

    async def _held(self, request: Request) -> Answer:
        content = self.shown.contents.get(request.name)
        if content is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "there is nothing here")
        return Answer(await _made(content.make), content.kind, kept=FOR_EVER)

    async def _events(self, _: Request) -> Stream:
        return self.hub.stream()

    async def _open(self, _: Request) -> Answer:
        try:
            await self.line.open()
        except InputError as error:
            raise RefusedError(HTTPStatus.CONFLICT, str(error)) from None
        return DONE

    async def _close(self, _: Request) -> Answer:
        await self.line.close()
        return DONE

    async def _answer(self, request: Request) -> Answer:
        self.remote.answer(request.field("code"), request.field("answer") == "allow")
        return DONE


async def _made(make: Callable[[], Made]) -> Made:
    """What takes long, in a thread. Raises RefusedError where it cannot be made."""
    try:
        return await asyncio.to_thread(make)
    except InputError as error:
        raise RefusedError(HTTPStatus.CONFLICT, str(error)) from None
