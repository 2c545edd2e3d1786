"""Workers of all kinds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from shortsgen.cluster.workers import Where, workers
from shortsgen.pipeline.coordinator import OpenWorkers
from tests.attacks.world import wait_for
from tests.cluster.days import threads

Opened = Callable[[str], OpenWorkers]


@contextmanager
def program(words: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask, as it is started by hand."""
    with log.open("wb") as output:
        running = subprocess.Popen([sys.executable, "-m", *words], stdout=output, stderr=output)
    try:
        yield running
    finally:
        running.terminate()
        running.wait()


@contextmanager
def scheduling(folder: Path) -> Iterator[str]:
    """The address of a scheduler without workers."""
    file = folder / "scheduler.json"
    words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    with program(["distributed.cli.dask_scheduler", *words], folder / "scheduler.log"):
        wait_for(lambda: file.exists() and file.read_text().endswith("}"))
        yield json.loads(file.read_text())["address"]


@contextmanager
def working(address: str, folder: Path, count: int = 2) -> Iterator[None]:
    """So many worker processes of it. They need not be there yet: who asks for them waits."""
    words = ["--nworkers", str(count), "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
    with program(["distributed.cli.dask_worker", address, *words], folder / "worker.log"):
        yield


@pytest.fixture(scope="package")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    folder = tmp_path_factory.mktemp("dask")
    with scheduling(folder) as address, working(address, folder):
        yield address


@pytest.fixture
def opened(request: pytest.FixtureRequest) -> Opened:
    """Workers by a word: `threads`, `scheduler`, or as `--on` takes it."""

    def call(word: str) -> OpenWorkers:
        if word == "threads":
            return threads
        where = Where.parse(request.getfixturevalue("scheduler") if word == "scheduler" else word)
        return lambda: workers(where)

    return call
