"""A browser in a few lines: requests over real sockets of the loopback interface, with headers as they are given."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from shortsgen.live.server import Server

JSON = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = b""


@dataclass(slots=True)
class Client:
    """A browser at `host`, with the cookie that it was given; `more` are the headers that it always sends."""

    host: str
    cookie: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, server: Server, entered: bool = True) -> Client:
        client = cls(urlsplit(server.address).netloc)
        if entered:
            assert client.enter(server.url).status == 204
        return client

    def enter(self, url: str) -> Reply:
        return self.post("/enter", {"key": urlsplit(url).fragment})

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, b"", self._own() | headers)

    def post(self, path: str, sent: object = None, **headers: str) -> Reply:
        own = self._own() | JSON | {"origin": f"http://{self.host}"}
        return self.ask("POST", path, json.dumps(sent).encode() if sent is not None else b"", own | headers)

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        connection = http.client.HTTPConnection(self.host, timeout=20)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
            found = connection.getresponse()
            reply = Reply(found.status, {name.lower(): text for name, text in found.getheaders()}, found.read())
        finally:
            connection.close()
        if cookie := reply.headers.get("set-cookie"):
            self.cookie = cookie.partition(";")[0]
        return reply

    def stream(self, path: str, **headers: str) -> Events:
        """A stream of events that is open."""
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.request("GET", path, headers=self._own() | headers)
        return Events(connection, connection.getresponse())

    def _own(self) -> dict[str, str]:
        return self.more | ({"cookie": self.cookie} if self.cookie else {})


@dataclass(slots=True)
class Events:
    """Server-sent events as they come."""

    connection: http.client.HTTPConnection
    answer: http.client.HTTPResponse

    def next(self) -> tuple[str, object]:
        """The name of the next event, and what it says."""
        name = ""
        while line := self.answer.readline().decode():
            key, _, value = line.strip().partition(": ")
            if key == "event":
                name = value
            if key == "data":
                return name, json.loads(value)
        raise EOFError

    def until(self, name: str) -> object:
        """What the next event of this name says."""
        while True:
            found, value = self.next()
            if found == name:
                return value

    def close(self) -> None:
        self.answer.close()
        self.connection.close()
