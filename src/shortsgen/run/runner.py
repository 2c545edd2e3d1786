"""snippets -> outcomes: several at a time, each with its deadline, through a server that may die.

The runner holds the reading ends of every child's pipes, so what a snippet printed survives whatever it does to
itself or to the server. It has one thread and starts the server before anything else could make a second one.
"""

from __future__ import annotations

import os
import selectors
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shortsgen.run import wire
from shortsgen.run.executor import OnDone
from shortsgen.run.job import Job
from shortsgen.run.link import Link, LinkLost, cannot_execute
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet

_GRACE = 5.0  # seconds for the server to tell of an end that it must have seen
_START = 120.0  # seconds to import torch, on a slow disk
_FOREVER = 3600.0


class Runner:
    """Executes snippets in real processes. Use as a context: leaving it ends every process that it started."""

    def __init__(self, workers: int | None = None, fork: bool | None = None) -> None:
        self._workers = workers or _cores()
        # macOS forks, but its frameworks do not survive it
        self._link = Link(sys.platform == "linux" if fork is None else fork)
        self._environment: Mapping[str, Any] | None = None
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._link.socket, selectors.EVENT_READ)
        self._jobs: dict[int, Job] = {}
        self._waiting: deque[Snippet] = deque()
        self._alone: deque[Snippet] = deque()  # one of these killed a server
        self._preloaded: set[str] = set()
        self._number = 0
        self._done: OnDone = lambda _snippet, _outcome: None

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self._link.close([job.pid for job in self._jobs.values() if job.pid])
        for job in self._jobs.values():
            job.close()
        self._jobs.clear()
        self._selector.close()

    @property
    def environment(self) -> Mapping[str, Any]:
        """What the recording says of this machine; waits for the server."""
        if self._environment is None:
            self._environment = self._wait_until_ready()
        return self._environment

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
        while self._waiting or self._alone or self._jobs:
            self._turn()

    # the server

    def _wait_until_ready(self) -> Mapping[str, Any]:
        self._link.socket.settimeout(_START)
        try:
            event = self._link.receive()[0]
        except LinkLost as error:
            raise cannot_execute(self._link.complaint() or "the server did not start") from error
        self._link.socket.settimeout(None)
        if event["event"] == "unfit":
            raise cannot_execute(str(event["why"]))
        if self._link.fork and event["threads"] != 1:
            raise cannot_execute(f"the server has {event['threads']} threads, and only one may exist before a fork")
        environment: Mapping[str, Any] = event["environment"]
        return environment

    def _restart(self) -> None:
        """A server is gone. What it ran is run again, alone; who ends a server when alone has its outcome."""
        lost = list(self._jobs.values())
        self._link.close([job.pid for job in lost if job.pid])
        self._selector.unregister(self._link.socket)
        for job in lost:
            self._end_of_server(job, alone=len(lost) == 1)
        self._link = Link(self._link.fork)
        self._selector.register(self._link.socket, selectors.EVENT_READ)
        self._preloaded.clear()
        self._wait_until_ready()

    def _end_of_server(self, job: Job, alone: bool) -> None:
        job.drain()
        if not alone:
            self._forget(job)
            self._alone.append(job.snippet)
        elif job.broke or job.flooded:
            self._finish(job, 0)
        else:
            output = job.outcome(1).output
            self._forget(job)
            self._done(job.snippet, Outcome(Status.VANISHED, output, detail="it ended the server that ran it"))

    # one turn

    def _turn(self) -> None:
        try:
            self._fill()
            self._watch()
            self._enforce()
        except LinkLost:
            self._restart()

    def _fill(self) -> None:
        if self._alone:
            if not self._jobs:
                self._start(self._alone.popleft())
            return
        while self._waiting and len(self._jobs) < self._workers:
            self._start(self._waiting.popleft())

    def _start(self, snippet: Snippet) -> None:
        self._number += 1
        output, their_output = os.pipe()
        report, their_report = os.pipe()
        job = Job(self._number, snippet, output, report, folder=str(self._link.folder / f"job-{self._number}"))
        self._jobs[job.number] = job
        for descriptor, take in ((output, job.read_output), (report, job.read_report)):
            os.set_blocking(descriptor, False)
            self._selector.register(descriptor, selectors.EVENT_READ, (job, take))
        try:
            self._link.send(job.frame(), (their_output, their_report))
        finally:
            os.close(their_output)
            os.close(their_report)

    def _watch(self) -> None:
        for key, _ in self._selector.select(self._patience()):
            if key.data is None:
                for event in self._link.receive():
                    self._hear(event)
            elif key.data[0].number in self._jobs:
                job, take = key.data
                self._read(job, take, key.fd)

    def _patience(self) -> float:
        due = min((min(job.deadline, job.grace) for job in self._jobs.values()), default=0.0)
        return min(max(0.0, due - time.monotonic()), _FOREVER)

    def _read(self, job: Job, take: Callable[[], bool], descriptor: int) -> None:
        if not take():
            self._selector.unregister(descriptor)
        if job.flooded and job.broke is None:
            self._kill(job, Status.OUTPUT_LIMIT)
            self._selector.unregister(job.output_pipe)
        self._preload(job)

    def _preload(self, job: Job) -> None:
        """Let the server import at once what this child has just begun to import, on the other core."""
        names = [name for name in job.importing if name not in self._preloaded]
        job.importing.clear()
        if names and self._link.fork:
            self._preloaded.update(names)
            self._link.send({"do": "preload", "modules": names})

    def _hear(self, event: wire.Frame) -> None:
        job = self._jobs.get(event["job"])
        if job is None:
            return
        if event["event"] == "started":
            job.pid = event["pid"]
            job.deadline = time.monotonic() + job.snippet.options.timeout
        else:
            job.drain()
            self._finish(job, event["code"])

    # ends

    def _enforce(self) -> None:
        now = time.monotonic()
        for job in list(self._jobs.values()):
            if now >= job.grace:
                self._link.kill()  # it is stopped, or hangs
                raise LinkLost
            if now >= job.deadline and job.broke is None:
                self._kill(job, Status.TIMED_OUT)

    def _kill(self, job: Job, why: Status) -> None:
        job.broke = why
        job.deadline = float("inf")
        job.grace = time.monotonic() + _GRACE
        self._link.send({"do": "kill", "job": job.number})

    def _finish(self, job: Job, code: int) -> None:
        outcome = job.outcome(code)
        self._forget(job)
        self._done(job.snippet, outcome)

    def _forget(self, job: Job) -> None:
        del self._jobs[job.number]
        for descriptor in (job.output_pipe, job.report_pipe):
            if descriptor in self._selector.get_map():
                self._selector.unregister(descriptor)
        job.close()


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
