"""timeline -> `slides.csv`: which slide an editor shows from when to when."""

from __future__ import annotations

import csv
from io import StringIO

from shortsgen.plan.shots import shots
from shortsgen.plan.timeline import Timeline
from shortsgen.render.renderer import Material
from shortsgen.render.wording import timestamp
from shortsgen.store.artifact import Artifact


def output(material: Material) -> tuple[Artifact, ...]:
    [timeline] = material.timelines
    return (cut_list(timeline),)


def cut_list(timeline: Timeline) -> Artifact:
    """A row for each slide in order: its file, and when it comes and goes, as hours, minutes, seconds and milliseconds
    from the start of the short. A slide begins where the one before it ends."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("file", "in", "out"))
    for shot in shots(timeline):
        rows.writerow((f"slides/{shot.slide.name}.png", timestamp(shot.start), timestamp(shot.end)))
    return Artifact("slides.csv", text.getvalue().encode())
