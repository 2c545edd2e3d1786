"""The runner's end of a socket to a server."""

from __future__ import annotations

import select
import signal
import socket
import time

from shortsgen.run import wire
from shortsgen.run.frames import Command, Ended, Event, Grown, Started

_READ = 1 << 16
_PIDS = 1 << 22  # on any machine
_MODULES = 64  # of one branch
_STALLED = 0.7  # seconds; a server that takes nothing for so long is stopped, or hangs
_SEND = 5.0  # seconds for the whole of a command


class ChannelLost(Exception):  # noqa: N818 - an event in the life of a server, not an error of a person
    """The server at the other end is gone, or talks nonsense."""


class Channel:
    """Frames to a server, with descriptors, and events from it."""

    def __init__(self, link: socket.socket) -> None:
        self._socket = link
        self._decoder = wire.Decoder[Event](Event, wire.EVENT)

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, command: Command, descriptors: tuple[int, ...] = ()) -> None:
        """Send a command, and copies of `descriptors` with it."""
        data = memoryview(wire.encode(command))
        self._socket.settimeout(_STALLED)
        end = time.monotonic() + _SEND
        try:
            sent = socket.send_fds(self._socket, [data], descriptors) if descriptors else 0
            while sent < len(data) and time.monotonic() < end:
                sent += self._socket.send(data[sent:])
        except OSError as error:
            raise ChannelLost from error
        finally:
            self._socket.settimeout(None)
        if sent < len(data):
            raise ChannelLost

    def arrives(self, seconds: float) -> bool:
        """Whether there is something to receive, within so many seconds."""
        waiting = select.poll()
        waiting.register(self, select.POLLIN)
        return bool(waiting.poll(seconds * 1000))

    def receive(self) -> list[Event]:
        """The events that have arrived; waits for at least one byte."""
        try:
            data = self._socket.recv(_READ)
            events = self._decoder.feed(data)
        except (OSError, wire.WireError) as error:
            raise ChannelLost from error
        if not data or not all(map(_possible, events)):
            raise ChannelLost
        return events

    def close(self) -> None:
        self._socket.close()


def _possible(event: Event) -> bool:
    """Whether a server can mean it: who took its place may say what it likes, also numbers that no kernel takes."""
    match event:
        case Started(_, pid):
            return 1 < pid <= _PIDS
        case Ended(_, code, _):
            return -signal.NSIG < code < 256
        case Grown(seconds, modules):
            return seconds >= 0 and len(modules) <= _MODULES
    return True
