"""What one more snippet costs, what a second worker brings, and what executing shared needs once brings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.measure import Spread, spreads, told
from bench.options import Options
from bench.table import Line, bounded
from bench.tree import processor_seconds
from shortsgen.run.outside.branches import Branches
from shortsgen.run.outside.level import Level, missing
from shortsgen.run.outside.place import Place
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.model import Code, Day, Short

ROW = "run"
MARGINAL, WORKERS = 0.015, 1.8
_NEED = "import torch\nw = torch.randn(400, 400)\nfor _ in range(150):\n    w = torch.tanh(w @ w)\n"


def lines(_folder: Path, options: Options) -> Iterator[Line]:
    level = Level.BASIC if missing() else Level.STRICT
    yield from _marginal(level, 1_000 if options.quick else 10_000)
    yield from _workers(level, options.runs)
    yield from _needs(level, options.runs)


def tiny(count: int) -> tuple[Snippet, ...]:
    """Snippets that differ, and each do a little under torch."""
    codes = (f"import torch\nx = torch.ones({n % 7 + 1})\nprint({n}, x.sum().item())\n" for n in range(count))
    shorts = (Short(n, f"s{n}", "T", "H", (), Code(code)) for n, code in enumerate(codes, 1))
    return snippets(Day("day", "Day", tuple(shorts), "day.yaml"))


def _marginal(level: Level, count: int) -> Iterator[Line]:
    """Processor seconds of everything that runs, without those of the start, divided by the snippets."""
    told(f"{count} snippets")
    with Runner(level=level) as runner:
        _run(runner, tiny(20))
        before = processor_seconds()
        peaks = [_memory_after(runner, tiny(count // 4)) for _ in range(4)]
        spent = Spread(((processor_seconds() - before) / count,))
    grown = max(peaks) - peaks[0]
    remarks = (
        f"{count} snippets at {level.value}; memory of the program grew by {grown:.1f} MiB after the first quarter"
    )
    kept = spent.median <= MARGINAL
    yield Line(ROW, "one more snippet, processor seconds", spent, None, f"{MARGINAL:g} s", kept, remarks)


def _memory_after(runner: Runner, wanted: Sequence[Snippet]) -> float:
    _run(runner, wanted)
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def _workers(level: Level, rounds: int) -> Iterator[Line]:
    wanted = tiny(300)
    found = spreads(
        {"one worker": lambda: _wall(level, wanted, 1), "two workers": lambda: _wall(level, wanted, 2)}, rounds
    )
    one, two = found.values()
    gain = one.over(two)
    yield Line(ROW, "300 snippets, one worker", one)
    yield Line(ROW, "300 snippets, two workers", two, gain, f"{WORKERS:g} at least", gain.median >= WORKERS)


def _needs(level: Level, rounds: int) -> Iterator[Line]:
    """A chain of ten snippets that all need the same code, which takes a while."""
    first = Short(1, "first", "T", "H", (), Code(_NEED))
    users = (
        Short(n, f"s{n}", "T", "H", (), Code(f"print({n}, w.sum().item())\n"), needs=("first",)) for n in range(2, 12)
    )
    wanted = snippets(Day("day", "Day", (first, *users), "day.yaml"))
    found = spreads(
        {
            "needs executed by each": lambda: _without_branches(lambda: _wall(level, wanted, 2)),
            "needs executed once": lambda: _wall(level, wanted, 2),
        },
        rounds,
    )
    each, once = found.values()
    yield Line(ROW, "ten snippets, each executes what it needs", each)
    yield bounded(ROW, "the same, needs executed once", once, once.over(each), 1.0)


def _without_branches(measure: Callable[[], float]) -> float:
    usual = Branches.place_for
    Branches.place_for = _root_for  # type: ignore[method-assign, assignment]
    try:
        return measure()
    finally:
        Branches.place_for = usual  # type: ignore[method-assign]


def _root_for(branches: Branches, _snippet: Snippet) -> Place:
    return branches.root


def _wall(level: Level, wanted: Sequence[Snippet], workers: int) -> float:
    """Seconds from the moment that the server is ready."""
    with Runner(level=level, workers=workers) as runner:
        _ = runner.environment
        started = time.perf_counter()
        _run(runner, wanted)
        return time.perf_counter() - started


def _run(runner: Runner, wanted: Sequence[Snippet]) -> None:
    failed = []
    runner.run(wanted, lambda snippet, outcome: None if outcome.status == "ok" else failed.append(snippet.name))
    if failed:
        raise RuntimeError(f"{len(failed)} snippets failed, the first of them {failed[0]}")
