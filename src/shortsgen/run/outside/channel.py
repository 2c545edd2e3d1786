"""The runner's end of a socket to a server."""

from __future__ import annotations

import select
import socket

from shortsgen.run import wire
from shortsgen.run.frames import Command, Event

_READ = 1 << 20
_SEND = 10.0  # seconds; a server that takes nothing for so long is stopped, or hangs


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
        data = wire.encode(command)
        self._socket.settimeout(_SEND)
        try:
            sent = socket.send_fds(self._socket, [data], descriptors) if descriptors else 0
            self._socket.sendall(data[sent:])
        except OSError as error:
            raise ChannelLost from error
        finally:
            self._socket.settimeout(None)

    def arrives(self, seconds: float) -> bool:
        """Whether there is something to receive, within so many seconds."""
        waiting = select.poll()
        waiting.register(self, select.POLLIN)
        return bool(waiting.poll(seconds * 1000))

    def receive(self) -> list[Event]:
        """The events that have arrived; waits for at least one byte."""
        try:
            data = self._socket.recv(_READ)
            if data:
                return self._decoder.feed(data)
        except (OSError, wire.WireError) as error:
            raise ChannelLost from error
        raise ChannelLost

    def close(self) -> None:
        self._socket.close()
