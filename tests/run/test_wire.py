"""Frames arrive as they were sent, in whatever pieces; what is no frame is refused and nothing else happens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.run.wire import MAX_FRAME, Decoder, WireError, encode

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
frames = st.dictionaries(st.text(), values, max_size=4)


def framed(body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + body


@given(st.lists(frames, max_size=5), st.data())
def test_frames_arrive_as_they_were_sent_however_they_are_cut(
    sent: list[dict[str, object]], data: st.DataObject
) -> None:
    stream = b"".join(map(encode, sent))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    decoder = Decoder()
    pieces = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert [frame for piece in pieces for frame in decoder.feed(piece)] == sent


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_garbage_is_refused_or_waited_for_and_nothing_else(pieces: list[bytes]) -> None:
    decoder = Decoder()
    try:
        found = [frame for piece in pieces for frame in decoder.feed(piece)]
    except WireError:
        found = []
    assert all(isinstance(frame, dict) for frame in found)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (framed(b"not JSON"), "a frame that is no JSON"),
        (framed(b"\xff\xfe"), "a frame that is no JSON"),
        (framed(b""), "a frame that is no JSON"),
        (framed(b"[" * 100_000), "a frame that is no JSON"),
        (framed(b"[]"), "a frame that is no object"),
        (framed(b"7"), "a frame that is no object"),
        ((MAX_FRAME + 1).to_bytes(4, "big"), f"a frame of {MAX_FRAME + 1} bytes"),
        (b"\xff\xff\xff\xff", "a frame of 4294967295 bytes"),
    ],
)
def test_what_is_no_frame_is_named(data: bytes, message: str) -> None:
    with pytest.raises(WireError) as caught:
        Decoder().feed(data)
    assert str(caught.value) == message


def test_a_frame_is_four_bytes_of_length_and_an_object() -> None:
    assert encode({"do": "kill", "job": 1}) == framed(b'{"do":"kill","job":1}')
