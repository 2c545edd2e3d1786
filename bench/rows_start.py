"""What a command costs before it does anything, against an interpreter that does nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure import MORE_ROUNDS, SHORTSGEN, spreads, timed
from bench.options import Options
from bench.project import prepare
from bench.table import Line

ROW = "start"


def lines(folder: Path, options: Options) -> Iterator[Line]:
    root = prepare(folder / "project").root
    found = spreads(
        {
            "python -c pass": lambda: timed([sys.executable, "-c", "pass"], root),
            "--help": lambda: timed([*SHORTSGEN, "--help"], root),
            "list": lambda: timed([*SHORTSGEN, "list"], root),
        },
        options.runs * MORE_ROUNDS,
    )
    base = found["python -c pass"]
    yield Line(ROW, "base: python -c pass", base)
    for name in ("--help", "list"):
        yield Line(ROW, f"shortsgen {name}", found[name], found[name].over(base))
