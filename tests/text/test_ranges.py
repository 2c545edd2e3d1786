"""Numbers of lines as people write them, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.script.focus import parse
from shortsgen.text.ranges import ranges


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), ""), ((3,), "3"), ((10, 11), "10-11"), ((1, 2, 3, 7), "1-3, 7"), ((1, 3, 5), "1, 3, 5")],
)
def test_neighbours_become_a_range(numbers: tuple[int, ...], text: str) -> None:
    assert ranges(numbers) == text


@given(st.sets(st.integers(1, 60), min_size=1).map(lambda lines: tuple(sorted(lines))))
def test_what_is_written_is_read_back(lines: tuple[int, ...]) -> None:
    assert parse(ranges(lines), 60) == (lines, "")
