"""snippets -> outcomes: several at a time, each with its deadline, through servers that may die.

The runner holds the reading ends of every child's pipes, so what a snippet printed survives whatever it does to
itself or to a server. It has one thread, and starts the server before anything else could make a second one.
"""

from __future__ import annotations

import os
import selectors
import sys
import time
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from shortsgen.run import wire
from shortsgen.run.cores import cores
from shortsgen.run.executor import OnDone
from shortsgen.run.history import History
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside import verdict
from shortsgen.run.outside.branches import Branches
from shortsgen.run.outside.channel import ChannelLost
from shortsgen.run.outside.connection import Connection
from shortsgen.run.outside.job import Job
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.place import NEVER, Place
from shortsgen.run.snippet import Snippet

_GRACE = 5.0  # seconds for a server to tell of an end that it must have seen
_BUSY = 60.0  # seconds in which a server may do something else before it starts what it was sent
_FOREVER = 3600.0


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
        self._jobs: dict[int, Job] = {}
        self._waiting: deque[Snippet] = deque()
        self._alone: deque[Snippet] = deque()  # one of these killed a server
        self._never_started: set[str] = set()
        self._environment: Mapping[str, Any] | None = None
        self._number = 0
        self._done: OnDone = lambda _snippet, _outcome: None

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self._disconnect()
        for job in self._jobs.values():
            job.close()
        self._jobs.clear()
        self._selector.close()

    @property
    def level(self) -> Level:
        """The level that holds, once the environment is known."""
        return self._server.level

    @property
    def environment(self) -> Mapping[str, Any]:
        """What the recording says of this machine; waits for the server."""
        if self._environment is None:
            self._connect()
        return self._environment or {}

    def run(self, snippets: Iterable[Snippet], done: OnDone) -> None:
        """Execute all `snippets` and call `done` with each outcome as it arrives.

        Raises RunnerError where the machine cannot execute snippets at all.
        """
        self._done = done
        for snippet in snippets:
            if snippet.skip:
                done(snippet, Outcome(Status.SKIPPED, detail=snippet.skip))
            else:
                self._waiting.append(snippet)
        if self._waiting:
            _ = self.environment
            self._branches.expect(self._waiting)
        while self._waiting or self._alone or self._jobs or self._branches.waited_for:
            self._turn()

    # the server

    def _connect(self) -> None:
        """Wait for the server, and begin to listen to it."""
        self._environment = self._server.wait_until_ready()
        self._root = Place(self._server.channel, ready=True)
        self._branches = Branches(self._root, self._history, self._next_number, self._watch_place, self._fork)
        self._watch_place(self._root)

    def _disconnect(self) -> None:
        for place in (self._root, *self._branches.all()) if self._environment else ():
            self._unwatch_place(place)
        self._server.close([job.pid for job in self._jobs.values() if job.pid])

    def _watch_place(self, place: Place) -> None:
        self._selector.register(place.channel, selectors.EVENT_READ, (self._hear, place))

    def _unwatch_place(self, place: Place) -> None:
        if place.channel.fileno() >= 0:
            self._selector.unregister(place.channel)
            place.channel.close()

    def _restart(self) -> None:
        """The server is gone. What ran is run again, alone; who ends a server when alone has that as its outcome."""
        lost = list(self._jobs.values())
        self._waiting.extendleft(reversed(self._branches.abandon()))
        self._disconnect()
        for job in lost:
            self._end_of_server(job, alone=len(lost) == 1)
        self._server.start()
        self._connect()
        self._branches.expect(self._waiting)

    def _end_of_server(self, job: Job, alone: bool) -> None:
        job.drain()
        if not alone:
            self._forget(job)
            self._alone.append(job.snippet)
        elif job.broke or job.flooded:
            self._finish(job, 0)
        elif not job.pid and job.snippet.key not in self._never_started:
            self._never_started.add(job.snippet.key)  # once; it has hardly ended a server that never started it
            self._forget(job)
            self._alone.append(job.snippet)
        else:
            output = verdict.outcome(job, 1).output
            self._forget(job)
            self._done(job.snippet, Outcome(Status.VANISHED, output, detail="it ended the server that ran it"))

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

    def _fill(self) -> None:
        if self._alone:
            if not self._jobs:
                self._start(self._alone.popleft(), self._root)
            return
        while self._waiting and self._has_room():
            snippet = self._waiting.popleft()
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
        return sum(job.report is None for job in self._jobs.values()) + growing < self._workers

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _start(self, snippet: Snippet, place: Place) -> None:
        output, their_output = os.pipe()
        report, their_report = os.pipe()
        number = self._next_number()
        folders = [f"{self._server.folder}/job-{one}" for one in (number, place.number) if one]
        job = Job(number, snippet, output, report, place, folders=folders)
        job.deadline = time.monotonic() + snippet.options.timeout + _BUSY  # until it is told to have started
        self._jobs[number] = job
        for descriptor, take in ((output, self._read_output), (report, self._read_report)):
            os.set_blocking(descriptor, False)
            self._selector.register(descriptor, selectors.EVENT_READ, (take, job))
        try:
            place.channel.send(job.frame(), (their_output, their_report))
        except ChannelLost:
            self._lose(place)
        finally:
            os.close(their_output)
            os.close(their_report)

    def _patience(self) -> float:
        due = min((min(job.deadline, job.grace) for job in self._jobs.values()), default=NEVER)
        due = min(due, self._branches.deadline)
        return min(max(0.0, due - time.monotonic()), _FOREVER)

    def _read_output(self, job: Job) -> None:
        if job.closed:
            return
        if not job.read_output():
            self._selector.unregister(job.output_pipe)
        elif job.flooded and job.broke is None:
            self._kill(job, Status.OUTPUT_LIMIT)
            self._selector.unregister(job.output_pipe)

    def _read_report(self, job: Job) -> None:
        if job.closed:
            return
        if not job.read_report():
            self._selector.unregister(job.report_pipe)
        if job.importing and self._branches.better_elsewhere(job.snippet, job.place, job.importing.pop()):
            job.moved = True
            self._send_kill(job)

    def _hear(self, place: Place) -> None:
        try:
            events = place.channel.receive()
        except ChannelLost:
            self._lose(place)
            return
        for event in events:
            if "job" in event:
                self._hear_of_job(event)
            elif "importing" in event:
                self._retire(place, self._branches.regrow(place, event["importing"]))
            elif event["event"] != "ready":
                self._lose(place)
            else:
                keep = self._branches.ready(place, event["seconds"])
                self._waiting.extendleft(reversed(place.waiting))
                place.waiting.clear()
                if not keep:
                    self._unwatch_place(place)

    def _hear_of_job(self, event: wire.Frame) -> None:
        job = self._jobs.get(event["job"])
        if job is None:
            return
        if event["event"] == "started":
            job.pid = event["pid"]
            job.deadline = time.monotonic() + job.snippet.options.timeout
        elif job.moved:
            self._forget(job)
            self._waiting.appendleft(job.snippet)
        else:
            if event["why"] == "memory" and job.broke is None:
                job.broke = Status.OUT_OF_MEMORY
            job.drain()
            self._finish(job, event["code"])

    def _lose(self, place: Place) -> None:
        """A server or a branch is gone. What ran on a branch is executed again, without it."""
        if place is self._root:
            raise ChannelLost
        again = [job for job in self._jobs.values() if job.place is place]
        for job in again:
            self._forget(job)
        self._retire(place, [*(job.snippet for job in again), *self._branches.drop(place)])

    def _retire(self, place: Place, again: Iterable[Snippet]) -> None:
        self._unwatch_place(place)
        self._waiting.extendleft(reversed(list(again)))

    # ends

    def _enforce(self) -> None:
        now = time.monotonic()
        for job in list(self._jobs.values()):
            if now >= job.grace:
                self._server.kill()  # the server is stopped, or hangs
                raise ChannelLost
            if now >= job.deadline and job.broke is None:
                self._kill(job, Status.TIMED_OUT)
        for place in self._branches.overdue(now):
            self._root.channel.send({"do": "kill", "job": place.number})
            self._lose(place)

    def _kill(self, job: Job, why: Status) -> None:
        job.broke = why
        self._send_kill(job)

    def _send_kill(self, job: Job) -> None:
        job.deadline = NEVER
        job.grace = time.monotonic() + _GRACE
        job.place.channel.send({"do": "kill", "job": job.number})

    def _finish(self, job: Job, code: int) -> None:
        outcome = verdict.outcome(job, code)
        self._forget(job)
        self._history.note(job.snippet.key, outcome.seconds)
        for place in self._branches.done_with(job.snippet):
            self._retire(place, ())
        self._done(job.snippet, outcome)

    def _forget(self, job: Job) -> None:
        del self._jobs[job.number]
        for descriptor in (job.output_pipe, job.report_pipe):
            if descriptor in self._selector.get_map():
                self._selector.unregister(descriptor)
        job.close()
