"""How the text of a mistake, its code and what came of it share a slide: as large as all of them fit."""

from __future__ import annotations

import pytest

from shortsgen.layout.area import UNION
from shortsgen.layout.mistake import mistake_windows
from shortsgen.plan.contents import MistakeContent, Passage, Printout, Program

ERROR = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (3x4 and 2x4)"
LONG = "Forgetting `model.eval()` before you measure, or calling it in the wrong place, again. " * 3


def fitted(text, code, printed=None):
    """The sizes of code and output, the count of their rows, and whether a remark stands for some."""
    program, printout = Program("mistake's code", code), Printout("mistake's output", printed) if printed else None
    windows = mistake_windows(MistakeContent(Passage("mistake", text), program, printout), UNION)
    fits = [section.fit for section in (windows.code, windows.output) if section]
    return [(fit.size, len(fit.rows), fit.shortened or bool(fit.overflow)) for fit in fits]


def lines(count, text="x = 1"):
    return "\n".join([text] * count)


@pytest.mark.parametrize(
    ("text", "code", "printed", "expected"),
    [
        ("Short.", "x @ w", None, [(36, 1, False)]),
        ("Short.", "x @ w", "x" * 39, [(36, 1, False), (36, 1, False)]),
        ("Short.", "x @ w", "x" * 40, [(36, 1, False), (35, 1, False)]),
        ("Short.", "x @ w", "x" * 50, [(36, 1, False), (28, 1, False)]),
        ("Short.", "x" * 50, "y", [(28, 1, False), (36, 1, False)]),
        ("Short.", "x @ w", ERROR, [(36, 1, False), (36, 2, False)]),
    ],
)
def test_each_is_as_large_as_its_longest_line_allows(text, code, printed, expected):
    assert fitted(text, code, printed) == expected


@pytest.mark.parametrize(
    ("text", "code", "printed", "expected"),
    [
        ("Short.", lines(9), lines(3, "y"), [(31, 9, False), (29, 3, False)]),
        ("Short.", lines(10), lines(3, "y"), [(28, 10, False), (28, 3, False)]),
        (LONG, lines(3), lines(2, "y"), [(33, 3, False), (28, 2, False)]),
    ],
)
def test_all_get_smaller_down_to_the_floor_before_anything_is_left_out(text, code, printed, expected):
    assert fitted(text, code, printed) == expected


@pytest.mark.parametrize(
    ("text", "code", "printed", "expected"),
    [
        ("Short.", lines(30), lines(2, "y"), [(28, 30, True), (28, 2, False)]),
        ("Short.", "x @ w", lines(30, "y"), [(28, 1, False), (28, 12, True)]),
        ("Short.", "x @ w", "word " * 190, [(28, 1, False), (28, 12, True)]),
        (LONG, lines(9), lines(9, "y"), [(28, 9, True), (28, 3, True)]),
    ],
)
def test_where_not_all_fits_the_output_has_half_of_the_room_or_what_the_code_leaves(text, code, printed, expected):
    assert fitted(text, code, printed) == expected
