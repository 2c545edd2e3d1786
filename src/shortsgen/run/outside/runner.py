"""snippets -> outcomes: several at a time, each with its deadline, through servers that may die.

The runner holds the reading ends of every child's pipes, so what a snippet printed survives whatever it does to
itself or to a server. It has one thread, and starts the server before anything else could make a second one.
"""

from __future__ import annotations

import selectors
import signal
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from shortsgen.run.cores import cores
from shortsgen.run.executor import OnDone, Stop, Stopped, never
from shortsgen.run.frames import Ended, Event, Grown, Held, Importing, Started, Unfit
from shortsgen.run.history import History
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside import verdict
from shortsgen.run.outside.card import Card
from shortsgen.run.outside.channel import ChannelLost
from shortsgen.run.outside.clock import LOOK, Clock
from shortsgen.run.outside.connection import Connection
from shortsgen.run.outside.interrupts import held
from shortsgen.run.outside.job import Job
from shortsgen.run.outside.jobs import Jobs
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.place import Place
from shortsgen.run.outside.places import Places
from shortsgen.run.outside.plain import SEEDED, NotPlain, is_plain
from shortsgen.run.outside.queue import Queue
from shortsgen.run.outside.suspects import Suspects
from shortsgen.run.snippet import Snippet


class Runner:
    """Executes snippets in real processes. Use as a context: leaving it ends every process that it started."""

    def __init__(
        self,
        workers: int | None = None,
        fork: bool | None = None,
        level: Level | None = None,
        network: bool = False,
        history: History | None = None,
        card: Card | None = None,
    ) -> None:
        """With a `card`, one snippet at a time, each in a Python of its own: CUDA does not survive a fork."""
        self._workers = 1 if card else workers or cores()
        fork = sys.platform == "linux" if fork is None else fork  # macOS forks, but its frameworks do not survive
        fork = fork and not card
        self._history = history or History()
        self._clock = Clock()
        self._server = Connection(fork, level, network, card, self._clock)
        self._selector = selectors.DefaultSelector()
        self._places = Places(self._server, self._history, self._selector, self._clock, self._hear, fork)
        self._jobs = Jobs(self._selector, self._clock, self._hear_of_import, fork)
        self._queue = Queue()
        self._suspects = Suspects()
        self._done: OnDone = lambda _snippet, _outcome: None

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        with held():
            self._disconnect()
            self._jobs.forget_all()
            self._selector.close()

    @property
    def level(self) -> Level:
        """The level that holds, once the environment is known."""
        return self._server.level

    @property
    def environment(self) -> Mapping[str, Any]:
        """What the recording says of this machine; waits for the first server, and is that of the last one."""
        if self._places.environment is None:
            self._places.connect()
        return self._places.environment or {}

    def expect(self, snippets: Iterable[Snippet]) -> None:
        """Start a server that can execute these, unless there is one."""
        plain = all(snippet.skip or is_plain(snippet) for snippet in snippets)
        if not self._server.started:
            self._server.start(plain)
        elif self._server.plain and not plain:
            self._start_over()

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        """Execute all `snippets` and call `done` with each outcome as it arrives.

        Raises RunnerError where the machine cannot execute snippets at all, and Stopped where `stop` says so.
        """
        self._done = done
        for snippet in snippets:
            if snippet.skip:
                done(snippet, Outcome(Status.SKIPPED, detail=snippet.skip))
            else:
                self._queue.add(snippet)
        if self._queue:
            self.expect(self._queue)
            self._places.connect()
            self._places.branches.expect(self._queue)
            while self._queue or self._jobs or self._places.branches.waited_for:
                if stop():
                    self._stop()
                    raise Stopped
                self._turn()

    def _stop(self) -> None:
        """End what runs, and forget what waits. The server stays, since whoever stops has more to execute."""
        for place in self._places.branches.stop():
            self._retire(place)
        for job in self._jobs:
            job.moved = True
            self._jobs.kill(job)
        self._queue.clear()
        while self._jobs:
            self._turn()
            self._queue.clear()  # what a server that died would execute again

    # the server

    def _disconnect(self) -> None:
        self._places.disconnect([job.pid for job in self._jobs if job.pid])

    def _restart(self, full: str) -> None:
        """The server is gone. What ran is run again, alone; who ends a server when alone has that as its outcome."""
        lost = list(self._jobs)
        self._queue.back(self._places.branches.abandon())
        self._disconnect()
        for job in lost:
            self._end_of_server(job, len(lost) == 1, full)
        self._server.start(self._server.plain)
        self._places.connect()
        self._places.branches.expect(self._queue)

    def _start_over(self) -> None:
        """What was taken for plain is not: start another server, and execute all that ran again."""
        running = [job.snippet for job in self._jobs]
        waiting = self._places.branches.abandon() if self._places.connected else ()
        self._disconnect()
        self._jobs.forget_all()
        self._queue.back((*running, *waiting))
        self._places.environment = None
        self._server.start(plain=False)

    def _end_of_server(self, job: Job, alone: bool, full: str) -> None:
        job.drain()
        if alone and (job.broke or job.flooded):
            self._finish(job, -signal.SIGKILL)
        elif self._suspects.guilty(job, alone, full):
            output = verdict.outcome(job, 1).output
            self._jobs.forget(job)
            self._done(job.snippet, Outcome(Status.VANISHED, output, detail="it ended the server that ran it"))
        else:
            self._jobs.forget(job)
            self._queue.isolate(job.snippet, first=not job.pid)

    # one turn

    def _turn(self) -> None:
        try:
            self._fill()
            now = self._clock.now()  # all that was told until then is heard before anything is judged by it
            for key, _ in self._selector.select(self._patience(now)):
                take, subject = key.data
                take(subject)
            self._enforce(now)
        except ChannelLost as lost:
            self._restart(str(lost))
        except NotPlain:
            self._start_over()
            self._places.connect()
            self._places.branches.expect(self._queue)

    def _fill(self) -> None:
        if self._queue.isolated:
            if not self._jobs:
                self._start(self._queue.next(), self._places.root, alone=True)
            return
        while self._queue and self._has_room():
            snippet = self._queue.next()
            place = self._places.branches.place_for(snippet)
            if place.ready:
                self._start(snippet, place)
            else:
                place.waiting.append(snippet)

    def _has_room(self) -> bool:
        """Whether one more can start. With several workers the next one starts while the last one is taken down, which
        takes as long as a small snippet itself; one worker is one process at a time."""
        growing = self._places.branches.growing
        if self._workers == 1 or len(self._jobs) + growing >= 2 * self._workers:
            return len(self._jobs) + growing < self._workers
        return self._jobs.unreported + growing < self._workers

    def _start(self, snippet: Snippet, place: Place, alone: bool = False) -> None:
        number = self._places.next_number()
        folders = [f"{self._server.folder}/job-{one}" for one in (number, place.number) if one]
        try:
            self._jobs.start(number, snippet, place, folders, alone)
        except ChannelLost:
            self._lose(place)

    def _patience(self, now: float) -> float:
        due = min(self._jobs.due, self._places.branches.deadline)
        return min(max(0.0, due - now), LOOK)

    # what is heard

    def _hear(self, place: Place) -> None:
        if place.left:  # for something that was heard in the same turn
            return
        try:
            events = place.channel.receive()
        except ChannelLost:
            self._lose(place)
            return
        for event in events:
            if place.left:  # for the event before, and what waited for it is queued again
                return
            self._take(place, event)

    def _take(self, place: Place, event: Event) -> None:
        """Of a job, only the server that has it can tell anything, and each thing once."""
        match event:
            case Held(number) if (job := self._jobs.at(place, number)) and not (job.held or job.pid):
                self._jobs.held(job)
            case Started(number, pid) if (job := self._jobs.at(place, number)) and not job.pid:
                self._jobs.started(job, pid)
            case Ended(number, code, greedy) if job := self._jobs.at(place, number):
                self._ended(job, code, greedy)
            case Ended(number) if self._places.branches.had(number):
                pass  # its own channel tells that
            case Importing(module) if module in SEEDED and self._server.plain:
                raise NotPlain
            case Importing(module) if place is not self._places.root and place.imports(module):
                if self._places.branches.regrows(place, module):
                    self._retire(place, place.waiting)
            case Grown(seconds, modules) if not place.ready:
                keep = self._places.branches.ready(place, seconds, modules)
                self._queue.back(place.waiting)
                place.waiting.clear()
                if not keep:
                    self._places.leave(place)
            case Unfit(why) if place is self._places.root:
                raise ChannelLost(why)
            case _:
                self._lose(place)

    def _hear_of_import(self, job: Job, module: str) -> None:
        if module in SEEDED:
            if self._server.plain:
                raise NotPlain
        elif self._places.branches.better_elsewhere(job.snippet, job.place, module):
            job.moved = True
            self._jobs.kill(job)

    def _lose(self, place: Place) -> None:
        """A server or a branch is gone, or talks nonsense. What ran on a branch is executed again, without it."""
        if place is self._places.root:
            raise ChannelLost
        self._retire(place, self._places.branches.drop(place))
        for job in [job for job in self._jobs if job.place is place]:
            job.drain()
            if job.broke:
                self._finish(job, -signal.SIGKILL)
            else:
                self._jobs.forget(job)
                self._queue.back([job.snippet])

    def _retire(self, place: Place, again: Iterable[Snippet] = ()) -> None:
        self._places.leave(place)
        self._queue.back(again)

    # ends

    def _enforce(self, now: float) -> None:
        for job in self._jobs:
            if job.closed:  # with the place of another
                continue
            if now >= job.grace or (now >= job.deadline and not job.pid):
                self._give_up(job.place)
            elif now >= job.deadline:
                self._jobs.kill(job, Status.TIMED_OUT)
        for place in self._places.branches.overdue(now):
            self._lose(place)

    def _give_up(self, place: Place) -> None:
        """A server is stopped, or hangs."""
        if place is self._places.root:
            self._server.kill()
        self._lose(place)

    def _ended(self, job: Job, code: int, greedy: bool) -> None:
        if job.moved:
            self._jobs.forget(job)
            self._queue.back([job.snippet])
            return
        if job.broke is Status.TIMED_OUT and code != -signal.SIGKILL:
            job.broke = None  # it was over already, and only its server was late to tell
        if greedy and job.broke is None:
            job.broke = Status.OUT_OF_MEMORY
        job.drain()
        self._finish(job, code)

    def _finish(self, job: Job, code: int) -> None:
        outcome = verdict.outcome(job, code)
        self._jobs.forget(job)
        self._history.note(job.snippet.key, outcome.seconds)
        for place in self._places.branches.done_with(job.snippet):
            self._retire(place)
        self._done(job.snippet, outcome)
