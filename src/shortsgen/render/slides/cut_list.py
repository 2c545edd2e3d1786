"""timeline -> `slides.csv`: which slide an editor shows from when to when."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import groupby

from shortsgen.plan.timeline import Timeline
from shortsgen.render.wording import timestamp
from shortsgen.store.artifact import Artifact


def cut_list(timeline: Timeline) -> Artifact:
    """A row for each slide in order: its file, and when it comes and goes, as hours, minutes, seconds and milliseconds
    from the start of the short. A slide begins where the one before it ends."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("file", "in", "out"))
    for number, group in groupby(timeline.beats, key=lambda beat: beat.slide):
        beats = list(group)
        file = f"slides/{timeline.slides[number - 1].name}.png"
        rows.writerow((file, timestamp(beats[0].start), timestamp(beats[-1].end)))
    return Artifact("slides.csv", text.getvalue().encode())
