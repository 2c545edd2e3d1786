"""A timeline played by a program of others: MLT, on which Kdenlive and Shotcut stand, shows each slide in its time.

MLT reads no OTIO itself. An adapter of others reads ours and writes it as MLT, which asks for the size of the picture,
as each project of such a program does.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import opentimelineio as otio
import pytest

from shortsgen.choices import Color
from shortsgen.cli.console import Screen
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.sound import sound
from shortsgen.pipeline.timelines import TimelineOrder, export_timelines
from shortsgen.plan.shots import shots
from shortsgen.project import Project
from shortsgen.render.frames import frame_at
from shortsgen.render.video.pixels import Pixels
from tests.pipeline.conftest import FakeExecutor
from tests.pipeline.test_timeline_export import clips
from tests.pipeline.test_video import Told
from tests.tools import melt

ROOT = Path(__file__).parents[2]
LIKE = 2  # of 255, on the mean; the filters of both are not the same
SCALE = 4  # how much smaller it is played, so that it takes no time
PROFILE = (
    f'<profile width="{1080 // SCALE}" height="{1920 // SCALE}" frame_rate_num="30" frame_rate_den="1" progressive="1" '
    'colorspace="709" sample_aspect_num="1" sample_aspect_den="1" display_aspect_num="9" display_aspect_den="16"/>'
)


@pytest.fixture
def cut(tmp_path: Path) -> tuple[Path, list[int]]:
    """Short 9 of day 04, exported with its slides, and the frames between which they change in its video."""
    shutil.copytree(ROOT / "scripts_yaml", tmp_path / "scripts_yaml")
    with Session(Project(tmp_path), FakeExecutor(), Screen(Color.NEVER)) as session:
        export_timelines(session, "day04", ["9"], TimelineOrder(tmp_path / "cut"), Told())
        [timeline] = sound(session, "day04", ["9"]).timelines()
    edges = [0, *(frame_at(shot.end, 30) for shot in shots(timeline))]
    return tmp_path / "cut" / "day04-linear-weight-shape.otio", edges


def played(timeline: Path) -> list[Pixels]:
    """Each frame as MLT shows it."""
    text = otio.adapters.write_to_string(otio.adapters.read_from_file(str(timeline)), "mlt_xml")
    document, film = timeline.with_suffix(".mlt"), timeline.with_suffix(".mkv")
    document.write_text(re.sub("<profile[^>]*/>", PROFILE, text).replace("file://", ""))
    consumer = ["-consumer", f"avformat:{film}", "vcodec=ffv1", "pix_fmt=yuv444p", "an=1", "real_time=-1"]
    subprocess.run([melt(), "-silent", str(document), *consumer], check=True, capture_output=True)
    with av.open(film) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def small(file: Path) -> Pixels:
    with av.open(file) as container:
        pixels = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(float)
    return pixels.reshape(1920 // SCALE, SCALE, 1080 // SCALE, SCALE, 3).mean((1, 3))


def seen(frame: Pixels, slides: list[Pixels]) -> int:
    """The slide that a frame shows, by its place; no other may look like it."""
    away = [np.abs(frame - slide).mean() for slide in slides]
    assert min(away) < LIKE
    return int(np.argmin(away))


def test_melt_shows_each_slide_from_its_first_frame_to_its_last(cut: tuple[Path, list[int]]) -> None:
    timeline, edges = cut
    slides, frames = [small(path) for path, _ in clips(timeline)], played(timeline)
    assert len(frames) == edges[-1]
    for place, (first, after) in enumerate(pairwise(edges)):
        assert [seen(frames[at], slides) for at in (first, after - 1)] == [place, place]
