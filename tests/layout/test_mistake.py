"""How the text of a mistake, its code and what came of it share a slide: as large as all of them fit."""

from __future__ import annotations

import pytest

from shortsgen.layout.area import DEFAULT
from shortsgen.layout.mistake import mistake_windows
from shortsgen.layout.windows import FOOT
from shortsgen.plan.contents import MistakeContent, Passage, Printout, Program

ERROR = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (3x4 and 2x4)"
LONG = "Forgetting `model.eval()` before you measure, or calling it in the wrong place, again. " * 3
SPACE = DEFAULT.space.below(67).above(-FOOT)


def fitted(text, code, printed=None, largest=64):
    """The size of the text, and of code and output; the count of their rows, and whether a remark stands for some."""
    program, printout = Program("mistake's code", code), Printout("mistake's output", printed) if printed else None
    windows = mistake_windows(MistakeContent(Passage("mistake", text), program, printout), SPACE, largest)
    fits = [section.fit for section in (windows.code, windows.output) if section]
    return windows.told.size, [(fit.size, len(fit.rows), fit.shortened or bool(fit.overflow)) for fit in fits]


def lines(count, text="x = 1"):
    return "\n".join([text] * count)


@pytest.mark.parametrize(
    ("text", "code", "printed", "expected"),
    [
        ("Short.", "x @ w", None, [(64, 1, False)]),
        ("Short.", "x @ w", "x" * 39, [(64, 1, False), (42, 1, False)]),
        ("Short.", "x @ w", "x" * 46, [(64, 1, False), (36, 1, False)]),
        ("Short.", "x @ w", "x" * 50, [(64, 1, False), (33, 1, False)]),
        ("Short.", "x" * 50, "y", [(33, 1, False), (40, 1, False)]),
        ("Short.", "x @ w", ERROR, [(64, 1, False), (43, 2, False)]),
    ],
)
def test_each_is_as_large_as_its_longest_line_allows(text, code, printed, expected):
    assert fitted(text, code, printed) == (60, expected)


@pytest.mark.parametrize("largest", [64, 50, 44])
def test_the_code_is_no_larger_than_that_of_the_short(largest):
    _, [(size, *_), _] = fitted("Short.", "x @ w", "y", largest)
    assert size == largest


@pytest.mark.parametrize(
    ("text", "code", "printed", "size", "expected"),
    [
        ("Short.", lines(9), lines(3, "y"), 60, [(43, 9, False), (43, 3, False)]),
        (LONG, lines(3), lines(2, "y"), 46, [(55, 3, False), (55, 2, False)]),
        ("Short.", lines(14), lines(3, "y"), 40, [(32, 14, False), (32, 3, False)]),
    ],
)
def test_all_get_smaller_down_to_the_floor_before_anything_is_left_out(text, code, printed, size, expected):
    assert fitted(text, code, printed) == (size, expected)


@pytest.mark.parametrize(
    ("text", "code", "printed", "expected"),
    [
        ("Short.", lines(30), lines(2, "y"), [(32, 30, True), (32, 2, False)]),
        ("Short.", "x @ w", lines(30, "y"), [(32, 1, False), (32, 15, True)]),
        ("Short.", "x @ w", "word " * 190, [(32, 1, False), (32, 15, True)]),
        (LONG, lines(9), lines(9, "y"), [(32, 9, True), (32, 5, True)]),
    ],
)
def test_where_not_all_fits_the_output_has_half_of_the_room_or_what_the_code_leaves(text, code, printed, expected):
    assert fitted(text, code, printed) == (40, expected)
