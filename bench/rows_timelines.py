"""Timelines of day04 for editing programs: written in all formats beside slides that are there, and exported again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.measure import SHORTSGEN, spreads, timed
from bench.options import Options
from bench.project import DAY, prepare, stamps, written
from bench.table import Line, bounded
from shortsgen.project import Project

ROW = "timelines"
BOUND = 3  # times a render that has nothing to do
_FORMATS = ("otio", "xml", "fcpxml", "edl")


def lines(folder: Path, options: Options) -> Iterator[Line]:
    """Against a render of which nothing changed, which reads the same day, and writes none of it."""
    project = prepare(folder / "project")
    for words in (("render", DAY), _made(), _exported()):
        timed([*SHORTSGEN, *words], project.root)
    before = stamps(project.root / "cut")
    found = spreads(
        {
            "nothing changed": lambda: timed([*SHORTSGEN, "render", DAY], project.root),
            "all formats": lambda: _anew(project),
            "exported again": lambda: timed([*SHORTSGEN, *_exported()], project.root),
        },
        options.runs,
    )
    base, formats, again = found.values()
    files = sum(len(list(project.build(DAY).rglob(f"*.{suffix}"))) for suffix in _FORMATS)
    yield Line(ROW, "base: render again, nothing changed", base)
    yield bounded(
        ROW, "render --only timelines, slides are there", formats, formats.over(base), BOUND, f"{files} files"
    )
    yield bounded(ROW, "export timeline again, nothing changed", again, again.over(base), BOUND)
    changed = written(before, stamps(project.root / "cut"))
    yield Line(ROW, f"... files written: {len(changed)}", None, None, "0 files", not changed, f"of {len(before)} files")


def _made() -> tuple[str, ...]:
    return "render", DAY, "--only", "timelines"


def _exported() -> tuple[str, ...]:
    return "export", "timeline", DAY, "-o", "cut"


def _anew(project: Project) -> float:
    for suffix in _FORMATS:
        for file in project.build(DAY).rglob(f"*.{suffix}"):
            file.unlink()
    return timed([*SHORTSGEN, *_made()], project.root)
