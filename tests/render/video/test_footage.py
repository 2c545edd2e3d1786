"""Footage: each frame of a video shows what the take shows at that time, in its place, under or beside the slide."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from shortsgen.layout.area import HEIGHT, WIDTH
from shortsgen.render.video.footage import WHOLE, Behind, Below, Footage, Layer, has_picture, pictures
from shortsgen.render.video.pixels import Box
from shortsgen.render.video.scene import Patch
from tests.tools import ffmpeg

LEVEL = 4  # by which each frame of the take is brighter than the one before it


@pytest.fixture(scope="module")
def take(tmp_path_factory: pytest.TempPathFactory) -> Footage:
    """Two seconds at 25 frames a second, wide, each frame a gray of its own with a red bar along its left edge."""
    file = tmp_path_factory.mktemp("take") / "take.mp4"
    with av.open(file, "w") as container:
        stream = container.add_stream("libx264", 25, width=320, height=180, pix_fmt="yuv420p")
        stream.codec_context.options = {"crf": "1", "g": "10"}
        for number in range(50):
            pixels = np.full((180, 320, 3), 20 + LEVEL * number, np.uint8)
            pixels[:, :16] = (255, 0, 0)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return Footage(file, "digest", ((0, 0),))


def level(picture: NDArray[np.uint8]) -> int:
    """The number of the frame of the take that this is."""
    return round((float(picture[picture.shape[0] // 2, picture.shape[1] // 2].mean()) - 20) / LEVEL)


@pytest.mark.parametrize(("start", "fps"), [(0, 30), (0, 25), (417, 30), (1000, 60), (40, 24)])
def test_what_is_seen_is_what_the_take_shows_then(take: Footage, start: float, fps: int) -> None:
    footage = Footage(take.file, take.digest, ((start, start),))
    found = [level(one) for one in islice(pictures(footage, Box(0, 0, 64, 96), fps), 20)]
    times = [start / 1000 + number / fps for number in range(20)]
    assert found == [int(time * 25 + 1e-6) for time in times]


def test_stretches_follow_each_other_and_the_last_one_goes_on(take: Footage) -> None:
    footage = Footage(take.file, "", ((400, 600), (1200, 1240)))
    found = [level(one) for one in islice(pictures(footage, Box(0, 0, 64, 96), 25), 9)]
    assert found == [10, 11, 12, 13, 14, 30, 31, 32, 33]
    assert [footage.after(time) for time in (0, 199, 200, 300)] == [400, 599, 1200, 1300]


def test_a_video_has_a_picture_and_a_sound_with_a_cover_has_none(take: Footage, tmp_path: Path) -> None:
    cover, sound = tmp_path / "cover.png", tmp_path / "sound.mp3"
    command = [ffmpeg(), "-v", "error", "-i", str(take.file), "-frames:v", "1", str(cover)]
    subprocess.run(command, check=True)
    silence = ["-f", "lavfi", "-i", "anullsrc=d=1", "-i", str(cover), "-map", "0", "-map", "1"]
    subprocess.run([ffmpeg(), "-v", "error", *silence, "-disposition:v", "attached_pic", str(sound)], check=True)
    assert has_picture(take.file)
    assert not has_picture(sound)


def test_at_the_end_the_last_picture_stays(take: Footage) -> None:
    for start in (1900, 5000):
        shown = list(islice(pictures(Footage(take.file, "", ((start, start),)), Box(0, 0, 64, 96), 30), 40))
        assert level(shown[-1]) == 49


def test_it_fills_its_place_and_what_is_beyond_is_cut_off(take: Footage) -> None:
    upright, wide = (next(pictures(take, place, 30)) for place in (WHOLE, Box(0, 0, 320, 180)))
    assert (upright.shape, wide.shape) == ((HEIGHT, WIDTH, 3), (180, 320, 3))
    assert not (upright[..., 0] > 200).any(), "the bar at its edge is beyond"
    assert (wide[:, 4, 0] > 200).all()


def test_a_phone_that_was_held_upright_is_kept_to(take: Footage, tmp_path: Path) -> None:
    file = tmp_path / "phone.mp4"
    command = [ffmpeg(), "-v", "error", "-i", str(take.file), "-c", "copy", "-metadata:s:v", "rotate=90", str(file)]
    subprocess.run(command, check=True)
    shown = next(pictures(Footage(file, "", ((0, 0),)), Box(0, 0, 180, 320), 30))
    seen = tmp_path / "seen.png"
    subprocess.run([ffmpeg(), "-v", "error", "-i", str(file), "-frames:v", "1", str(seen)], check=True)
    with av.open(seen) as container:
        wanted = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(shown.astype(int) - wanted).mean() < 4


def test_transparency_is_mixed_and_where_there_is_none_the_ground_stays() -> None:
    ground, layer = np.full((HEIGHT, WIDTH, 3), 100, np.uint8), Layer()
    assert (layer.on(ground) == 100).all()
    layer.paint(Patch(0, 150, np.full((150, 8, 4), (200, 0, 50, 128), np.uint8)))
    layer.paint(Patch(0, 300, np.full((10, 8, 4), (1, 2, 3, 255), np.uint8)))
    mixed = layer.on(ground)
    assert (mixed[:150] == 100).all()
    assert (mixed[310:] == 100).all()
    assert (mixed[:, 8:] == 100).all()
    assert (mixed[150:300, :8] == (150, 50, 75)).all()
    assert (mixed[300:310, :8] == (1, 2, 3)).all()


def test_mixing_is_no_further_from_the_exact_value_than_rounding() -> None:
    levels = np.arange(256)
    ground = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for alpha in (0, 1, 77, 128, 254, 255):
        layer, color = Layer(), 201
        layer.paint(Patch(0, 0, np.full((2, 256, 4), (color, color, color, alpha), np.uint8)))
        ground[:2, :256] = levels[:, None]
        exact = (color * alpha + levels * (255 - alpha)) / 255
        assert np.abs(layer.on(ground)[0, :256, 0] - exact).max() <= 0.5


@dataclass(frozen=True)
class Plate:
    """A plate that comes with the second frame."""

    frames: int = 3
    key: str = "plate"
    channels: int = 4

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        yield (Patch(0, 0, np.zeros((HEIGHT, WIDTH, self.channels), np.uint8)),)
        yield (Patch(100, 200, np.full((50, 300, self.channels), 255, np.uint8)),)
        yield from ((),) * (self.frames - 2)


def test_behind_a_scene_it_is_the_ground(take: Footage) -> None:
    found = [patches[0].pixels for patches in Behind(Plate(), take, 25).patches()]
    assert [level(one) for one in found] == [0, 1, 2]
    assert [one[220, 200].tolist() == [255, 255, 255] for one in found] == [False, True, True]


def test_below_a_scene_it_stands_in_its_place_and_the_scene_is_as_it_was(take: Footage) -> None:
    place = Box(0, 1440, WIDTH, HEIGHT)
    found = list(Below(Plate(channels=3), take, 25, place).patches())
    assert [len(patches) for patches in found] == [2, 2, 1]
    assert [level(patches[-1].pixels) for patches in found] == [0, 1, 2]
    assert {(patches[-1].x, patches[-1].y, *patches[-1].pixels.shape) for patches in found} == {
        (0, 1440, 480, WIDTH, 3)
    }


@pytest.mark.parametrize("fps", [25, 50])
def test_what_is_the_same_as_before_is_not_told_again(take: Footage, fps: int) -> None:
    place = Box(0, 1440, WIDTH, HEIGHT)
    for scene in (Behind(Plate(frames=9), take, fps), Below(Plate(frames=9, channels=3), take, fps, place)):
        told = [bool(patches) for patches in scene.patches()]
        assert told == [number < 2 or number % (fps // 25) == 0 for number in range(9)]


def test_another_take_another_time_and_another_scene_are_other_segments(take: Footage) -> None:
    one = Behind(Plate(), take, 25)
    place = Box(0, 1440, WIDTH, HEIGHT)
    others = [
        Behind(Plate(key="other"), take, 25),
        Behind(Plate(), Footage(take.file, "other", take.stretches), 25),
        Behind(Plate(), Footage(take.file, take.digest, ((40, 80),)), 25),
        Below(Plate(), take, 25, place),
    ]
    assert len({one.key, *(other.key for other in others)}) == 5
