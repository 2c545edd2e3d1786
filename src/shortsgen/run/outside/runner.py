"""snippets -> outcomes: several at a time, each with its deadline, through servers that may die.

The runner holds the reading ends of every child's pipes, so what a snippet printed survives whatever it does to
itself or to a server. It has one thread, and starts the server before anything else could make a second one.
"""

from __future__ import annotations

import selectors
import sys
import time
from collections.abc import Iterable, Mapping
from typing import Any

from shortsgen.run.cores import cores
from shortsgen.run.executor import OnDone
from shortsgen.run.frames import Ended, Event, Grown, Importing, Kill, Started
from shortsgen.run.history import History
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside import verdict
from shortsgen.run.outside.branches import Branches
from shortsgen.run.outside.channel import ChannelLost
from shortsgen.run.outside.connection import Connection
from shortsgen.run.outside.interrupts import held
from shortsgen.run.outside.job import Job, is_late
from shortsgen.run.outside.jobs import Jobs
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.place import Place
from shortsgen.run.outside.plain import SEEDED, is_plain
from shortsgen.run.outside.queue import Queue
from shortsgen.run.snippet import Snippet

_FOREVER = 3600.0


class NotPlain(Exception):  # noqa: N818 - an event in the life of a server
    """A snippet that was taken for plain imports torch all the same."""


