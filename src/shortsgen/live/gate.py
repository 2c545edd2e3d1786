"""What stands in front of everything: a pure ASGI program that refuses what it does not know."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import aclosing
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any

from shortsgen.live.messages import EVENTS, NOTHING_MORE, Answer, RefusedError, Request, Stream
from shortsgen.live.rate import Rate
from shortsgen.live.routes import Route, Table, find

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_PATIENCE = 10.0  # seconds for who sends, or takes what was sent
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a request says before its body."""

    method: str
    path: str
    query: bytes
    address: str
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, scope: Message) -> Head:
        headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"])
        address = scope["client"][0] if scope.get("client") else ""
        return cls(scope["method"], scope["raw_path"].decode("latin-1"), scope["query_string"], address, headers)

    def header(self, name: str) -> str | None:
        """The one header of this name, None where there is none. Raises RefusedError where there are several."""
        found = [value for key, value in self.headers if key == name]
        if len(found) > 1:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"expected one {name}")
        return found[0] if found else None

    def cookie(self, name: str) -> str:
        """Its value, "" where there is none."""
        try:
            found = SimpleCookie(self.header("cookie") or "").get(name)
        except CookieError:
            return ""
        return found.value if found else ""


class Gate:
    """Lets pass what asks for one of `hosts` by a route of the `table`, from a page of ours, and has the cookie that
    `knows` says yes to."""

    def __init__(self, table: Table, port: int, hosts: tuple[str, ...], knows: Callable[[str], bool]) -> None:
        self.table, self._knows = table, knows
        self.cookie = f"shortsgen-{port}"  # browsers send cookies to all ports of a host
        self._hosts = frozenset(f"{host}:{port}" for host in hosts)
        self._rate = Rate()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await _sent(await self._answer(Head.of(scope), receive), self.cookie, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, head: Head, receive: Receive) -> Answer | Stream:
        try:
            route, name = self._admitted(head)
            body = await _body(head, route, receive)
            return await route.answer(Request(name, head.cookie(self.cookie), body))
        except RefusedError as refused:
            return refused.answer
        except Exception:  # whatever it is, a stranger learns nothing of it
            return Answer(b"an error of shortsgen\n", status=HTTPStatus.INTERNAL_SERVER_ERROR)

    def _admitted(self, head: Head) -> tuple[Route, str]:
        """The route, and what stands for its `*`. Raises RefusedError."""
        if (head.header("host") or "").lower() not in self._hosts:
            raise RefusedError(HTTPStatus.FORBIDDEN, "this host is not ours")
        if head.header("upgrade") is not None:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "nothing is upgraded")
        if head.query:
            raise RefusedError(HTTPStatus.NOT_FOUND, "there is nothing here")
        route, name = find(self.table, head.method, head.path)
        if not self._is_ours(head, route):
            raise RefusedError(HTTPStatus.FORBIDDEN, "this page is not ours")
        if not (route.open or self._knows(head.cookie(self.cookie))):
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "open the address that the terminal shows")
        if route.method == "POST" and not self._rate.allows(head.address):
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "that is too much at once")
        return route, name

    def _is_ours(self, head: Head, route: Route) -> bool:
        """Whether a request comes from a page of ours, or from none; what changes anything must come from one. A link
        that leads to a page that is open may stand anywhere."""
        origin = head.header("origin")
        if origin is not None or route.method == "POST":
            return (origin or "").removeprefix("http://") in self._hosts and (origin or "").startswith("http://")
        site = head.header("sec-fetch-site")
        return route.open or site in (None, "none", "same-origin")


async def _body(head: Head, route: Route, receive: Receive) -> bytes:
    """What was sent. Raises RefusedError."""
    if route.method != "POST":
        return b""
    if (head.header("content-type") or "").lower() != "application/json":
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "expected application/json")
    body, more = b"", True
    while more:
        try:
            message = await asyncio.wait_for(receive(), _PATIENCE)
        except TimeoutError:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT, "that took too long") from None
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > route.longest:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"expected at most {route.longest} bytes")
    return body


async def _sent(answer: Answer | Stream, cookie: str, receive: Receive, send: Send) -> None:
    if isinstance(answer, Stream):
        await send(_start(HTTPStatus.OK, EVENTS, "no-store", NOTHING_MORE, ""))
        async with aclosing(answer.events()) as events:
            await _until_gone(events, receive, send)
        return
    set_cookie = f"{cookie}={answer.cookie}; HttpOnly; SameSite=Strict; Path=/" if answer.cookie else ""
    await send(_start(answer.status, answer.kind, answer.kept, answer.policy, set_cookie, len(answer.body)))
    await send({"type": "http.response.body", "body": answer.body})


async def _until_gone(events: AsyncIterator[bytes], receive: Receive, send: Send) -> None:
    """Send events until there are no more, or nobody takes them."""

    async def sending() -> None:
        async for event in events:
            await asyncio.wait_for(send({"type": "http.response.body", "body": event, "more_body": True}), _PATIENCE)
        await send({"type": "http.response.body", "body": b""})

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    tasks = [asyncio.ensure_future(sending()), asyncio.ensure_future(gone())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _start(status: int, kind: str, kept: str, policy: str, cookie: str, length: int | None = None) -> Message:
    headers = _HEADERS | {
        "content-type": kind,
        "cache-control": kept,
        "content-security-policy": f"{policy}; frame-ancestors 'none'",
    }
    if length is not None and status != HTTPStatus.NO_CONTENT:
        headers["content-length"] = str(length)
    if cookie:
        headers["set-cookie"] = cookie
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": int(status), "headers": raw}
