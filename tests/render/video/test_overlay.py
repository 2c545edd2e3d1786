"""ProRes with alpha: colours and transparency as painted, each frame whole, repeated where nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest

from shortsgen.render.video.overlay import write
from shortsgen.render.video.scene import Patch
from shortsgen.sound.sound import RATE, Sound
from tests.render.video.scenes import SMALL
from tests.render.video.test_mux import told

COLORS = [(255, 128, 0, 128), (0, 0, 255, 255), (10, 200, 90, 0), (255, 255, 255, 255)]


@dataclass(frozen=True)
class Colors:
    """A colour after the other, each for five frames."""

    frames: int = 20
    key: str = ""

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        for number in range(self.frames):
            pixels = np.full((96, 64, 4), COLORS[number // 5], np.uint8)
            yield (Patch(0, 0, pixels),) if number % 5 == 0 else ()


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    heard: list[int] = []
    write(tmp_path / "o.mov", SMALL, [Colors()], Sound(np.zeros(20 * RATE // 30, np.float32)), "T", heard.append)
    assert heard == [20]
    return tmp_path / "o.mov"


def test_colors_and_alpha_come_out_as_they_were_painted(overlay: Path) -> None:
    with av.open(overlay) as container:
        frames = [frame.to_ndarray(format="rgba")[40, 30] for frame in container.decode(video=0)]
    assert len(frames) == 20
    for number, pixel in enumerate(frames):
        *color, alpha = COLORS[number // 5]
        assert abs(int(pixel[3]) - alpha) <= 1
        assert np.abs(pixel[:3].astype(int) - color).max() <= 2


def test_it_is_tagged_as_what_it_is(overlay: Path) -> None:
    picture, heard = told(overlay, "streams")
    assert (picture["codec_name"], picture["profile"], picture["nb_frames"]) == ("prores", "4444", "20")
    assert {picture[f"color_{what}"] for what in ("space", "transfer", "primaries")} == {"bt709"}
    assert (heard["codec_name"], heard["duration"]) == ("pcm_s16le", picture["duration"])
