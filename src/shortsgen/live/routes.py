"""The table of routes: all that a gate lets pass."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from shortsgen.live.messages import Answer, RefusedError, Request, Stream

Handler = Callable[[Request], Awaitable[Answer | Stream]]


@dataclass(frozen=True, slots=True)
class Route:
    """A row. `path` is taken literally; one that ends in `*` has a name in its place. Who has no cookie reaches only
    what is `open`. `longest` is how many bytes may be sent."""

    method: str
    path: str
    answer: Handler
    open: bool = False
    longest: int = 0

    def name(self, path: str) -> str | None:
        """What stands for the `*`, "" where there is none; None where this is not the path."""
        if not self.path.endswith("*"):
            return "" if path == self.path else None
        prefix = self.path[:-1]
        name = path.removeprefix(prefix)
        return name if path.startswith(prefix) and name and "/" not in name else None


Table = tuple[Route, ...]


def find(table: Table, method: str, path: str) -> tuple[Route, str]:
    """The route of a request, and its name. Raises RefusedError."""
    found = [(route, name) for route in table if (name := route.name(path)) is not None]
    if not found:
        raise RefusedError(HTTPStatus.NOT_FOUND, "there is nothing here")
    for route, name in found:
        if route.method == method:
            return route, name
    raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, f"expected {' or '.join(route.method for route, _ in found)}")
