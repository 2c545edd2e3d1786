"""A live page without a browser: what one would fetch after a save, until the slide that changed is there."""

from __future__ import annotations

import http.client
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_SLIDE = re.compile(r'<img src="(/held/[0-9a-f]+\.svg)"')


@dataclass(slots=True)
class Page:
    """Who opened the page, with the slides and versions of parts that it has."""

    host: str
    cookie: str
    events: http.client.HTTPResponse
    parts: dict[str, str] = field(default_factory=dict)
    slides: set[str] = field(default_factory=set)

    @classmethod
    def opened(cls, url: str) -> Page:
        """By the address that the terminal shows."""
        asked = urlsplit(url)
        connection = http.client.HTTPConnection(asked.netloc)
        headers = {"content-type": "application/json", "origin": f"http://{asked.netloc}"}
        connection.request("POST", "/enter", json.dumps({"key": asked.fragment}), headers)
        cookie = str(connection.getresponse().headers["set-cookie"]).partition(";")[0]
        listening = http.client.HTTPConnection(asked.netloc)
        listening.request("GET", "/events", headers={"cookie": cookie})
        return cls(asked.netloc, cookie, listening.getresponse())

    def until_new_slide(self) -> None:
        """Follow the states of the day until a slide is there that was not."""
        while not self._follow():
            pass

    def _follow(self) -> bool:
        before = set(self.slides)
        parts = dict(self._state()["parts"])
        for name, version in parts.items() - self.parts.items():
            if name.startswith("short-"):
                self.slides |= set(_SLIDE.findall(self._fetch(f"/held/{version}.html").decode()))
        self.parts = parts
        new = self.slides - before
        for slide in sorted(new):
            self._fetch(slide)
        return bool(new)

    def _state(self) -> dict[str, list[tuple[str, str]]]:
        """The next one that is told."""
        while (line := self.events.readline().decode()) != "event: day\n":
            if not line:
                raise RuntimeError("the page was ended")
        state: dict[str, list[tuple[str, str]]] = json.loads(self.events.readline().decode().removeprefix("data: "))
        return state

    def _fetch(self, path: str) -> bytes:
        connection = http.client.HTTPConnection(self.host)
        connection.request("GET", path, headers={"cookie": self.cookie})
        found = connection.getresponse()
        if found.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {found.status}")
        data = found.read()
        connection.close()
        return data