class Runner:
    """Executes snippets in real processes. Use as a context: leaving it ends every process that it started."""

    def __init__(
        self,
        workers: int | None = None,
        fork: bool | None = None,
        level: Level | None = None,
        network: bool = False,
        history: History | None = None,
    ) -> None:
        self._workers = workers or cores()
        self._fork = sys.platform == "linux" if fork is None else fork  # macOS forks, but its frameworks do not survive
        self._history = history or History()
        self._server = Connection(self._fork, level, network)
        self._selector = selectors.DefaultSelector()
        self._jobs = Jobs(self._selector, self._hear_of_import)
        self._queue = Queue()
        self._never_started: set[str] = set()
        self._environment: Mapping[str, Any] | None = None
        self._connected = False
        self._number = 0
        self._done: OnDone = lambda _snippet, _outcome: None

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        with held():
            self._disconnect()
            for job in self._jobs:
                self._jobs.forget(job)
            self._selector.close()

    @property
    def level(self) -> Level:
        """The level that holds, once the environment is known."""
        return self._server.level

    @property
    def environment(self) -> Mapping[str, Any]:
        """What the recording says of this machine; waits for the first server, and is that of the last one."""
        if self._environment is None:
            self._connect()
        return self._environment or {}

    def expect(self, snippets: Iterable[Snippet]) -> None:
        """Start a server that can execute these, unless there is one."""
        plain = all(snippet.skip or is_plain(snippet) for snippet in snippets)
        if not self._server.started:
            self._server.start(plain)
        elif self._server.plain and not plain:
            self._start_over()

    def run(self, snippets: Iterable[Snippet], done: OnDone) -> None:
        """Execute all `snippets` and call `done` with each outcome as it arrives.

        Raises RunnerError where the machine cannot execute snippets at all.
        """
        self._done = done
        for snippet in snippets:
            if snippet.skip:
                done(snippet, Outcome(Status.SKIPPED, detail=snippet.skip))
            else:
                self._queue.add(snippet)
        if self._queue:
            self.expect(self._queue)
            self._connect()
            self._branches.expect(self._queue)
            while self._queue or self._jobs or self._branches.waited_for:
                self._turn()

    # the server

    def _connect(self) -> None:
        """Wait for the server, and begin to listen to it; nothing where that is done."""
        if self._connected:
            return
        if not self._server.started:
            self._server.start(plain=False)
        self._environment = self._server.wait_until_ready()
        self._root = Place(self._server.channel, ready=True)
        history = History() if self._server.plain else self._history  # of parts of torch
        self._branches = Branches(self._root, history, self._next_number, self._watch_place, self._fork)
        self._watch_place(self._root)
        self._connected = True

    def _disconnect(self) -> None:
        for place in (self._root, *self._branches.all()) if self._connected else ():
            self._unwatch_place(place)
        self._connected = False
        self._server.close([job.pid for job in self._jobs if job.pid])

    def _watch_place(self, place: Place) -> None:
        self._selector.register(place.channel, selectors.EVENT_READ, (self._hear, place))

    def _unwatch_place(self, place: Place) -> None:
        if place.channel.fileno() >= 0:
            self._selector.unregister(place.channel)
            place.channel.close()

    def _restart(self) -> None:
        """The server is gone. What ran is run again, alone; who ends a server when alone has that as its outcome."""
        lost = list(self._jobs)
        self._queue.back(self._branches.abandon())
        self._disconnect()
        for job in lost:
            self._end_of_server(job, alone=len(lost) == 1)
        self._server.start(self._server.plain)
        self._connect()
        self._branches.expect(self._queue)

    def _start_over(self) -> None:
        """What was taken for plain is not: start another server, and execute all that ran again."""
        running = [job.snippet for job in self._jobs]
        waiting = self._branches.abandon() if self._connected else ()
        self._disconnect()
        for job in self._jobs:
            self._jobs.forget(job)
        self._queue.back((*running, *waiting))
        self._environment = None
        self._server.start(plain=False)

    def _end_of_server(self, job: Job, alone: bool) -> None:
        job.drain()
        if alone and (job.broke or job.flooded):
            self._finish(job, 0)
        elif alone and (job.pid or job.snippet.key in self._never_started):
            output = verdict.outcome(job, 1).output
            self._jobs.forget(job)
            self._done(job.snippet, Outcome(Status.VANISHED, output, detail="it ended the server that ran it"))
        else:
            if alone:
                self._never_started.add(job.snippet.key)  # once; it has hardly ended a server that never started it
            self._jobs.forget(job)
            self._queue.isolate(job.snippet)

    # one turn

    def _turn(self) -> None:
        try:
            self._fill()
            for key, _ in self._selector.select(self._patience()):
                take, subject = key.data
                take(subject)
            self._enforce()
        except ChannelLost:
            self._restart()
        except NotPlain:
            self._start_over()
            self._connect()
            self._branches.expect(self._queue)

    def _fill(self) -> None:
        if self._queue.isolated:
            if not self._jobs:
                self._start(self._queue.next(), self._root)
            return
        while self._queue and self._has_room():
            snippet = self._queue.next()
            place = self._branches.place_for(snippet)
            if place.ready:
                self._start(snippet, place)
            else:
                place.waiting.append(snippet)

    def _has_room(self) -> bool:
        """Whether one more can start. With several workers the next one starts while the last one is taken down, which
        takes as long as a small snippet itself; one worker is one process at a time."""
        growing = self._branches.growing
        if self._workers == 1 or len(self._jobs) + growing >= 2 * self._workers:
            return len(self._jobs) + growing < self._workers
        return self._jobs.unreported + growing < self._workers

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _start(self, snippet: Snippet, place: Place) -> None:
        number = self._next_number()
        folders = [f"{self._server.folder}/job-{one}" for one in (number, place.number) if one]
        try:
            self._jobs.start(number, snippet, place, folders)
        except ChannelLost:
            self._lose(place)

    def _patience(self) -> float:
        due = min(self._jobs.due, self._branches.deadline)
        return min(max(0.0, due - time.monotonic()), _FOREVER)

    # what is heard

    def _hear(self, place: Place) -> None:
        try:
            events = place.channel.receive()
        except ChannelLost:
            self._lose(place)
            return
        for event in events:
            self._take(place, event)

    def _take(self, place: Place, event: Event) -> None:
        """Of a job, only the server that has it can tell anything."""
        match event:
            case Started(number, pid):
                if (job := self._jobs.at(place, number)) and pid > 1:
                    self._jobs.started(job, pid)
            case Ended(number, code, greedy):
                if job := self._jobs.at(place, number):
                    self._ended(job, code, greedy)
            case Importing(module) if module in SEEDED and self._server.plain:
                raise NotPlain
            case Importing(module) if place is not self._root and is_late(module):
                self._retire(place, self._branches.regrow(place, module))
            case Grown(seconds) if not place.ready:
                keep = self._branches.ready(place, seconds)
                self._queue.back(place.waiting)
                place.waiting.clear()
                if not keep:
                    self._unwatch_place(place)
            case _:
                self._lose(place)

    def _hear_of_import(self, job: Job, module: str) -> None:
        if module in SEEDED:
            if self._server.plain:
                raise NotPlain
        elif self._branches.better_elsewhere(job.snippet, job.place, module):
            job.moved = True
            self._jobs.kill(job)

    def _lose(self, place: Place) -> None:
        """A server or a branch is gone. What ran on a branch is executed again, without it."""
        if place is self._root:
            raise ChannelLost
        again = [job for job in self._jobs if job.place is place]
        for job in again:
            self._jobs.forget(job)
        self._retire(place, [*(job.snippet for job in again), *self._branches.drop(place)])

    def _retire(self, place: Place, again: Iterable[Snippet] = ()) -> None:
        self._unwatch_place(place)
        self._queue.back(again)

    # ends

    def _enforce(self) -> None:
        now = time.monotonic()
        for job in self._jobs:
            if now >= job.grace:
                self._server.kill()  # the server is stopped, or hangs
                raise ChannelLost
            if now >= job.deadline and job.broke is None:
                self._jobs.kill(job, Status.TIMED_OUT)
        for place in self._branches.overdue(now):
            self._root.channel.send(Kill(place.number))
            self._lose(place)

    def _ended(self, job: Job, code: int, greedy: bool) -> None:
        if job.moved:
            self._jobs.forget(job)
            self._queue.back([job.snippet])
            return
        if greedy and job.broke is None:
            job.broke = Status.OUT_OF_MEMORY
        job.drain()
        self._finish(job, code)

    def _finish(self, job: Job, code: int) -> None:
        outcome = verdict.outcome(job, code)
        self._jobs.forget(job)
        self._history.note(job.snippet.key, outcome.seconds)
        for place in self._branches.done_with(job.snippet):
            self._retire(place)
        self._done(job.snippet, outcome)
