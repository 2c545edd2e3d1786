"""`check day04`, cold, against executing the same code without isolation, and against its peers."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import peers
from bench.measure import SHORTSGEN, Spread, spreads, timed, told
from bench.options import Options
from bench.project import DAY, TALK, prepare, sources, without_mistakes
from bench.table import Line, bounded
from shortsgen.pipeline.day import load_day
from shortsgen.run.outside.level import Level, missing

ROW = "check"
BOUND = 1.0


def lines(folder: Path, options: Options) -> Iterator[Line]:
    project = prepare(folder / "project")
    codes = sources(without_mistakes(project))
    program = str(peers.one_process(codes, folder))
    found = spreads(
        {
            "one process": lambda: timed([sys.executable, program], folder),
            "check, nothing learned": lambda: timed([*SHORTSGEN, "check", TALK], project.root, _no_cache(folder)),
            "check": lambda: timed([*SHORTSGEN, "check", TALK], project.root),
            "check, mistakes made": lambda: timed([*SHORTSGEN, "check", DAY], project.root),
        },
        options.runs,
    )
    base, first, like, whole = found.values()
    made = len(load_day(project, DAY).snippets)
    level = Level.BASIC if missing() else Level.STRICT
    yield Line(ROW, f"base: the {len(codes)} snippets in one process, exec", base)
    what = f"check, the same {len(codes)} snippets, isolated"
    yield bounded(ROW, f"{what}, nothing learned", first, first.over(base), BOUND, f"sandbox {level.value}")
    yield bounded(ROW, what, like, like.over(base), BOUND, f"sandbox {level.value}")
    yield Line(ROW, "check day04 as it is, mistakes really made", whole, whole.over(base), remarks=f"{made} snippets")
    if not options.quick:
        yield from _peers(codes, folder, base)


def _no_cache(folder: Path) -> dict[str, str]:
    """An environment in which nothing was learned in an earlier run."""
    return {"XDG_CACHE_HOME": tempfile.mkdtemp(dir=folder)}


def _peers(codes: list[str], folder: Path, base: Spread) -> Iterator[Line]:
    told("python -c for each")
    each = Spread((peers.process_each(codes, folder),))
    yield Line(ROW, f"peer: python -c, {len(codes)} times", each, each.over(base))
    if not peers.has_notebooks():
        yield Line(ROW, "peer: nbclient", remarks="not installed")
        return
    told("a notebook for each")
    notebooks = Spread((peers.notebook_each(codes, folder),))
    yield Line(ROW, f"peer: nbclient, {len(codes)} notebooks", notebooks, notebooks.over(base))
