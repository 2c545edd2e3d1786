"""What a route gets and what it gives, as records."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from http import HTTPStatus

HTML, TEXT, JSON, EVENTS = (
    "text/html; charset=utf-8",
    "text/plain; charset=utf-8",
    "application/json",
    "text/event-stream",
)
NOTHING_MORE = "default-src 'none'; sandbox"  # the policy of what is no page
FOR_EVER = "private, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Request:
    """What passed the gate. `name` is what stands in the place of a route's `*`, `cookie` is ours, or ""."""

    name: str = ""
    cookie: str = ""
    body: bytes = b""

    def field(self, name: str) -> str:
        """A text of the JSON object that was sent. Raises RefusedError."""
        try:
            value = json.loads(self.body)[name]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"expected a JSON object with `{name}`") from None
        if not isinstance(value, str):
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"expected a text as `{name}`")
        return value


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `policy` is the Content-Security-Policy that it has, `cookie` one to be set."""

    body: bytes = b""
    kind: str = TEXT
    status: int = HTTPStatus.OK
    policy: str = NOTHING_MORE
    kept: str = "no-store"
    cookie: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer without an end: server-sent events."""

    events: Callable[[], AsyncGenerator[bytes, None]]


class RefusedError(Exception):
    """A request that is not answered, and what is said instead."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.answer = Answer(f"{why}\n".encode(), status=status)


DONE = Answer(status=HTTPStatus.NO_CONTENT)
