"""What it costs to have the work done elsewhere, what a second worker brings, and how fast work is given out."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from bench.generate import days
from bench.measure import SHORTSGEN, Spread, environment, timed, told
from bench.options import Options
from bench.table import Line, bounded
from shortsgen.cluster.workers import Workers
from shortsgen.pipeline import run
from shortsgen.pipeline.coordinator import Coordinator
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.session import Session
from shortsgen.project import Project

ROW = "scale"
OVERHEAD, GIVEN_OUT = 1.03, 5.0  # as often as here; seconds for 10,000 shorts
_OF_DAY = 40


def lines(folder: Path, options: Options) -> Iterator[Line]:
    count = 200 if options.quick else 2_000
    yield _given_out(folder / "many", 10_000)
    yield from _overhead(folder, count)
    yield from _workers(folder, count)


def _overhead(folder: Path, count: int) -> Iterator[Line]:
    """Processor seconds of all processes, so that what else the machine does weighs little. Those in bubblewrap are
    counted by nobody, so there is none."""
    render = [*SHORTSGEN, "render", "--all", "--sandbox", "basic"]
    told("here")
    here = _spent(render, folder / "here", count)
    told("elsewhere")
    there = _spent([*render, "--on", "local:1"], folder / "there", count)
    what = f"render {count} shorts, processor seconds"
    yield Line(ROW, f"{what}, here", here)
    yield bounded(ROW, f"{what}, with --on local:1", there, there.over(here), OVERHEAD)


def _spent(command: list[str], root: Path, count: int) -> Spread:
    """In a new project, with a cache that knows nothing."""
    days(root, count // _OF_DAY, _OF_DAY)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    timed(command, root, {"XDG_CACHE_HOME": str(root / "cache")})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spread((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,))


def _workers(folder: Path, count: int) -> Iterator[Line]:
    """Each on a core of its own, beside a coordinator that shares one of them."""
    if len(os.sched_getaffinity(0)) < 2:
        yield Line(ROW, "two workers", remarks="this machine has one core")
        return
    root = folder / "here"
    with _scheduler(folder) as address, ExitStack() as running:
        check = [*SHORTSGEN, "check", "--on", address]
        walls = []
        for core in sorted(os.sched_getaffinity(0))[:2]:
            told(f"workers: {core + 1}")
            running.enter_context(_worker(address, core, folder))
            timed(check, root)  # until it is there, and has imported torch
            walls.append(timed(check, root))
    one, two = (Spread((wall,)) for wall in walls)
    yield Line(ROW, f"check {count} shorts, one worker on one core", one)
    yield Line(ROW, f"check {count} shorts, two workers on two cores", two, one.over(two))


@contextmanager
def _scheduler(folder: Path) -> Iterator[str]:
    file = folder / "scheduler.json"
    words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    with _program([sys.executable, "-m", "distributed.cli.dask_scheduler", *words]):
        while not (file.exists() and file.read_text().endswith("}")):
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"]


@contextmanager
def _worker(address: str, core: int, folder: Path) -> Iterator[None]:
    words = ["--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, *words]
    with _program(["taskset", "-c", str(core), *command]):
        yield


@contextmanager
def _program(command: list[str]) -> Iterator[None]:
    nowhere = subprocess.DEVNULL
    running = subprocess.Popen(command, env=environment(), stdout=nowhere, stderr=nowhere)
    try:
        yield
    finally:
        running.terminate()
        running.wait()


class _Deaf(Executor):
    """Takes everything and does nothing."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        return Future()


def _given_out(root: Path, count: int) -> Line:
    """From the files of the days to all batches on their way."""
    days(root, count // _OF_DAY, _OF_DAY)
    project = Project(root)
    coordinator = Coordinator(lambda: nullcontext(Workers(_Deaf(), 100)), None, False, None)
    started = time.process_time()
    with Session(project, lambda: coordinator, SILENT, elsewhere=coordinator) as session:
        names = project.days()
        coordinator.begin(session, (run.wanted(session, name, ()) for name in names), len(names))
        seconds = time.process_time() - started
    found = Spread((seconds,))
    what = f"{count} shorts given out, processor seconds"
    return Line(ROW, what, found, None, f"{GIVEN_OUT:g} s", seconds <= GIVEN_OUT)
