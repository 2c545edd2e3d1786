"""A phone as the remote of the teleprompter: from an offer to an answer, one phone at a time.

    closed -> offered (a ticket) -> asked (a code on both screens) -> allowed
                 ^--------------------- refused

Whoever has the ticket may ask once, and the desktop decides. What a phone can say is one of five words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from secrets import randbelow

from shortsgen.live.door import same, secret
from shortsgen.live.events import Hub
from shortsgen.live.messages import RefusedError
from shortsgen.live.qr import Code

COMMANDS = frozenset({"next", "previous", "pause", "slower", "faster"})
_STREAMS = 2  # of one phone: it may come back before the old one is noticed to be gone


@dataclass(slots=True)
class Phone:
    """Who asked: the cookie that it has, the code that it shows, and who tells it what came of it."""

    cookie: str
    code: str
    hub: Hub
    allowed: bool = False


class Remote:
    """The state, told to the `desk`. To be used in one event loop."""

    def __init__(self, desk: Hub) -> None:
        self._desk = desk
        self._address = ""  # where phones ask, "" while nothing listens
        self._ticket = ""  # "" where none is offered
        self._phone: Phone | None = None
        self._tell()

    @property
    def url(self) -> str:
        """What a phone opens. The ticket is behind the `#`, which browsers send to nobody."""
        return f"{self._address}#{self._ticket}"

    @property
    def offered(self) -> bool:
        """Whether a phone may ask."""
        return bool(self._ticket)

    # ---- The desktop's side

    def offer(self, address: str) -> None:
        """From now on phones may ask at `address`, once."""
        self._address, self._ticket = address, secret()
        self._dismiss()

    def withdraw(self) -> None:
        self._address = self._ticket = ""
        self._dismiss()

    def answer(self, code: str, allowed: bool) -> None:
        """Raises RefusedError where nobody with that code asks."""
        phone = self._phone
        if phone is None or phone.allowed or not same(phone.code, code):
            raise RefusedError(HTTPStatus.CONFLICT, "no phone with this code asks")
        if not allowed:
            return self.offer(self._address)
        phone.allowed = True
        phone.hub.keep("state", json.dumps("allowed"))
        return self._tell()

    # ---- The phone's side

    def ask(self, ticket: str) -> Phone:
        """Raises RefusedError where that is not the ticket, or it was used."""
        if not self._ticket or not same(self._ticket, ticket):
            raise RefusedError(HTTPStatus.FORBIDDEN, "this code was used, or is of an earlier offer")
        self._ticket = ""
        self._phone = Phone(secret(), f"{randbelow(10_000):04d}", Hub(_STREAMS))
        self._phone.hub.keep("state", json.dumps("waiting"))
        self._tell()
        return self._phone

    def knows(self, cookie: str) -> bool:
        return self._phone is not None and same(self._phone.cookie, cookie)

    @property
    def phone(self) -> Phone:
        """Raises RefusedError where there is none."""
        if self._phone is None:
            raise RefusedError(HTTPStatus.FORBIDDEN, "no phone is connected")
        return self._phone

    def press(self, command: str) -> None:
        """Raises RefusedError where nobody allowed it, or it is no command."""
        if not self.phone.allowed:
            raise RefusedError(HTTPStatus.FORBIDDEN, "the computer has not allowed it yet")
        if command not in COMMANDS:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"expected {', '.join(sorted(COMMANDS))}")
        self._desk.tell("press", json.dumps(command))

    def _dismiss(self) -> None:
        if self._phone:
            self._phone.hub.keep("state", json.dumps("refused"))
            self._phone.hub.close()
            self._phone = None
        self._tell()

    def _tell(self) -> None:
        self._desk.keep("remote", json.dumps(self._told()))

    def _told(self) -> dict[str, object]:
        if not self._address:
            return {"state": "closed"}
        if self._ticket:
            code = Code.of(self.url)
            return {"state": "offered", "address": self._address, "size": len(code.rows), "path": code.path}
        if self._phone and not self._phone.allowed:
            return {"state": "asked", "code": self._phone.code}
        return {"state": "allowed"}
