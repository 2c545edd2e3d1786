"""Days of 1,000 and 10,000 shorts: whether the cost of a short, in time and memory, stays the same."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.generate import generate
from bench.measure import Spread, side_by_side, timed
from bench.options import Options
from bench.table import Line, bounded

ROW = "growth"
BOUND = 1.2
FEW, HUNDRED, THOUSAND, TEN_THOUSAND = 10, 100, 1000, 10_000
_PEAK = Path(__file__).with_name("peak.py")
_PAGES = ("--only", "teleprompter", "--only", "index")


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with a day, for which sizes, and how many rounds of it. The first size tells the fixed cost."""

    what: str
    arguments: tuple[str, ...]
    more: tuple[str, ...] = ()
    sizes: tuple[int, int, int] = (FEW, THOUSAND, TEN_THOUSAND)
    rounds: int = 1


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    cpu: float  # seconds, of all its processes: on a busy machine it tells more of growth than the wall clock
    main: float  # MiB
    child: float  # MiB, of the largest


def lines(folder: Path, options: Options) -> Iterator[Line]:
    for size in (FEW, HUNDRED, THOUSAND, TEN_THOUSAND):
        generate(folder, size)
    for task in _tasks(options):
        yield from _lines(task, folder)


def _tasks(options: Options) -> Iterator[Task]:
    small = (FEW, HUNDRED, THOUSAND)
    sizes = small if options.quick else (FEW, THOUSAND, TEN_THOUSAND)
    rounds = min(options.runs, 3)
    yield Task("load", ("load",), rounds=rounds)
    yield Task("check", ("run", "check"), sizes=sizes)
    yield Task("render captions", ("run", "render"), ("--only", "captions"), sizes, rounds)
    if not options.quick:
        yield Task("render slides", ("run", "render"), ("--only", "slides"), small)
        yield Task("render teleprompter, index", ("run", "render"), _PAGES, small)


def _lines(task: Task, folder: Path) -> Iterator[Line]:
    programs: dict[str, Callable[[], Cost]] = {
        f"{task.what}, {size} shorts": partial(_cost, task, size, folder) for size in task.sizes
    }
    few, some, many = side_by_side(programs, task.rounds).values()
    for size, costs in ((task.sizes[1], some), (task.sizes[2], many)):
        seconds = Spread(tuple(cost.seconds for cost in costs))
        yield Line(ROW, f"{task.what}, {size:,} shorts", seconds, remarks=_remarks(costs, size))
    cpu, wall, memory = (_growth(task.sizes, few, some, many, of) for of in ("cpu", "seconds", "main"))
    remarks = f"wall clock {wall.median:.2f}, memory {memory.median:.2f}"
    what = f"... CPU seconds a short, {task.sizes[2]:,} against {task.sizes[1]:,}"
    yield bounded(ROW, what, None, cpu, BOUND, remarks)


def _growth(
    sizes: tuple[int, int, int], few: Sequence[Cost], some: Sequence[Cost], many: Sequence[Cost], of: str
) -> Spread:
    """How much more a short costs among many; what a day of a few shorts costs is taken off both."""

    def each(costs: Sequence[Cost], size: int) -> Spread:
        pairs = zip(costs, few, strict=True)
        return Spread(tuple((getattr(cost, of) - getattr(base, of)) / (size - sizes[0]) for cost, base in pairs))

    return each(many, sizes[2]).over(each(some, sizes[1]))


def _remarks(costs: Sequence[Cost], size: int) -> str:
    largest = max(costs, key=lambda cost: cost.main)
    seconds = Spread(tuple(cost.seconds for cost in costs)).median
    child = f", largest child {largest.child:.0f} MiB" if largest.child else ""
    return f"{1000 * seconds / size:.2f} ms a short; peak {largest.main:.0f} MiB{child}"


def _cost(task: Task, size: int, folder: Path) -> Cost:
    shutil.rmtree(folder / "build", ignore_errors=True)
    with tempfile.NamedTemporaryFile("r") as report:
        arguments = (*task.arguments, f"day{size}", *task.more)
        seconds = timed([sys.executable, "-P", str(_PEAK), report.name, *arguments], folder)
        found = json.load(report)
    return Cost(seconds, found["cpu"], found["main"] / 1024, found["child"] / 1024)
