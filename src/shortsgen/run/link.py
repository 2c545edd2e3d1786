"""The runner's side of one server process: start it, send it frames, read its events, end it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from shortsgen.problems import Problem, RunnerError
from shortsgen.run import sandbox, wire

_READ = 1 << 20


class Link:
    """A running server. Raises LinkLost from `send` and `receive` when it is gone."""

    def __init__(self, fork: bool) -> None:
        self.fork = fork
        self.folder = Path(tempfile.mkdtemp(prefix="shortsgen-"))
        self._log = (self.folder / "server.log").open("w+b")
        self.socket, theirs = socket.socketpair()
        mode = "fork" if fork else "spawn"
        command = [sys.executable, "-P", "-m", "shortsgen.run.server", str(theirs.fileno()), str(self.folder), mode]
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                cwd=self.folder,
                env=sandbox.environment(str(self.folder)),
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # so that Ctrl-C reaches the runner alone, which then ends it all
            )
        self._decoder = wire.Decoder()

    def send(self, frame: wire.Frame, descriptors: tuple[int, ...] = ()) -> None:
        """Send a frame, and copies of `descriptors` with it."""
        data = wire.encode(frame)
        try:
            sent = socket.send_fds(self.socket, [data], descriptors) if descriptors else 0
            self.socket.sendall(data[sent:])
        except OSError as error:
            raise LinkLost from error

    def receive(self) -> list[wire.Frame]:
        """The events that have arrived; waits for at least one byte."""
        try:
            data = self.socket.recv(_READ)
            if data:
                return self._decoder.feed(data)
        except (OSError, wire.WireError) as error:
            raise LinkLost from error
        raise LinkLost

    def complaint(self) -> str:
        """The last thing that the server wrote before it died."""
        self._log.seek(0)
        lines = self._log.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""

    def kill(self) -> None:
        """End the server at once."""
        sandbox.kill_group(self._process.pid)

    def close(self, jobs: list[int] | tuple[int, ...] = ()) -> None:
        """End the server, and the groups of the children `jobs` that it may have left; remove its folder."""
        self.socket.close()  # it kills its children and leaves
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=2)
        self.kill()
        self._process.wait()
        for pid in jobs:
            sandbox.kill_group(pid)
        self._log.close()
        sandbox.remove(str(self.folder))


class LinkLost(Exception):  # noqa: N818 - an event in the life of a server, not an error of a person
    """The server is gone, or talks nonsense."""


def cannot_execute(why: str) -> RunnerError:
    """The error when no server can be had at all."""
    hint = "pip install torch" if "torch" in why else "run `python -m shortsgen.run.server` to see why"
    return RunnerError([Problem("runner", f"snippets cannot be executed: {why}", hint=hint)])
