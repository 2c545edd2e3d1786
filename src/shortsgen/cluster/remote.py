"""The workers of a Dask scheduler as an executor. The only module that imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import Any

from distributed import Client, KilledWorker, get_worker
from distributed.security import Security

from shortsgen.cluster.died import SchedulerGone, WorkerDied
from shortsgen.cluster.ending import asking
from shortsgen.cluster.workers import Workers
from shortsgen.problems import InputError, Problem

_CONNECT, _WAIT = 10, 20  # seconds


@contextmanager
def scheduled(address: str) -> Iterator[Workers]:
    """The workers that this scheduler has now; some that come later may help. Raises InputError where there are none.

    Leaving it takes back what is not done; a worker that is on it gives up.
    """
    with _connected(address) as client:
        executor = _Scheduled(client.get_executor(pure=False))
        try:
            yield Workers(executor, _count(client, address))
        finally:
            executor.shutdown(wait=False)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    security = Security()
    if address.startswith("tls:") and not security.get_connection_args("client")["ssl_context"]:
        hint = "name them in Dask's configuration: `distributed.comm.tls.ca-file` and those of `client`"
        raise _no_scheduler(f"there are no certificates here for {address}", hint)
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False, security=security)
    except OSError:
        message = f"no scheduler answers at {address} within {_CONNECT} s"
        raise _no_scheduler(message, "`dask scheduler` starts one") from None
    try:
        yield client
    finally:
        client.close(timeout=_CONNECT)


def _count(client: Client, address: str) -> int:
    """A worker with several threads works on as many batches."""
    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except TimeoutError:
        hint = f"start some: `dask worker {address} --nthreads 1`"
        raise _no_scheduler(f"the scheduler at {address} has no workers", hint) from None
    return sum(client.nthreads().values())


def _no_scheduler(message: str, hint: str) -> InputError:
    return InputError([Problem("scheduler", message, hint=hint)])


class _Scheduled(Executor):
    """That of a client, which raises what ours raise."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """`fn` is called in a worker with the bytes that it is given."""
        told: Future[Any] = Future()
        self._executor.submit(_call, fn, args[0]).add_done_callback(partial(_tell, told))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - as it is called
        self._executor.shutdown(wait=wait)


def _tell(told: Future[Any], done: Future[Any]) -> None:
    try:
        told.set_result(done.result())
    except KilledWorker:
        told.set_exception(WorkerDied())
    except CancelledError:  # which nobody but a scheduler that is gone does
        told.set_exception(SchedulerGone())
    except Exception as error:
        told.set_exception(error)


def _call(function: Callable[[bytes], bytes], data: bytes) -> bytes:
    """In a worker."""
    worker = get_worker()
    tasks, key = worker.state.tasks, worker.get_current_task()
    with asking(lambda: key not in tasks or tasks[key].state == "cancelled"):
        return function(data)
