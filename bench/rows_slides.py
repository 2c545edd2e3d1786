"""All slides of day04, against Marp, which prints Markdown with a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench import typeset
from bench.marp_deck import lacking, marp, write_deck
from bench.measure import SHORTSGEN, Spread, spreads, timed
from bench.options import Options
from bench.project import DAY, prepare, stamps, written
from bench.table import Line
from shortsgen.project import Project

ROW = "slides"
PNG, PDF = 5, 15  # times as fast as Marp


def lines(folder: Path, options: Options) -> Iterator[Line]:
    project = prepare(folder / "project")
    yield from _unchanged(project)
    if missing := lacking():
        yield Line(ROW, "Marp was not measured", remarks=f"missing: {missing}")
        return
    deck = write_deck(typeset.day_timelines(project, DAY), folder / "marp")
    yield from _against(project, deck, options, "png", ("--images", "png"), PNG)
    yield from _against(project, deck, options, "pdf", ("--pdf",), PDF)


def _against(
    project: Project, deck: Path, options: Options, form: str, flags: tuple[str, ...], bound: float
) -> Iterator[Line]:
    """The whole process of each; and of ours the typesetting alone, since Python starts as long as that takes."""
    alone: list[float] = []
    found = spreads(
        {f"Marp, {form}": lambda: marp(deck, *flags), f"ours, {form}": lambda: _ours(project, form, alone)},
        options.runs,
    )
    theirs, ours = found.values()
    count = len(list(deck.parent.glob("*.png"))) or "the same"
    yield Line(ROW, f"peer: marp {' '.join(flags)}", theirs, remarks=f"{count} slides of 1080x1920")
    whole, inner = theirs.over(ours), theirs.over(Spread(tuple(alone)))
    yield _at_least(f"all slides as {form.upper()}, a fresh process", ours, whole, PNG if form == "png" else None)
    yield _at_least(f"... typeset and written, without starting up, {form.upper()}", Spread(tuple(alone)), inner, bound)


def _at_least(what: str, seconds: Spread, ratio: Spread, bound: float | None) -> Line:
    if bound is None:
        return Line(ROW, what, seconds, ratio)
    return Line(ROW, what, seconds, ratio, f"{bound:g} at least", ratio.median >= bound)


def _ours(project: Project, form: str, alone: list[float]) -> float:
    report, out = project.root / "typeset.txt", project.root / "typeset"
    out.mkdir(exist_ok=True)
    for file in out.iterdir():
        file.unlink()
    program = str(Path(typeset.__file__))
    seconds = timed([sys.executable, "-P", program, str(report), DAY, form, str(out)], project.root)
    alone.append(float(report.read_text()))
    return seconds


def _unchanged(project: Project) -> Iterator[Line]:
    """One short is changed: the slides of all others stay as they are."""
    timed([*SHORTSGEN, "render", DAY, "--only", "slides"], project.root)
    before = stamps(project.build(DAY))
    script = project.script(DAY)
    script.write_text(script.read_text("utf-8").replace("reusable", "portable"), "utf-8")
    seconds = timed([*SHORTSGEN, "render", DAY, "--only", "slides"], project.root)
    changed = {name for name in written(before, stamps(project.build(DAY))) if "/slides" in name}
    shorts = {name.split("/")[0] for name in changed}
    what = "one short changed: slides of other shorts written: " + str(len(shorts) - 1)
    yield Line(ROW, what, Spread((seconds,)), None, "0", len(shorts) == 1, f"{len(changed)} files written")
