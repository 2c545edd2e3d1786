"""Files of video: whole, tagged, and with what is heard where it is seen."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from shortsgen.render.video.coding import Coding
from shortsgen.render.video.mux import Part, join, write
from shortsgen.render.video.segment import encode
from shortsgen.sound.loudness import TARGET, levelled, loudness
from shortsgen.sound.sound import RATE, Sound
from tests.render.video.scenes import SMALL, Square, decoded
from tests.tools import ffprobe


def silence(frames: int, fps: int) -> Sound:
    return Sound(np.zeros(frames * RATE // fps, np.float32))


def streams(file: Path) -> Any:
    """What ffprobe tells of picture and sound."""
    return told(file, "streams")


def told(file: Path, what: str) -> Any:
    """What ffprobe tells of a file, which it must not complain of."""
    command = [ffprobe(), "-v", "error", "-of", "json", f"-show_{what}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return json.loads(done.stdout)[what]


@pytest.fixture
def video(tmp_path: Path) -> Path:
    segments = [encode(Square(frames=40, every=3), SMALL), encode(Square(frames=51), SMALL)]
    write(tmp_path / "video.mp4", SMALL, segments, silence(91, 30), "A title")
    return tmp_path / "video.mp4"


def test_the_picture_is_tagged_as_what_it_is(video: Path) -> None:
    picture, heard = streams(video)
    assert picture["codec_name"] == "h264"
    assert (picture["profile"], picture["pix_fmt"], picture["avg_frame_rate"]) == ("High", "yuv420p", "30/1")
    assert picture["color_range"] == "tv"
    assert {picture[f"color_{what}"] for what in ("space", "transfer", "primaries")} == {"bt709"}
    assert (heard["codec_name"], heard["sample_rate"], heard["channels"]) == ("aac", "48000", 2)


def test_all_frames_are_there_and_the_sound_ends_with_the_last(video: Path) -> None:
    picture, heard = streams(video)
    assert int(picture["nb_frames"]) == len(decoded(video)) == 91
    assert float(picture["start_time"]) == float(heard["start_time"]) == 0
    assert abs(float(picture["duration"]) - float(heard["duration"])) < 0.001


def test_the_index_comes_first_so_that_it_plays_while_it_loads(video: Path) -> None:
    data = video.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_title_is_in_the_file(video: Path) -> None:
    with av.open(video) as container:
        assert container.metadata["title"] == "A title"


def test_joined_files_are_chapters_of_the_same_pictures(tmp_path: Path, video: Path) -> None:
    short = encode(Square(frames=33, ground=(200, 10, 10)), SMALL)
    write(tmp_path / "short.mp4", SMALL, [short], silence(33, 30), "")
    parts = [Part(video, 91, "One"), Part(tmp_path / "short.mp4", 33, "Two"), Part(video, 91, "Three")]
    join(tmp_path / "day.mp4", SMALL, parts, "Day")
    found = told(tmp_path / "day.mp4", "chapters")
    spans = [(one["tags"]["title"], float(one["start_time"]), float(one["end_time"])) for one in found]
    assert spans == [("One", 0, 3.033), ("Two", 3.033, 4.133), ("Three", 4.133, 7.167)]  # to the millisecond
    pictures = [decoded(part.file) for part in parts]
    joined = decoded(tmp_path / "day.mp4")
    assert len(joined) == 215
    for one, other in zip(joined, [frame for part in pictures for frame in part], strict=True):
        assert all(np.array_equal(*planes) for planes in zip(one, other, strict=True))


@pytest.mark.parametrize("fps", [24, 25, 30, 60])
def test_a_click_is_heard_while_its_frame_is_seen(tmp_path: Path, fps: int) -> None:
    """The second scene is light, and begins with a click; after a minute, and when it is joined, after two."""
    coding, file = Coding(fps=fps, width=64, height=96), tmp_path / "video.mp4"
    dark, light = Square(frames=59 * fps + 7, every=fps), Square(frames=fps, ground=(250, 250, 250))
    sound = silence(dark.frames + light.frames, fps)
    clicked = dark.frames * RATE // fps
    sound.samples[clicked : clicked + 48] = 0.9
    write(tmp_path / "short.mp4", coding, [encode(dark, coding), encode(light, coding)], sound, "")
    join(file, coding, [Part(tmp_path / "short.mp4", 60 * fps + 7, "")] * 2, "")
    lit = [frame[0].mean() > 150 for frame in decoded(file)]
    loud = np.flatnonzero(np.abs(heard(file).samples) > 0.4) / RATE
    for seen in (dark.frames, 60 * fps + 7 + dark.frames):
        assert (lit[seen - 1], lit[seen]) == (False, True)
        assert np.abs(loud - seen / fps).min() < 0.002


def test_the_same_is_written_each_time(tmp_path: Path, video: Path) -> None:
    segments = [encode(Square(frames=40, every=3), SMALL), encode(Square(frames=51), SMALL)]
    write(tmp_path / "again.mp4", SMALL, segments, silence(91, 30), "A title")
    assert (tmp_path / "again.mp4").read_bytes() == video.read_bytes()


def syllables(seconds: int) -> Sound:
    """Harmonics that swell four times a second, with a plosive at the start of each."""
    time = np.arange(seconds * RATE) / RATE
    tones = sum(np.sin(2 * np.pi * 120 * number * time) / number for number in range(1, 30))
    samples = (0.05 * tones * np.sin(np.pi * 4 * time) ** 2).astype(np.float32)
    samples[:: RATE // 4] += 0.7
    return Sound(samples)


def heard(file: Path) -> Sound:
    with av.open(file) as container:
        return Sound(np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)]))


def test_what_comes_out_is_as_loud_as_apps_play_it_and_no_peak_is_cut(tmp_path: Path) -> None:
    """Also after AAC, which adds to peaks, and after it is joined."""
    file, day = tmp_path / "short.mp4", tmp_path / "day.mp4"
    write(file, SMALL, [encode(Square(frames=180), SMALL)], levelled(syllables(6)), "")
    join(day, SMALL, [Part(file, 180, "")] * 2, "")
    for one in (file, day):
        found = loudness(heard(one))
        assert found.integrated == pytest.approx(TARGET, abs=0.3)
        assert found.peak < -1
