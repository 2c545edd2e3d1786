"""The fork server: imports torch once, and starts a child for each job that the runner sends.

It only starts, ends and reaps. Output, deadlines and verdicts are the runner's, outside; so a snippet that damages
this process costs a restart, and nothing that it wrote is lost.

Started as `python -m shortsgen.run.inside.server SOCKET FOLDER fork|spawn LEVEL plain|torch cpu|cuda`.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from shortsgen.run import wire
from shortsgen.run.frames import (
    Assignment,
    Branch,
    Command,
    Ended,
    Event,
    Grown,
    Held,
    Kill,
    Preload,
    Ready,
    Start,
    Started,
    Task,
    Unfit,
)
from shortsgen.run.inside import branch, child, memory, sandbox
from shortsgen.run.inside.allowance import allowance
from shortsgen.run.inside.folders import Folders
from shortsgen.run.inside.spawn import spawn

_DESCRIPTORS = 64  # of one message, at most


@dataclass(frozen=True, slots=True)
class Way:
    """How a server executes, and its branches as well."""

    folder: Path  # of the folders of all jobs
    fork: bool
    level: str
    plain: bool  # without torch
    cuda: bool  # with a card

    def assignment(self, task: Task, folder: str) -> Assignment:
        return Assignment(task, folder, self.level, self.plain, self.cuda)


class Server:
    """Serves one runner until that hangs up."""

    def __init__(self, link: socket.socket, way: Way, grown: child.Growth | None = None) -> None:
        self._link = link
        self._way = way
        self._grown = grown
        self._jobs: dict[int, int] = {}  # pid -> job
        self._growing: dict[int, branch.Growing] = {}  # pids of branches
        self._memory = memory.Watch(alone=way.cuda)
        self._allowance = allowance()
        self._folders = Folders(way.folder)
        self._held: list[tuple[Start, int, int]] = []  # until the folders of others are removed
        self._decoder = wire.Decoder[Command](Command, wire.COMMAND)
        self._descriptors: list[int] = []
        self._wakeup, self._waker = os.pipe()
        os.set_blocking(self._waker, False)
        os.set_blocking(self._wakeup, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # an exception in the middle of anything might be swallowed
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Take frames and reap children until the runner is gone; then leave nothing behind."""
        try:
            while self._turn():
                pass
        finally:
            for pid in list(self._jobs):
                sandbox.kill_group(pid)
            self._jobs.clear()
            self._kill_orphans()

    def _turn(self) -> bool:
        link = self._link.fileno()
        ready, _, _ = select.select([link, self._wakeup], [], [], self._memory.interval)
        if self._wakeup in ready:
            os.read(self._wakeup, 4096)
            self._reap()
        self._memory.look(self._growing, self._orphans)
        return link not in ready or (self._allowance.restore() and self._receive())

    def _receive(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self._link, 1 << 20, _DESCRIPTORS)
        for descriptor in descriptors:
            os.set_inheritable(descriptor, False)
        self._descriptors += descriptors
        for command in self._decoder.feed(data):
            self._take(command)
        return bool(data)

    def _take(self, command: Command) -> None:
        match command:
            case Start():
                self._held.append((command, self._descriptors.pop(0), self._descriptors.pop(0)))
                self._start_held()
                if self._held:
                    self._tell(Held(command.job))
            case Kill():
                for pid in [pid for pid, job in self._jobs.items() if job == command.job]:
                    sandbox.kill_group(pid)
            case Preload():
                branch.import_modules(command.modules)
            case Branch():
                self._branch(command, self._descriptors.pop(0))

    def _branch(self, command: Branch, link: int) -> None:
        """Fork a server that first imports or executes something, and then serves on a socket of its own."""
        try:
            folder = self._folders.new(command.job, command.task)
        except OSError:  # who waits for it hears its link close, and does without
            os.close(link)
            return
        growing = branch.Growing()
        parent, leave = os.getpid(), os._exit
        pid = os.fork()
        if pid:
            os.close(link)
            self._jobs[pid] = command.job
            self._growing[pid] = growing
            if command.task and self._way.level != "none":
                self._memory.add(pid, command.task.memory)
            return
        try:
            sandbox.die_with(parent)
            self._leave()
            _serve_branch(command, folder, socket.socket(fileno=link), self._way, growing)
        finally:
            leave(0)

    def _start_held(self) -> None:
        """Start those that find their folders: what fills the disk may go with one that runs."""
        while self._held and not self._folders.removing:
            command, *_ = self._held[0]
            try:
                folder = self._folders.new(command.job, command.task)
            except OSError as error:
                if self._jobs.keys() - self._growing.keys():
                    return
                self._tell(Unfit(error.strerror or ""))
                raise
            self._start(folder, *self._held.pop(0))

    def _start(self, folder: str, command: Start, output: int, report: int) -> None:
        assignment = self._way.assignment(command.task, folder)
        start = self._forked if self._way.fork else spawn
        pid = start(assignment, output, report)
        os.close(output)
        os.close(report)
        self._jobs[pid] = command.job
        if self._way.level != "none":
            self._memory.add(pid, command.task.memory)
        self._tell(Started(command.job, pid))

    def _forked(self, assignment: Assignment, output: int, report: int) -> int:
        parent, leave = os.getpid(), os._exit  # which code may replace
        pid = os.fork()
        if pid:
            return pid
        try:
            sandbox.die_with(parent)
            self._leave()
            child.execute(assignment, output, report, self._grown)
        finally:
            leave(1)

    def _leave(self) -> None:
        """Close and forget, in a child, what is this server's: with it a snippet could speak for others, steal its
        wake-ups, or end what it started, were it only by having this function return into the loop."""
        signal.set_wakeup_fd(-1)
        self._link.close()
        for descriptor in (self._wakeup, self._waker, *self._descriptors, *self._held_descriptors()):
            os.close(descriptor)
        for known in (self._jobs, self._memory, self._growing, self._held):
            known.clear()

    def _held_descriptors(self) -> list[int]:
        return [descriptor for _, *both in self._held for descriptor in both]

    def _reap(self) -> None:
        """Wait for all children that have ended, and kill what is left of their groups."""
        while ended := self._next_ended():
            pid, status = ended
            job = self._jobs.pop(pid, None)
            if job is not None:
                sandbox.kill_group(pid)
                self._growing.pop(pid, None)
                self._ended(job, status, self._memory.drop(pid))
            elif pid in self._folders.removing:
                self._folders.removing.discard(pid)
            else:
                self._kill_orphans()  # an orphan's own children are orphans now
        self._start_held()

    def _next_ended(self) -> tuple[int, int] | None:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return None
        return (pid, status) if pid else None

    def _ended(self, job: int, status: int, greedy: bool) -> None:
        self._kill_orphans()
        self._folders.remove(job)
        self._tell(Ended(job, os.waitstatus_to_exitcode(status), greedy))

    def _kill_orphans(self) -> None:
        for pid in self._orphans():
            sandbox.kill_group(pid)

    def _orphans(self) -> list[int]:
        return sandbox.orphans(self._folders.removing | self._jobs.keys())

    def _tell(self, event: Event) -> None:
        self._link.sendall(wire.encode(event))


