"""Who may come in: who has read the terminal, or was sent by it."""

from __future__ import annotations

from http import HTTPStatus
from secrets import compare_digest, token_urlsafe

from shortsgen.live.messages import RefusedError

_BYTES = 32


def secret() -> str:
    """A text that nobody can guess."""
    return token_urlsafe(_BYTES)


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing."""
    return compare_digest(one.encode(), other.encode())


class Door:
    """A key that stays valid, which only the terminal shows; others that work once, for the browser that is started:
    who else uses the machine can read what a program was started with. Either is changed into the cookie."""

    def __init__(self) -> None:
        self.key = secret()
        self._cookie = secret()
        self._once: set[str] = set()

    def key_for_once(self) -> str:
        key = secret()
        self._once.add(key)
        return key

    def enter(self, given: str) -> str:
        """The cookie of who has a key. Raises RefusedError."""
        used = {key for key in self._once if same(key, given)}
        self._once -= used
        if not used and not same(self.key, given):
            raise RefusedError(HTTPStatus.FORBIDDEN, "this address was used, or is of an earlier start")
        return self._cookie

    def knows(self, cookie: str) -> bool:
        return same(self._cookie, cookie)
