"""Typesets all slides of a day into files of one format, and writes how long that took without starting up.

Started as `python -P typeset.py REPORT DAY FORMAT OUT`, in the project's folder.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

from shortsgen.pipeline.day import load_day
from shortsgen.plan.timeline import Timeline
from shortsgen.project import Project
from shortsgen.render.slides.typeset import Format, Slides
from shortsgen.render.templates import Templates
from shortsgen.run.cores import cores


def day_timelines(project: Project, day: str) -> list[Timeline]:
    """The timelines of a day whose recording is fresh."""
    loaded = load_day(project, day)
    outcomes = {one.name: outcome for one in loaded.snippets if (outcome := loaded.recording.fresh(one))}
    return [loaded.timeline(short, outcomes) for short in loaded.day.shorts]


def typeset(timelines: Sequence[Timeline], form: Format, out: Path) -> None:
    """As `render` does it: by as many threads as there are cores."""
    slides = Slides(Templates())
    with ThreadPoolExecutor(cores()) as pool:
        made = pool.map(lambda timeline: slides.render(timeline, formats=(form,)), timelines)
        for timeline, artifacts in zip(timelines, made, strict=True):
            for artifact in artifacts:
                (out / f"{timeline.short.id}-{artifact.path.replace('/', '-')}").write_bytes(artifact.data)


def main() -> None:
    report, day, form, out = sys.argv[1:]
    timelines = day_timelines(Project(Path.cwd()), day)
    started = time.perf_counter()
    typeset(timelines, cast(Format, form), Path(out))
    Path(report).write_text(str(time.perf_counter() - started))


if __name__ == "__main__":
    main()
