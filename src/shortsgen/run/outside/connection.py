"""The runner's hold on its server: which level it has, whether it is ready, and the next one when it died."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from shortsgen.run.frames import Event, Ready, Unfit
from shortsgen.run.outside.card import Card
from shortsgen.run.outside.channel import Channel, ChannelLost
from shortsgen.run.outside.clock import LOOK, Clock
from shortsgen.run.outside.interrupts import held
from shortsgen.run.outside.level import Level, missing
from shortsgen.run.outside.link import Link, ServerOrder, cannot_contain, cannot_execute

_START = 120.0  # seconds to import torch, on a slow disk


class Connection:
    """One server after another, all at the level that was asked for; without one, at the best that holds for the first.

    Raises RunnerError where that cannot be had.
    """

    def __init__(self, fork: bool, level: Level | None, network: bool, card: Card | None, clock: Clock) -> None:
        self._settled = level is not None  # whether people know of the level, so that it may be no other
        level = level or (Level.BASIC if missing() else Level.STRICT)
        self._order = ServerOrder(fork, level, network, card=card)
        self._clock = clock
        self._link: Link | None = None
        if self.level is Level.STRICT and (reason := missing()):
            raise cannot_contain(reason)

    def start(self, plain: bool) -> None:
        """Start a server; it imports torch meanwhile, unless all is `plain`."""
        self._order = replace(self._order, plain=plain)
        try:
            with held():  # else nobody would know of it, and end it
                self._link = Link(self._order)
        except OSError as error:  # such as bubblewrap that is there no more
            self._lower(str(error))
            self.start(plain)

    @property
    def started(self) -> bool:
        return self._link is not None

    @property
    def plain(self) -> bool:
        """Whether the server was started without torch."""
        return self._order.plain

    @property
    def level(self) -> Level:
        return self._order.level

    @property
    def link(self) -> Link:
        assert self._link is not None, "a server must have been started"
        return self._link

    @property
    def channel(self) -> Channel:
        return self.link.channel

    @property
    def folder(self) -> str:
        """Where its jobs have their folders, as it sees it itself."""
        return self.link.folder

    def wait_until_ready(self) -> Mapping[str, Any]:
        """What the recording says of this machine."""
        try:
            events = self._first_events()
        except ChannelLost:
            return self._fall_back()
        match events[0]:
            case Ready(environment, threads) if threads == 1 or not self._order.fork:
                self.link.ready = self._settled = True
                said = {name: value for name, value in asdict(environment).items() if value is not None}
                return said | (self._order.card.said if self._order.card else {})
            case Ready(threads=threads):
                raise cannot_execute(f"the server has {threads} threads, and only one may exist before a fork")
            case Unfit(why):
                raise cannot_execute(why)
        raise cannot_execute("the server does not say whether it can")

    def _first_events(self) -> list[Event]:
        end = self._clock.now() + _START
        while self._clock.now() < end:
            if self.channel.arrives(LOOK) and (events := self.channel.receive()):
                return events
        raise ChannelLost

    def _fall_back(self) -> Mapping[str, Any]:
        """The server did not start: try one that is contained less."""
        complaint = self.link.complaint()
        self.close()
        self._lower(complaint)
        self.start(self.plain)
        return self.wait_until_ready()

    def _lower(self, complaint: str) -> None:
        """Where `strict` does not start here, go on at `basic`, unless that was asked for or told."""
        if self.level is not Level.STRICT:
            raise cannot_execute(complaint)
        if self._settled:
            raise cannot_contain(complaint)
        self._order = replace(self._order, level=Level.BASIC)

    def kill(self) -> None:
        """End the server at once."""
        self.link.kill()

    def close(self, jobs: Iterable[int] = ()) -> None:
        """End the server, if there is one, and what the children `jobs` may have left."""
        link, self._link = self._link, None
        if link:
            link.close(jobs)
