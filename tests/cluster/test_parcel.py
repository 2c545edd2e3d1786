"""What goes to workers is whole, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.cluster.parcel import Damaged, packed, unpacked

heads = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=8,
)


@given(heads, st.lists(st.binary(max_size=40), max_size=4))
def test_what_is_packed_comes_out_again(head: object, blobs: list[bytes]) -> None:
    found, parts = unpacked(packed({"said": head}, blobs))
    assert (found, list(map(bytes, parts))) == ({"said": head}, blobs)


@given(st.data())
def test_a_parcel_that_was_damaged_on_the_way_is_refused(data: st.DataObject) -> None:
    whole = packed({"day": "day01"}, [b"one", b"two"])
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    with pytest.raises(Damaged):
        unpacked(whole[:place] + bytes([other]) + whole[place + 1 :])


@given(st.integers(0, 100), st.binary(max_size=9))
def test_neither_a_part_of_a_parcel_nor_more_than_one_is_taken(length: int, more: bytes) -> None:
    whole = packed({"day": "day01"}, [b"one"])
    for other in (whole[: min(length, len(whole) - 1)], whole + more + b"."):
        with pytest.raises(Damaged):
            unpacked(other)
