"""`render day04`: with nothing changed, after one word changed, and from nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure import MORE_ROUNDS, SHORTSGEN, Spread, spreads, timed
from bench.options import Options
from bench.project import DAY, prepare, stamps, written
from bench.table import Line, bounded
from shortsgen.project import Project
from shortsgen.store.blobs import Blobs

ROW = "render"
BOUND = 2.5
_IMPORTS = "import typer, rich, jinja2, yaml, pydantic, typst"
_SHORT = "first-custom-model"
_WORD = "reusable"  # stands once in the script, in the hook of that short


def lines(folder: Path, options: Options) -> Iterator[Line]:
    project = prepare(folder / "project")
    _render(project)
    yield from _again(project, options)
    yield from _one_word(project, options)
    yield from _from_nothing(project, options)


def _render(project: Project, *more: str) -> float:
    return timed([*SHORTSGEN, "render", DAY, *more], project.root)


def _again(project: Project, options: Options) -> Iterator[Line]:
    before = stamps(project.root)
    found = spreads(
        {
            "imports": lambda: timed([sys.executable, "-c", _IMPORTS], project.root),
            "nothing changed": lambda: _render(project),
        },
        options.runs * MORE_ROUNDS,
    )
    changed = written(before, stamps(project.root))
    base, again = found.values()
    yield Line(ROW, f"base: python -c '{_IMPORTS}'", base)
    yield bounded(ROW, "render again, nothing changed", again, again.over(base), BOUND)
    remarks = f"of {len(before)} files"
    yield Line(ROW, f"... files written: {len(changed)}", None, None, "0 files", not changed, remarks)


def _one_word(project: Project, options: Options) -> Iterator[Line]:
    """Each round has another word, so that none finds pictures that were kept."""
    script, text = project.script(DAY), project.script(DAY).read_text("utf-8")
    if text.count(_WORD) != 1:
        raise RuntimeError(f"expected the word `{_WORD}` once in {DAY}")
    before, seconds, counts, strays = stamps(project.build(DAY)), [], set(), set[str]()
    for number in range(options.runs):
        script.write_text(text.replace(_WORD, f"portable{number}"), "utf-8")
        seconds.append(_render(project))
        after = stamps(project.build(DAY))
        changed = written(before, after)
        counts.add(len(changed))
        strays |= {name for name in changed if "/" in name and not name.startswith(f"{_SHORT}/")}
        before = after
    own = sum(name.startswith(f"{_SHORT}/") for name in before)
    yield Line(ROW, "render after one word of one short changed", Spread(tuple(seconds)))
    what = f"... files written: {' or '.join(map(str, sorted(counts)))}"
    yield Line(ROW, what, None, None, "its own, the day's", not strays, f"the short has {own} files")


def _from_nothing(project: Project, options: Options) -> Iterator[Line]:
    def emptied(*more: str) -> float:
        shutil.rmtree(Blobs().folder, ignore_errors=True)
        return elsewhere(*more)

    def elsewhere(*more: str) -> float:
        shutil.rmtree(project.build(DAY))
        return _render(project, *more)

    found = spreads(
        {"all files": emptied, "all slides": lambda: emptied("--only", "slides"), "all kept": elsewhere},
        options.runs,
    )
    slides = len(list(project.build(DAY).rglob("slides/*.png")))
    files, pictures, kept = found.values()
    yield Line(ROW, "render into an empty folder, recording fresh", files, remarks=_each(files, slides))
    yield Line(ROW, "... its slides only (PNG, SVG, PDF)", pictures, remarks=_each(pictures, slides))
    yield Line(ROW, "... all files, typeset before for another folder", kept, remarks=_each(kept, slides))


def _each(seconds: Spread, slides: int) -> str:
    return f"{slides} slides, {1000 * seconds.median / slides:.0f} ms a slide"
