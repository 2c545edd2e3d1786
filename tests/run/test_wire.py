"""Frames arrive as they were sent, in whatever pieces; what is no frame is refused and nothing else happens."""

from __future__ import annotations

import json
import struct
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.run import frames
from shortsgen.run.frames import Command, Ended, Event, Kill, Passed, Report, Spawn, Started, Word
from shortsgen.run.wire import COMMAND, EVENT, REPORT, Decoder, WireError, encode

st.register_type_strategy(int, st.integers(-(2**63) + 1, 2**63 - 1))
st.register_type_strategy(float, st.floats(-1e18, 1e18))
# lone surrogates too: a snippet may raise with them
st.register_type_strategy(str, st.text(st.characters()))
DIRECTIONS = [(Command, COMMAND), (Event, EVENT), (Word, REPORT), (Spawn, COMMAND)]
sent_in_order = st.sampled_from(DIRECTIONS).flatmap(
    lambda one: st.tuples(
        st.just(one), st.lists(st.one_of(*map(st.from_type, get_args(one[0]) or one[:1])), max_size=3)
    )
)


def framed(head: bytes, body: bytes = b"") -> bytes:
    return struct.pack("!II", len(head), len(body)) + head + body


@given(sent_in_order, st.data())
def test_frames_arrive_as_they_were_sent_however_they_are_cut(sent: tuple[Any, list[Any]], data: st.DataObject) -> None:
    (kinds, limits), wanted = sent
    stream = b"".join(map(encode, wanted))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    decoder = Decoder[Any](kinds, limits)
    pieces = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert [frame for piece in pieces for frame in decoder.feed(piece)] == wanted


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_garbage_is_refused_or_waited_for_and_nothing_else(pieces: list[bytes]) -> None:
    decoder = Decoder[Event](Event, EVENT)
    try:
        found = [frame for piece in pieces for frame in decoder.feed(piece)]
    except WireError:
        found = []
    assert all(isinstance(frame, get_args(Event)) for frame in found)


ODD = "a frame without one of Ready, Grown, Unfit, Held, Started, Ended, Importing where it must be"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (framed(b"not JSON"), "a frame that is no JSON"),
        (framed(b"\xff\xfe"), "a frame that is no JSON"),
        (framed(b""), "a frame that is no JSON"),
        (framed(b"[" * 60_000), "a frame that is no JSON"),
        (framed(b'{"kind":"Grown","seconds":NaN}'), "a frame that is no JSON"),
        (framed(b"[]"), ODD),
        (framed(b"7"), ODD),
        (framed(b"null"), ODD),
        (framed(b'{"kind":"Kill","job":1}'), ODD),
        (framed(b'{"kind":["Started"],"job":1,"pid":2}'), ODD),
        (framed(b'{"job":1,"pid":2}'), ODD),
        (framed(b'{"kind":"Started","job":1}'), ODD),
        (framed(b'{"kind":"Started","job":1,"pid":2,"more":3}'), ODD),
        (framed(b'{"kind":"Started","job":"1","pid":2}'), "a frame without one of int where it must be"),
        (framed(b'{"kind":"Started","job":true,"pid":2}'), "a frame without one of int where it must be"),
        (
            framed(b'{"kind":"Started","job":1,"pid":9223372036854775808}'),
            "a frame without one of int where it must be",
        ),
        (framed(b'{"kind":"Grown","seconds":1e999,"modules":[]}'), "a frame without one of float where it must be"),
        (framed(b'{"kind":"Started","job":1,"pid":2}', b"x"), "a frame of 34 and 1 bytes"),
        (struct.pack("!II", 65537, 0), "a frame of 65537 and 0 bytes"),
        (b"\xff" * 8, "a frame of 4294967295 and 4294967295 bytes"),
    ],
)
def test_what_is_no_frame_is_named(data: bytes, message: str) -> None:
    with pytest.raises(WireError) as caught:
        Decoder[Event](Event, EVENT).feed(data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("figures", "body", "message"),
    [
        ([1, 2], b"abc", ""),
        ([], b"abc", "a frame with bytes that it does not name"),
        ([4], b"abc", "a frame without the bytes that it names"),
        ([-1, 4], b"abc", "a frame without the bytes that it names"),
        (["abc"], b"abc", "a frame without the bytes that it names"),
    ],
)
def test_a_frame_names_each_of_the_bytes_behind_it_once(figures: list[object], body: bytes, message: str) -> None:
    end = {"kind": "Passed", "executed": True}
    head = json.dumps({"kind": "Report", "end": end, "seconds": 1, "figures": figures}).encode()
    decoder = Decoder[Word](Word, REPORT)
    if message:
        with pytest.raises(WireError, match=message):
            decoder.feed(framed(head, body))
    else:
        assert decoder.feed(framed(head, body)) == [Report(Passed(True), 1.0, (b"a", b"bc"))]


def test_what_was_wrong_once_stays_wrong() -> None:
    decoder = Decoder[Event](Event, EVENT)
    for data in (framed(b"[]"), encode(Ended(1, 0, False))):
        with pytest.raises(WireError):
            decoder.feed(data)


def test_a_direction_takes_the_frames_of_no_other() -> None:
    for frame in (Started(1, 2), Report(Passed(True), 1.0, ()), frames.Part("", 1)):
        with pytest.raises(WireError):
            Decoder[Command](Command, COMMAND).feed(encode(frame))


def test_a_frame_is_two_lengths_and_an_object() -> None:
    assert encode(Kill(1)) == b"\0\0\0\x17\0\0\0\0" + b'{"kind":"Kill","job":1}'
