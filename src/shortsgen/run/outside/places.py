"""The server that is in use, and its branches: connected, listened to, left."""

from __future__ import annotations

import selectors
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from shortsgen.run.frames import Kill
from shortsgen.run.history import History
from shortsgen.run.outside.branches import Branches
from shortsgen.run.outside.channel import ChannelLost
from shortsgen.run.outside.clock import Clock
from shortsgen.run.outside.connection import Connection
from shortsgen.run.outside.place import Place

Hear = Callable[[Place], None]


class Places:
    """`hear` is called with a place that has something to say. `root` and `branches` are there once it is connected."""

    def __init__(
        self,
        server: Connection,
        history: History,
        selector: selectors.BaseSelector,
        clock: Clock,
        hear: Hear,
        fork: bool,
    ) -> None:
        self._server = server
        self._history = history
        self._selector = selector
        self._clock = clock
        self._hear = hear
        self._fork = fork
        self._number = 0
        self.connected = False
        self.environment: Mapping[str, Any] | None = None  # as the last server told
        self.root: Place
        self.branches: Branches

    def connect(self) -> None:
        """Wait for the server, and begin to listen to it; nothing where that is done."""
        if self.connected:
            return
        if not self._server.started:
            self._server.start(plain=False)
        self.environment = self._server.wait_until_ready()
        self.root = Place(self._server.channel, ready=True)
        history = History() if self._server.plain else self._history  # of parts of torch
        self.branches = Branches(self.root, history, self._clock, self.next_number, self._watch, self._fork)
        self._watch(self.root)
        self.connected = True

    def disconnect(self, jobs: Iterable[int]) -> None:
        """End the server, with its branches and what the children `jobs` may have left."""
        for place in (self.root, *self.branches.all()) if self.connected else ():
            self.leave(place)
        self.connected = False
        self._server.close(jobs)

    def leave(self, place: Place) -> None:
        """Listen no more to a place, and have its parent end it, since it need not hear of that; nothing where that is
        done."""
        if place.left:
            return
        with suppress(KeyError):  # an interrupt may have come between the two, here or where it was grown
            self._selector.unregister(place.channel)
        place.channel.close()
        if place.parent and not place.parent.left:
            with suppress(ChannelLost):
                place.parent.channel.send(Kill(place.number))

    def next_number(self) -> int:
        """Of a job, for as long as there is a runner: their folders never meet."""
        self._number += 1
        return self._number

    def _watch(self, place: Place) -> None:
        self._selector.register(place.channel, selectors.EVENT_READ, (self._hear, place))
