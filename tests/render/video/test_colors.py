"""Colours, end to end: what is painted is what other programs show."""

from __future__ import annotations

import subprocess
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from shortsgen.render.video.coding import Coding
from shortsgen.render.video.mux import write
from shortsgen.render.video.scene import Patch
from shortsgen.render.video.segment import encode
from tests.render.video.test_mux import silence
from tests.tools import ffmpeg

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Of the dark look, and white.
COLORS = [(11, 14, 20), (22, 27, 38), (255, 200, 87), (255, 138, 128), (205, 176, 255), (116, 224, 207), (255,) * 3]
HEIGHT = 64  # px of each
CODING = Coding(width=128, height=HEIGHT * len(COLORS))
SHOWN = """async ([address, count, height]) => {
  const video = document.querySelector("video"), canvas = document.querySelector("canvas");
  video.src = address;
  await new Promise((done, failed) => {
    video.onseeked = done;
    video.onerror = failed;
    video.currentTime = 0.5;
  });
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  const at = row => [...context.getImageData(64, height * (row + 0.5), 1, 1).data].slice(0, 3);
  return [...Array(count).keys()].map(at);
}"""


@dataclass(frozen=True)
class Stripes:
    """A stripe of each colour, which stands still."""

    frames: int = 30
    key: str = ""

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        rows = np.array(COLORS, np.uint8).repeat(HEIGHT, 0)
        yield (Patch(0, 0, rows[:, None].repeat(CODING.width, 1)),)
        yield from ((),) * (self.frames - 1)


@pytest.fixture
def stripes(tmp_path: Path) -> Path:
    write(tmp_path / "stripes.mp4", CODING, [encode(Stripes(), CODING)], silence(30, 30), "")
    return tmp_path / "stripes.mp4"


def test_ffmpeg_shows_each_color_within_two_levels(stripes: Path) -> None:
    """It knows of the file only what that says of itself."""
    exact = ("-sws_flags", "accurate_rnd+full_chroma_int")
    command = [ffmpeg(), "-v", "error", "-i", str(stripes), *exact, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    data = subprocess.run(command, capture_output=True, check=True).stdout
    frames = np.frombuffer(data, np.uint8).reshape(-1, CODING.height, CODING.width, 3)
    found = frames[[0, -1]][:, HEIGHT // 2 :: HEIGHT, 64].astype(int)
    assert np.abs(found - COLORS).max() <= 2


def test_a_browser_shows_the_same_colors(browser: Browser, stripes: Path) -> None:
    """Red and green within two levels. Without a graphics card, Chromium takes 2.0 (libyuv) for the 2.11 of blue in
    BT.709, which moves no other channel; with BT.601, green would be off by 20 levels."""
    page = browser.new_page()
    page.set_content("<video muted></video><canvas></canvas>")
    address = f"data:video/mp4;base64,{b64encode(stripes.read_bytes()).decode()}"
    found = page.evaluate(SHOWN, [address, len(COLORS), HEIGHT])
    page.close()
    off = np.abs(np.array(found) - COLORS)
    assert off[:, :2].max() <= 2
    assert off[:, 2].max() <= 8
