"""When a worker should give up: its coordinator is gone, or wants no more what is being worked on."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.util import Finalize

_PATIENCE = 5.0  # seconds in which what is worked on gives up

_over = threading.Event()
_busy, _ending = threading.Lock(), threading.Lock()
_at_end: list[Callable[[], None]] = []
_asked = threading.local()


def unwanted() -> bool:
    """Whether nobody wants any more what this thread works on."""
    ask: Callable[[], bool] | None = getattr(_asked, "ask", None)
    return _over.is_set() or (ask is not None and ask())


@contextmanager
def asking(ask: Callable[[], bool]) -> Iterator[None]:
    """In here, `ask` says too whether this thread should give up."""
    _asked.ask = ask
    try:
        yield
    finally:
        _asked.ask = None


def at_end(what: Callable[[], None]) -> None:
    """Have this done before the process ends."""
    _at_end.append(what)


def begin(lifeline: Connection) -> None:
    """In a new worker process: it ends as soon as nobody holds the other end of its lifeline, however that came.

    Ctrl-C reaches all processes of a terminal; only the coordinator heeds it. It is caught and not ignored, since what
    is ignored would be so for all programs that are started.
    """
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    Finalize(None, end, exitpriority=1)  # where there is no more work, the process may end by itself meanwhile
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def call(function: Callable[[bytes], bytes], data: bytes) -> bytes:
    """In a worker process: what `function` makes of `data`."""
    with _busy:
        return function(data)


def _end_with(lifeline: Connection) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()  # nobody ever sends anything
    _over.set()
    _busy.acquire(timeout=_PATIENCE)
    end()
    os._exit(0)


def end() -> None:
    """Do what was to be done before the process ends; once, and who comes second waits for it."""
    with _ending:
        while _at_end:
            with suppress(Exception):
                _at_end.pop()()
