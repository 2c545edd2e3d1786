"""The runner's hold on its server: which level it has, whether it is ready, and the next one when it died."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from shortsgen.run.frames import Ready, Unfit
from shortsgen.run.outside.channel import Channel, ChannelLost
from shortsgen.run.outside.level import Level, missing
from shortsgen.run.outside.link import Link, cannot_contain, cannot_execute

_START = 120.0  # seconds to import torch, on a slow disk


class Connection:
    """One server after another, all at the level that was asked for; without one, at the best that holds.

    Raises RunnerError where that cannot be had.
    """

    def __init__(self, fork: bool, level: Level | None, network: bool) -> None:
        self._fork = fork
        self._network = network
        self._auto = level is None
        self.level = level or (Level.BASIC if missing() else Level.STRICT)
        if self.level is Level.STRICT and (reason := missing()):
            raise cannot_contain(reason)
        self.start()

    def start(self) -> None:
        """Start a server; it imports torch meanwhile."""
        self._link = Link(self._fork, self.level, self._network)

    @property
    def channel(self) -> Channel:
        return self._link.channel

    @property
    def folder(self) -> str:
        """Where its jobs have their folders, as it sees it itself."""
        return self._link.folder

    def wait_until_ready(self) -> Mapping[str, Any]:
        """What the recording says of this machine."""
        try:
            [event] = self.channel.receive(_START)
        except ChannelLost:
            return self._fall_back(self._link.complaint())
        match event:
            case Ready(environment, threads) if threads == 1 or not self._fork:
                return asdict(environment)
            case Ready(threads=threads):
                raise cannot_execute(f"the server has {threads} threads, and only one may exist before a fork")
            case Unfit(why):
                raise cannot_execute(why)
        raise cannot_execute("the server does not say whether it can")

    def _fall_back(self, complaint: str) -> Mapping[str, Any]:
        """Where no level was asked for and `strict` does not start here, execute at `basic`."""
        if self.level is not Level.STRICT:
            raise cannot_execute(complaint)
        if not self._auto:
            raise cannot_contain(complaint)
        self.close()
        self.level = Level.BASIC
        self.start()
        return self.wait_until_ready()

    def kill(self) -> None:
        """End the server at once."""
        self._link.kill()

    def close(self, jobs: Iterable[int] = ()) -> None:
        """End the server and what the children `jobs` may have left."""
        self._link.close(jobs)
