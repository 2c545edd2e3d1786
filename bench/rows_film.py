"""`video`: a short against Remotion and MoviePy, the whole day against its own length, and what one word costs."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import peak, typeset
from bench.film_peers import FPS, lacking, moviepy, remotion, write_short
from bench.measure import SHORTSGEN, Spread, spreads, timed
from bench.options import Options
from bench.project import DAY, prepare
from bench.table import Line
from shortsgen.project import Project
from shortsgen.store.blobs import Blobs

ROW = "film"
AGAINST_REMOTION, AGAINST_MOVIEPY, REAL_TIME = 8, 15, 8  # times as fast
ONE_WORD = 1.5  # seconds
AGAIN = 1.5  # times as long
MEMORY = 600  # MiB
_SHORT = "first-custom-model"
_WORD = "Then you call"  # in one line of that short
_ENCODED = re.compile(r"(\d+) of (\d+) segments? encoded")


def lines(folder: Path, options: Options) -> Iterator[Line]:
    project = prepare(folder / "project")
    yield from _against_peers(project, folder, options)
    yield from _whole_day(project, options)
    yield from _kits(project, options)
    yield from _one_word(project, options)


def _video(project: Project, *words: str) -> float:
    return timed([*SHORTSGEN, "video", DAY, *words], project.root)


def _from_nothing(project: Project, *words: str) -> float:
    """Without anything that was typeset or encoded before."""
    shutil.rmtree(Blobs().folder, ignore_errors=True)
    shutil.rmtree(project.build(DAY), ignore_errors=True)
    return _video(project, *words)


def _against_peers(project: Project, folder: Path, options: Options) -> Iterator[Line]:
    if missing := lacking():
        yield Line(ROW, "Remotion and MoviePy were not measured", remarks=f"missing: {missing}")
        return
    timeline = next(one for one in typeset.day_timelines(project, DAY) if one.short.id == _SHORT)
    short = write_short(timeline, folder / "peers")
    found = spreads(
        {
            "ours": lambda: _from_nothing(project, _SHORT),
            "Remotion": lambda: remotion(short),
            "MoviePy": lambda: moviepy(short),
        },
        1 if options.quick else min(3, options.runs),
    )
    ours, theirs, others = found.values()
    length = timeline.end / 1000
    yield Line(ROW, "one short, a fresh process, nothing kept", ours, remarks=_speed(length, ours))
    yield _at_least("peer: Remotion", theirs, theirs.over(ours), AGAINST_REMOTION, _speed(length, theirs))
    yield _at_least("peer: MoviePy", others, others.over(ours), AGAINST_MOVIEPY, _speed(length, others))


def _whole_day(project: Project, options: Options) -> Iterator[Line]:
    seconds = sum(timeline.end for timeline in typeset.day_timelines(project, DAY)) / 1000
    found = Spread(tuple(_from_nothing(project) for _ in range(1 if options.quick else 2)))
    ratio = Spread(tuple(seconds / one for one in found.values))
    yield _at_least("all shorts of day04, nothing kept; as fast as they last", found, ratio, REAL_TIME)
    again = Spread(tuple(_video(project) for _ in range(options.runs)))
    yield Line(ROW, "again, with nothing changed", again)
    few, all_ = (_peak(project, *words) for words in (("1-10",), ()))
    told = f"{all_:.0f} MiB; of 10 shorts {few:.0f}"
    yield Line(ROW, "peak memory of the whole day", None, None, f"{MEMORY} MiB", all_ < MEMORY, told)


def _kits(project: Project, options: Options) -> Iterator[Line]:
    """Of videos that are there: made, and again with nothing to do, beside a render with nothing to do."""
    _video(project)
    timed([*SHORTSGEN, "render", DAY], project.root)
    first = timed([*SHORTSGEN, "publish", DAY], project.root)
    yield Line(ROW, "publish: kits of all shorts, whose videos are there", Spread((first,)))
    found = spreads(
        {
            "render": lambda: timed([*SHORTSGEN, "render", DAY], project.root),
            "publish": lambda: timed([*SHORTSGEN, "publish", DAY], project.root),
        },
        options.runs,
    )
    render, publish = found.values()
    ratio = publish.over(render)
    kept = ratio.median <= AGAIN
    yield Line(ROW, "publish again, with nothing changed; against render so", publish, ratio, f"{AGAIN:g}", kept)


def _peak(project: Project, *words: str) -> float:
    """MiB, of a process that makes all of it."""
    shutil.rmtree(Blobs().folder, ignore_errors=True)
    shutil.rmtree(project.build(DAY), ignore_errors=True)
    report = project.root / "peak.json"
    timed([sys.executable, "-P", str(Path(peak.__file__)), str(report), "run", "video", DAY, *words], project.root)
    return float(json.loads(report.read_text())["main"]) / 1024


def _one_word(project: Project, options: Options) -> Iterator[Line]:
    """Of the whole day, of which one line of one short says another word each time."""
    _video(project)
    script, seconds, encoded = project.script(DAY), [], set()
    text, said = script.read_text("utf-8"), project.root / "said.txt"
    for number in range(options.runs):
        script.write_text(text.replace(_WORD, f"So {'now ' * (number + 1)}you call"), "utf-8")
        seconds.append(timed([*SHORTSGEN, "video", DAY], project.root, said=said))
        encoded |= set(_ENCODED.findall(said.read_text()))
    found = Spread(tuple(seconds))
    what = " or ".join(f"{one} of {of}" for one, of in sorted(encoded))
    yield Line(ROW, "one word of one short changed", found, None, f"{ONE_WORD} s", found.median <= ONE_WORD)
    yield Line(ROW, f"... segments encoded: {what}", None, None, "its own", {one for one, _ in encoded} == {"1"})


def _speed(length: float, seconds: Spread) -> str:
    return f"{length * FPS / seconds.median:.0f} frames a second, {length / seconds.median:.1f} times real time"


def _at_least(what: str, seconds: Spread, ratio: Spread, bound: float, remarks: str = "") -> Line:
    return Line(ROW, what, seconds, ratio, f"{bound:g} at least", ratio.median >= bound, remarks)
