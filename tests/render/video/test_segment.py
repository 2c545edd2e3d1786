"""Segments: each frame is the picture that it should be, however many of them were really encoded."""

from __future__ import annotations

from io import BytesIO

import av
import numpy as np
import pytest

from shortsgen.render.video.coding import Coding
from shortsgen.render.video.repeats import is_predicted, numbered, repeat
from shortsgen.render.video.segment import Segment, encode, key, unpacked
from tests.render.video.scenes import SMALL, Square, decoded, psnr

FPS = (24, 25, 30, 60)


def joined(coding: Coding, *segments: Segment) -> BytesIO:
    """A file of some segments in a row."""
    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", coding.fps)
        coding.set_up(stream.codec_context)
        for number, data in enumerate(data for segment in segments for data in segment.packets(coding)):
            packet = av.Packet(data)
            packet.stream, packet.time_base, packet.pts, packet.dts = stream, coding.tick, number, number
            container.mux_one(packet)
    file.seek(0)
    return file


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("every", [1, 7, 100])
def test_each_frame_shows_its_picture(every: int, draft: bool) -> None:
    coding = Coding(width=64, height=96, draft=draft)
    square = Square(frames=75, every=every)
    found = decoded(joined(coding, encode(square, coding)))
    assert len(found) == 75
    assert min(psnr(frame, square.picture(number)) for number, frame in enumerate(found)) > 50


def test_a_frame_that_repeats_is_the_one_before_it_to_the_bit() -> None:
    found = decoded(joined(SMALL, encode(Square(frames=40, every=40), SMALL)))
    assert all(np.array_equal(one, other) for frame in found for one, other in zip(frame, found[0], strict=True))


def test_only_what_changes_is_encoded() -> None:
    segment = encode(Square(frames=90, every=30), SMALL)
    assert [number for number, _ in segment.encoded] == [0, 30, 60]
    assert len(list(segment.packets(SMALL))) == 90


def test_segments_follow_each_other_in_any_order() -> None:
    dark, light = Square(frames=33, every=5), Square(frames=20, ground=(240, 240, 200))
    first, second = encode(dark, SMALL), encode(light, SMALL)
    found = decoded(joined(SMALL, second, first, second))
    pictures = [*map(light.picture, range(20)), *map(dark.picture, range(33)), *map(light.picture, range(20))]
    assert min(psnr(frame, picture) for frame, picture in zip(found, pictures, strict=True)) > 40


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize("draft", [False, True])
def test_what_x264_writes_of_a_whole_picture_has_the_header_that_is_numbered(fps: int, draft: bool) -> None:
    coding = Coding(fps=fps, draft=draft)
    same = repeat(coding)
    assert is_predicted(same)
    assert len(same) < 100
    assert [numbered(same, number) == same for number in range(18)] == [number in (1, 17) for number in range(18)]


def test_another_kind_of_frame_is_not_numbered() -> None:
    first = dict(encode(Square(frames=2), SMALL).encoded)[0]
    with pytest.raises(ValueError, match="000001"):
        numbered(first, 3)


def test_the_same_scene_gives_the_same_bytes_each_time() -> None:
    square = Square(frames=50, every=3)
    assert encode(square, SMALL) == encode(square, SMALL)


def test_what_is_packed_is_unpacked_as_it_was() -> None:
    segment = encode(Square(frames=20, every=3), SMALL)
    assert unpacked(segment.packed()) == segment


def test_a_key_is_another_where_anything_is_that_bytes_depend_on() -> None:
    square = Square(frames=20)
    others = [
        key(square, Coding(fps=60, width=64, height=96)),
        key(square, Coding(width=64, height=96, draft=True)),
        key(square, Coding(width=96, height=96)),
        key(Square(frames=21), SMALL),
        key(Square(frames=20, every=2), SMALL),
    ]
    assert len({key(square, SMALL), *others}) == 6


def test_a_frame_more_repeats_the_last_and_one_less_leaves_it_out() -> None:
    whole = encode(Square(frames=20, every=4), SMALL)
    assert [len(list(whole.lasting(frames).packets(SMALL))) for frames in (19, 20, 21)] == [19, 20, 21]
    packets = [list(whole.lasting(frames).packets(SMALL)) for frames in (17, 20, 21)]
    assert packets[0] == packets[1][:17] == packets[2][:17]
    assert len(packets[2][-1]) == len(packets[1][-1]) < len(packets[1][16])
    assert 16 not in dict(whole.lasting(16).encoded)
