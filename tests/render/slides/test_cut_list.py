"""`slides.csv`: what an editor lays end to end."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given

from shortsgen.render.slides.cut_list import cut_list
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from tests.factory import make_timeline
from tests.strategies import timelines


def read(timeline):
    artifact = cut_list(timeline)
    assert artifact.path == "slides.csv"
    return list(csv.DictReader(StringIO(artifact.data.decode())))


def milliseconds(text):
    hours, minutes, seconds = text.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def test_each_slide_has_a_row_with_its_file_and_times():
    assert cut_list(make_timeline()).data.decode() == (
        "file,in,out\n"
        "slides/01-hook.png,00:00:00.000,00:00:01.000\n"
        "slides/02-code.png,00:00:01.000,00:00:02.000\n"
        "slides/03-output.png,00:00:02.000,00:00:03.000\n"
        "slides/04-mistake.png,00:00:03.000,00:00:04.000\n"
    )


def test_the_files_are_those_that_are_made():
    timeline = make_timeline()
    made = [one.path for one in Slides(Templates()).render(timeline, formats=("png",)) if one.path.endswith(".png")]
    assert [row["file"] for row in read(timeline)] == made


@given(timelines())
def test_slides_fill_the_whole_short_without_a_gap(timeline):
    rows = read(timeline)
    times = [(milliseconds(row["in"]), milliseconds(row["out"])) for row in rows]
    assert [start for start, _ in times] == [0, *(end for _, end in times[:-1])]
    assert times[-1][1] == timeline.end
    assert [row["file"] for row in rows] == [f"slides/{slide.name}.png" for slide in timeline.slides]
