"""Processes of this machine as an executor. One that dies costs what it worked on another try, and nobody else."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from shortsgen.cluster.died import WorkerDied
from shortsgen.cluster.ending import begin, call

TRIES = 3

_Call = tuple["Future[Any]", Callable[..., Any], bytes]


class Processes(Executor):
    """So many worker processes, each in a pool of its own: a pool that loses one process gives up all that it has."""

    def __init__(self, count: int) -> None:
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._workers = [_Worker(self._calls) for _ in range(count)]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """`fn` is called in a worker with the bytes that it is given."""
        future: Future[Any] = Future()
        self._calls.put((future, fn, args[0]))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:  # noqa: ARG002 - as it is called
        """What waits is left, what is worked on gives up, and the processes end."""
        for worker in self._workers:
            worker.end()
        for _ in self._workers:
            self._calls.put(None)
        for worker in self._workers:
            worker.join()


class _Worker(threading.Thread):
    def __init__(self, calls: SimpleQueue[_Call | None]) -> None:
        super().__init__(daemon=True)
        self._calls = calls
        self._ended = threading.Event()
        self._lifeline: Connection | None = None
        self._pool: ProcessPoolExecutor | None = None
        self.start()

    def run(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # what is begun here does not hear Ctrl-C before it is ready for it
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while not self._ended.is_set() and (one := self._calls.get()):
            future, function, data = one
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(self._tried(function, data))
            except BaseException as error:  # whatever it is, who waits for it is told
                future.set_exception(error)
        self._leave()

    def _tried(self, function: Callable[..., Any], data: bytes) -> Any:
        for _ in range(TRIES):
            try:
                return self._process().submit(call, function, data).result()
            except BrokenProcessPool:
                self._leave()
                if self._ended.is_set():
                    break
        raise WorkerDied

    def _process(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = get_context("spawn")
            theirs, self._lifeline = context.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(1, context, begin, (theirs,))
            if self._ended.is_set():  # while this was made
                self._let_go()
        return self._pool

    def _leave(self) -> None:
        self._let_go()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None

    def end(self) -> None:
        self._ended.set()
        self._let_go()

    def _let_go(self) -> None:
        lifeline, self._lifeline = self._lifeline, None
        if lifeline:
            lifeline.close()
