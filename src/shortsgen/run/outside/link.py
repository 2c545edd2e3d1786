"""The server process of a run: start it at a level of containment, hear why it failed, end it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shortsgen.problems import Problem, RunnerError
from shortsgen.run.inside import sandbox
from shortsgen.run.outside import imports
from shortsgen.run.outside.card import Card
from shortsgen.run.outside.channel import Channel
from shortsgen.run.outside.folder import OwnFolder
from shortsgen.run.outside.level import Level, caged, unseen_of_ours

_READ = 1 << 16  # all that fits in a pipe


@dataclass(frozen=True, slots=True)
class ServerOrder:
    """What kind of server is started: whether it forks, how well it is contained, and whether it has the network, or a
    card."""

    fork: bool
    level: Level
    network: bool = False
    plain: bool = False  # without torch
    card: Card | None = None

    @property
    def device(self) -> str:
        return "cuda" if self.card else "cpu"


class _Log:
    """What a server writes, until it would be too much. A snippet may get hold of the end that is written to, so that
    is a pipe, which keeps nothing else and is nowhere a file."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        for end in (self._reading, self._writing):
            os.set_blocking(end, False)

    @contextlib.contextmanager
    def to_write(self) -> Iterator[int]:
        """The end that a server gets, which is started in here."""
        try:
            yield self._writing
        finally:
            os.close(self._writing)

    def text(self) -> str:
        """What was written since this was last asked for."""
        with contextlib.suppress(BlockingIOError):
            return os.read(self._reading, _READ).decode("utf-8", "replace")
        return ""

    def close(self) -> None:
        os.close(self._reading)


class Link:
    """A server process, and the channel to it. `folder` is where its jobs have theirs, as it sees it itself.

    Raises OSError where it cannot be started.
    """

    def __init__(self, order: ServerOrder) -> None:
        self.ready = False
        self._own = OwnFolder()
        self._log = _Log()
        ours, theirs = socket.socketpair()
        self.channel = Channel(ours)
        try:
            self._process = self._started(order, theirs)
        except BaseException:  # an interrupt too leaves neither folder nor descriptors
            self._forget()
            raise

    def _started(self, order: ServerOrder, theirs: socket.socket) -> subprocess.Popen[bytes]:
        words = ("fork" if order.fork else "spawn", order.level, "plain" if order.plain else "torch", order.device)
        module = ("-P", "-m", "shortsgen.run.inside.server")
        cage = caged(order.level, str(self._own.path), order.network, order.card)
        with theirs, self._log.to_write() as log, cage as inside:
            self.folder = inside.folder
            server = (sys.executable, *module, str(theirs.fileno()), inside.folder, *words)
            return subprocess.Popen(
                (*inside.prefix, *server),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._own.path,
                env=sandbox.environment(inside.folder, imports.variables()) | sandbox.SERVER_ENVIRONMENT,
                pass_fds=(theirs.fileno(), *inside.descriptors),
                start_new_session=True,  # so that Ctrl-C reaches the runner alone, which then ends it all
            )

    def complaint(self) -> str:
        """The last thing that the server wrote before it died."""
        lines = self._log.text().strip().splitlines()
        return lines[-1] if lines else "the server did not start"

    def kill(self) -> None:
        """End the server at once."""
        sandbox.kill_group(self._process.pid)

    def close(self, jobs: Iterable[int] = ()) -> None:
        """End the server, and the groups of the children `jobs` that it may have left; remove its folder."""
        self.channel.close()  # it kills its children and leaves
        if self.ready:  # else it has none, and would hear of it only after it has imported torch
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=2)
        self.kill()
        self._process.wait()
        if self.folder == str(self._own.path):  # else pids are those of another namespace, which is gone
            for pid in jobs:
                sandbox.kill_group(pid)
            sandbox.kill_strays(self.folder)
        self._forget()

    def _forget(self) -> None:
        self.channel.close()
        self._log.close()
        self._own.remove()


def cannot_execute(why: str) -> RunnerError:
    """The error when no server can be had at all."""
    if hidden := unseen_of_ours():
        return cannot_contain(hidden)
    hint = "pip install torch" if "torch" in why else "`shortsgen doctor` tells what is missing"
    return RunnerError([Problem("runner", f"snippets cannot be executed: {why}", hint=hint)])


def cannot_contain(why: str) -> RunnerError:
    """The error when the level that was asked for cannot be had."""
    hint = "`shortsgen doctor` tells what this machine can give; `--sandbox basic` executes with less containment"
    message = f"the sandbox `strict` cannot be had: {unseen_of_ours() or why}"
    return RunnerError([Problem("sandbox", message, hint=hint)])
