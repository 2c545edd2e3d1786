"""Entry: measures the rows that were asked for, and prints the table."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench import (
    rows_check,
    rows_film,
    rows_growth,
    rows_render,
    rows_run,
    rows_scale,
    rows_slides,
    rows_start,
    rows_timelines,
    rows_voice,
    rows_watch,
)
from bench.measure import told
from bench.options import Options
from bench.project import warm
from bench.table import Line, markdown, plain

ROWS: Mapping[str, Callable[[Path, Options], Iterator[Line]]] = {
    rows_check.ROW: rows_check.lines,
    rows_render.ROW: rows_render.lines,
    rows_slides.ROW: rows_slides.lines,
    rows_film.ROW: rows_film.lines,
    rows_run.ROW: rows_run.lines,
    rows_growth.ROW: rows_growth.lines,
    rows_scale.ROW: rows_scale.lines,
    rows_start.ROW: rows_start.lines,
    rows_timelines.ROW: rows_timelines.lines,
    rows_voice.ROW: rows_voice.lines,
    rows_watch.ROW: rows_watch.lines,
}


def main() -> int:
    """Exits with 1 where a bound is not kept."""
    given = _arguments()
    options = Options(runs=given.runs or (2 if given.quick else 5), quick=given.quick)
    warm()
    lines = [line for row in given.rows or ROWS for line in _measured(row, options)]
    sys.stdout.write(plain(lines))
    if given.markdown:
        sys.stdout.write("\n" + markdown(lines))
    return int(any(line.kept is False for line in lines))


def _measured(row: str, options: Options) -> list[Line]:
    told(f"row {row}")
    with tempfile.TemporaryDirectory(prefix="shortsgen-bench-") as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"  # what is learned here stays here
        return list(ROWS[row](Path(folder), options))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the program against its bounds.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"some of: {', '.join(ROWS)}; all by default")
    parser.add_argument("--runs", type=int, help="how many rounds; 5 by default, 2 with --quick")
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown too")
    given = parser.parse_args()
    if unknown := set(given.rows) - set(ROWS):
        parser.error(f"there is no row {', '.join(sorted(unknown))}")
    if given.runs is not None and given.runs < 1:
        parser.error("--runs must be at least 1")
    return given


if __name__ == "__main__":
    sys.exit(main())
