"""The snippets that are being executed, with what comes out of their pipes."""

from __future__ import annotations

import os
import selectors
from collections.abc import Callable, Iterator
from contextlib import suppress

from shortsgen.run.frames import Kill, Start
from shortsgen.run.outcome import Status
from shortsgen.run.outside.channel import ChannelLost
from shortsgen.run.outside.clock import Clock
from shortsgen.run.outside.job import Job
from shortsgen.run.outside.place import NEVER, Place, task_of
from shortsgen.run.snippet import Snippet

_GRACE = 1.0  # seconds for a server to tell of an end that it must have seen
_PREPARE = 120.0  # seconds for a child that was not forked to import torch
_BUSY = 2.0  # seconds in which a server may do something else before it starts what it was sent
_SLOW = 30.0  # and where nothing else runs, so that nobody can have stopped it
_HELD = 120.0  # and where it told that files of others must go first

OnImport = Callable[[Job, str], None]


class Jobs:
    """By number. `importing` is called as a child tells that it begins to import a part of torch."""

    def __init__(self, selector: selectors.BaseSelector, clock: Clock, importing: OnImport, fork: bool) -> None:
        self._selector = selector
        self._clock = clock
        self._importing = importing
        self._fork = fork
        self._jobs: dict[int, Job] = {}

    def __iter__(self) -> Iterator[Job]:
        return iter(tuple(self._jobs.values()))

    def __len__(self) -> int:
        return len(self._jobs)

    def at(self, place: Place, number: int) -> Job | None:
        """The job with that number, if it is executed there."""
        job = self._jobs.get(number)
        return job if job and job.place is place else None

    @property
    def unreported(self) -> int:
        """How many still execute; the others are only taken down."""
        return sum(job.report is None for job in self)

    @property
    def due(self) -> float:
        """When one of them must be looked after, if nothing comes of it by itself."""
        return min((min(job.deadline, job.grace) for job in self), default=NEVER)

    def start(self, number: int, snippet: Snippet, place: Place, folders: list[str], alone: bool) -> None:
        """Have a server start a child, where it is to be `alone`. Raises ChannelLost where that is gone."""
        output, their_output = os.pipe()
        report, their_report = os.pipe()
        job = Job(number, snippet, output, report, place, folders=folders)
        job.deadline = self._clock.now() + (_SLOW if alone else _BUSY)  # until it is told to have started
        self._jobs[number] = job
        for descriptor, take in ((output, self._read_output), (report, self._read_report)):
            os.set_blocking(descriptor, False)
            self._selector.register(descriptor, selectors.EVENT_READ, (take, job))
        try:
            place.channel.send(Start(number, task_of(snippet)), (their_output, their_report))
        finally:
            os.close(their_output)
            os.close(their_report)

    def held(self, job: Job) -> None:
        """Its server removes files of others, and starts it later."""
        job.held = True
        job.deadline = self._clock.now() + _HELD

    def started(self, job: Job, pid: int) -> None:
        """Its time begins only now, since the server may have been busy; or when it has imported torch by itself."""
        job.pid = pid
        job.prepares = not self._fork
        job.deadline = self._clock.now() + (_PREPARE if job.prepares else job.snippet.options.timeout)

    def kill(self, job: Job, why: Status | None = None) -> None:
        """Have its server end a child; what that says of the outcome is `why`."""
        job.broke = why or job.broke
        job.prepares = False
        job.deadline = NEVER
        job.grace = self._clock.now() + _GRACE
        with suppress(ChannelLost):  # which shows, or there is no end to hear of
            job.place.channel.send(Kill(job.number))

    def forget(self, job: Job) -> None:
        """It is over: its pipes are closed."""
        del self._jobs[job.number]
        for descriptor in (job.output_pipe, job.report_pipe):
            if descriptor in self._selector.get_map():
                self._selector.unregister(descriptor)
        job.close()

    def forget_all(self) -> None:
        for job in self:
            self.forget(job)

    def _read_output(self, job: Job) -> None:
        if job.closed:
            return
        if not job.read_output():
            self._selector.unregister(job.output_pipe)
        elif job.flooded and job.broke is None:
            self._selector.unregister(job.output_pipe)
            self.kill(job, Status.OUTPUT_LIMIT)

    def _read_report(self, job: Job) -> None:
        if job.closed:
            return
        if not job.read_report():
            self._selector.unregister(job.report_pipe)
        if job.garbled and job.broke is None:  # there is nothing more to wait for
            self.kill(job)
            return
        if job.prepares and job.began:
            job.prepares = False
            job.deadline = self._clock.now() + job.snippet.options.timeout
        if job.importing:
            self._importing(job, job.importing.pop())
