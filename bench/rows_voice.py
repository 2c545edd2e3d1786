"""`render day04 --voice spoken`: the day synthesised and measured, against how long it speaks, and then again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.measure import SHORTSGEN, Spread, spreads, timed
from bench.options import Options
from bench.project import DAY, prepare, stamps, written
from bench.table import Line
from shortsgen.project import Project
from shortsgen.store.blobs import Blobs

ROW = "voice"
REAL_TIME = 20  # times as fast as it speaks
_ASKED = ("render", DAY, "--only", "data")


def lines(folder: Path, options: Options) -> Iterator[Line]:
    project = prepare(folder / "project")
    seconds = spreads({"from nothing": lambda: _from_nothing(project)}, 1 if options.quick else options.runs)
    found = seconds["from nothing"]
    speech = _speech(project)
    faster = Spread(tuple(speech / value for value in found.values))
    kept = faster.median >= REAL_TIME
    remarks = f"{speech:.0f} s of speech, whole process"
    yield Line(ROW, "say and measure the day", found, faster, f"at least {REAL_TIME}", kept, remarks)
    yield from _again(project, options)


def _again(project: Project, options: Options) -> Iterator[Line]:
    before, sounds = stamps(project.root), _sounds()
    found = spreads({"spoken": lambda: _spoken(project)}, options.runs)
    changed = written(before, stamps(project.root)) | (sounds ^ _sounds())
    yield Line(ROW, "again, nothing changed", found["spoken"])
    yield Line(ROW, f"... files and sounds written: {len(changed)}", None, None, "0", not changed)


def _sounds() -> set[str]:
    return {path.name for path in Blobs().folder.rglob("*") if path.is_file()}


def _spoken(project: Project) -> float:
    return timed([*SHORTSGEN, *_ASKED, "--voice", "spoken"], project.root)


def _from_nothing(project: Project) -> float:
    """Without anything that was said before."""
    shutil.rmtree(Blobs().folder, ignore_errors=True)
    return _spoken(project)


def _speech(project: Project) -> float:
    """Seconds from the first word to the last of all lines."""
    shorts = [json.loads(path.read_text("utf-8")) for path in project.build(DAY).glob("*/short.json")]
    spoken = [beat["words"] for short in shorts for beat in short["beats"] if beat["words"]]
    return float(sum(words[-1]["end"] - words[0]["start"] for words in spoken)) / 1000