def _serve_branch(command: Branch, own: str, link: socket.socket, way: Way, growing: branch.Growing) -> None:
    """Become a branch with a folder of its `own`, say so, and serve."""

    def tell(event: Event) -> None:
        link.sendall(wire.encode(event))

    link.set_inheritable(False)
    sandbox.adopt_orphans()
    started = time.perf_counter()
    grown = None
    granted = allowance()
    try:
        modules = branch.import_modules(command.modules)
        if command.task:
            assignment = way.assignment(command.task, own)
            child.announce(tell, way.plain)
            child.settle(assignment)
            granted = allowance()
            grown = branch.execute_needs(assignment)
        branch.check_alone(granted)
    except BaseException as error:  # of code that is not ours; each snippet will meet it by itself
        tell(Unfit(type(error).__name__))
        return
    growing.end()
    tell(Grown(time.perf_counter() - started, modules))
    Server(link, way, grown).serve()


def main() -> None:
    """Say what the environment is, or why nothing can be executed, and serve."""
    link = socket.socket(fileno=int(sys.argv[1]))
    link.set_inheritable(False)
    _, _, folder, start, level, packages, device = sys.argv
    way = Way(Path(folder), start == "fork", level, packages == "plain", device == "cuda")
    if way.level == "strict":
        sandbox.become_ordinary()
        sandbox.conceal()
    sandbox.adopt_orphans()
    try:
        environment = child.prepare(way.plain)
    except Exception as error:
        link.sendall(wire.encode(Unfit(f"{type(error).__name__}: {error}")))
        return
    link.sendall(wire.encode(Ready(environment, sandbox.threads())))
    Server(link, way).serve()
    os._exit(0)  # nothing is left to do, and taking torch down in order takes longer than a snippet


if __name__ == "__main__":
    main()
