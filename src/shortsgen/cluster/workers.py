"""`--on`: where workers are, and the executor of the standard library that reaches them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

from shortsgen.problems import bad_input

_LOCAL = re.compile(r"local:([1-9][0-9]{0,2})")
_REMOTE = re.compile(r"(?:tcp|tls)://[^\s/]+:([0-9]{1,5})")
_HINT = "`local:4` is four processes here, `tcp://HOST:8786` the workers of a Dask scheduler"


@dataclass(frozen=True, slots=True)
class Where:
    """So many processes of this machine, or those of the scheduler at an address."""

    processes: int = 0
    scheduler: str = ""

    @classmethod
    def parse(cls, word: str) -> Where:
        """Raises InputError."""
        if match := _LOCAL.fullmatch(word):
            return cls(processes=int(match[1]))
        if (match := _REMOTE.fullmatch(word)) and int(match[1]) < 2**16:
            return cls(scheduler=word)
        raise bad_input(f"expected where workers are, found `{word}`", _HINT)


@dataclass(frozen=True, slots=True)
class Workers:
    """What calls functions in workers, and how many there are now."""

    executor: Executor
    count: int


@contextmanager
def workers(where: Where) -> Iterator[Workers]:
    """Leaving it, also by an interrupt, calls off what is worked on. Raises InputError where there are none."""
    if where.scheduler:
        from shortsgen.cluster.remote import scheduled  # needs the extra `cluster`

        with scheduled(where.scheduler) as found:
            yield found
        return
    from shortsgen.cluster.local import Processes

    executor = Processes(where.processes)
    try:
        yield Workers(executor, where.processes)
    finally:
        executor.shutdown()
