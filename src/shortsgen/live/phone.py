"""The routes of a phone: they know a ticket and five words, and nothing of the day."""

from __future__ import annotations

import json

from shortsgen.live.messages import DONE, JSON, Answer, Request, Stream
from shortsgen.live.remote import Remote
from shortsgen.live.routes import Route, Table
from shortsgen.live.shown import Page

_LONGEST = 200  # bytes: a ticket has 43


def table(remote: Remote, page: Page) -> Table:
    async def show(_: Request) -> Answer:
        return page.answer()

    async def ask(request: Request) -> Answer:
        phone = remote.ask(request.field("ticket"))
        return Answer(json.dumps({"code": phone.code}).encode(), JSON, cookie=phone.cookie)

    async def state(_: Request) -> Stream:
        return remote.phone.hub.stream()

    async def press(request: Request) -> Answer:
        remote.press(request.field("command"))
        return DONE

    return (
        Route("GET", "/", show, open=True),
        Route("POST", "/ask", ask, open=True, longest=_LONGEST),
        Route("GET", "/state", state),
        Route("POST", "/press", press, longest=_LONGEST),
    )
