"""Colours: those of BT.709 in limited range, to the nearest level."""

from __future__ import annotations

import numpy as np
import pytest

from shortsgen.render.video.planes import Canvas, converted
from shortsgen.render.video.scene import Patch

# ITU-R BT.709, item 3.2 and 3.3, and 3.4 for eight bits.
RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722


def exact(red: float, green: float, blue: float) -> tuple[float, float, float]:
    light = (RED * red + GREEN * green + BLUE * blue) / 255
    return 219 * light + 16, 224 * (blue / 255 - light) / 1.8556 + 128, 224 * (red / 255 - light) / 1.5748 + 128


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ((0, 0, 0), (16, 128, 128)),
        ((255, 255, 255), (235, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_the_corners_of_the_cube_are_those_of_the_standard(
    color: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    light, blue, red = converted(np.full((2, 2, 3), color, np.uint8))
    assert (light[0, 0], blue[0, 0], red[0, 0]) == expected


def test_no_color_is_further_from_its_exact_value_than_rounding() -> None:
    levels = np.array([*range(0, 256, 5), 254], np.uint8)
    colors = np.stack(np.meshgrid(levels, levels, levels), -1).reshape(-1, 3)
    pixels = colors.repeat(2, 0).reshape(1, -1, 3).repeat(2, 0)
    found = converted(pixels)
    for plane, wanted in zip((found[0][0, ::2], found[1][0], found[2][0]), exact(*colors.astype(float).T), strict=True):
        assert np.abs(plane - wanted).max() < 0.505


def test_four_pixels_share_the_mean_of_their_color() -> None:
    pixels = np.array([[[255, 0, 0], [0, 0, 255]], [[0, 255, 0], [10, 20, 30]]], np.uint8)
    _, blue, red = converted(pixels)
    wanted = exact(*pixels.reshape(4, 3).mean(0))
    assert (blue[0, 0], red[0, 0]) == (round(wanted[1]), round(wanted[2]))


def test_a_patch_is_painted_where_it_belongs_and_nowhere_else() -> None:
    canvas, ground = Canvas(64, 48), np.full((48, 64, 3), (20, 30, 40), np.uint8)
    patch = np.full((10, 12, 3), (200, 100, 50), np.uint8)
    canvas.paint(Patch(0, 0, ground))
    canvas.paint(Patch(6, 20, patch))
    ground[20:30, 6:18] = patch
    for plane, wanted in zip(canvas.frame.planes, converted(ground), strict=True):
        shown = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
        assert np.array_equal(shown, wanted)
