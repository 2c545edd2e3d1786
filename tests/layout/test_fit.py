from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.layout.area import CODE_BOX, Box
from shortsgen.layout.fit import LINE_HEIGHT, Wrap, columns_at, fit_code, fit_output
from shortsgen.text.cells import cells, expand

SIGNATURE = "    def __init__(self, input_size=784, hidden_size=256, num_classes=10, dropout_prob=0.5):"
CODES = st.text(alphabet=st.sampled_from("ab_.,=([) \n\t→中é"), max_size=400)


def lines_of(fit):
    """The lines of a text put together again from its rows."""
    lines = {}
    for row in fit.rows:
        assert row.start == len(lines.get(row.line, ""))
        lines[row.line] = lines.get(row.line, "") + row.text
    return [lines[number] for number in sorted(lines)]


@given(CODES, st.integers(1, 900), st.integers(1, 900))
def test_no_character_of_the_code_is_lost_or_changed(text, width, height):
    assert "\n".join(lines_of(fit_code(text, Box(width, height)))) == expand(text)


@given(CODES, st.integers(120, 900))
def test_no_row_is_wider_than_its_box_but_for_blanks_at_its_end(text, width):
    fit = fit_code(text, Box(width, 900))
    widest = max((row.indent if row.continuation else 0) + cells(row.text.rstrip(" ")) for row in fit.rows)
    assert widest * 0.6 * fit.size <= width or fit.size * 0.6 * 4 > width


@given(CODES)
def test_visible_rows_are_never_higher_than_the_box(text):
    assert fit_code(text).height <= CODE_BOX.height
    assert fit_output(text).height <= CODE_BOX.height


@given(CODES, st.integers(300, 900))
def test_a_wider_box_never_makes_the_code_smaller_where_nothing_wraps(text, width):
    narrow, wide = fit_code(text, Box(width, 800)), fit_code(text, Box(width + 100, 800))
    assert narrow.wraps or narrow.overflow or wide.size >= narrow.size


def test_code_that_fits_is_as_large_as_allowed():
    fit = fit_code("print(1)\n")
    assert (fit.size, len(fit.rows), fit.wraps, fit.overflow) == (44, 1, (), 0)


def test_size_is_the_largest_at_which_the_longest_line_stays_whole():
    box = Box(0.6 * 36 * 40, 800)
    assert fit_code("x" * 40, box).size == 36
    assert fit_code("x" * 41, box).size == 35


def test_many_rows_make_the_code_smaller():
    box = Box(800, 10 * 30 * LINE_HEIGHT)
    assert fit_code("x\n" * 10, box).size == 30


def test_lines_stand_closer_before_rows_are_left_out():
    box = Box(800, 10 * 28 * LINE_HEIGHT)
    fit = fit_code("x\n" * 11, box)
    assert fit.overflow == 0
    assert fit.line_height < LINE_HEIGHT


def test_rows_that_do_not_fit_are_counted():
    fit = fit_code("x\n" * 40, Box(800, 10 * 28 * 1.3))
    assert fit.overflow == 30
    assert len(fit.visible) == 10


def test_a_wrapped_line_names_its_column():
    fit = fit_code(SIGNATURE)
    (wrap,) = fit.wraps
    assert wrap == Wrap(1, 1 + SIGNATURE.index("hidden_size"))


def test_code_that_must_wrap_is_as_large_as_keeps_the_number_of_rows():
    smallest = fit_code(SIGNATURE, largest=28)
    fit = fit_code(SIGNATURE)
    assert fit.size > 28
    assert len(fit.rows) == len(smallest.rows)


@pytest.mark.parametrize(
    ("line", "columns", "first"),
    [
        ("call(first, second)", 14, "call(first, "),
        ("call(first_and_long)", 19, "call("),
        ("one two three", 8, "one two "),
        ("one two three", 7, "one two "),
        ("first(second(), third)", 13, "first("),
        ("aaaa[bbbbbbbb]", 13, "aaaa["),
        ("long_base**exponent", 15, "long_base"),
        ("first.second.third", 15, "first.second"),
        ("nothing_to_break_at", 10, "nothing_to"),
    ],
)
def test_lines_break_where_a_reader_would(line, columns, first):
    fit = fit_code(line, Box(columns * 0.6 * 28 + 1, 800), largest=28)
    assert fit.rows[0].text == first


def test_continuations_are_indented_more_than_their_line():
    rows = fit_code("    return first_function(x) + second_function(y) + third_function(z)").rows
    assert [row.continuation for row in rows] == [False, True]
    assert rows[1].indent == 8


def test_each_line_is_continued_by_its_own_indentation():
    long = "return first_function(x) + second_function(y) + third_function(z)"
    rows = fit_code(f"def f():\n    if x:\n        {long}\n{long}").rows
    assert [row.indent for row in rows if row.continuation] == [12, 12, 4]


def test_wide_characters_count_two_cells_and_accents_none():
    assert [cells("ab"), cells("中文"), cells("e\u0301")] == [2, 4, 1]
    assert fit_code("中" * 20).size == fit_code("x" * 40).size


@pytest.mark.parametrize(("text", "expected"), [("a\n\n \n", "a"), ("\tb\n", "    b"), ("", ""), ("\n\nc", "\n\nc")])
def test_tabs_become_blanks_and_blank_lines_at_the_end_go(text, expected):
    assert expand(text) == expected


def test_a_long_output_keeps_its_head_and_tail():
    text = "".join(f"epoch {number}\n" for number in range(1, 61))
    fit = fit_output(text)
    shown = [row.text for row in fit.rows]
    assert shown[0] == "epoch 1"
    assert shown[-1] == "epoch 60"
    assert "…" in shown
    assert fit.left_out == 60 - (len(shown) - 1)
    assert fit.overflow == 0


@pytest.mark.parametrize(
    ("room", "head", "tail"), [(16, 10, 5), (15, 10, 4), (17, 11, 5), (3, 2, 0), (2, 1, 0), (1, 0, 0)]
)
def test_a_third_of_what_is_shown_of_a_long_output_is_its_end(room, head, tail):
    fit = fit_output("x\n" * 99, Box(800, room * 32 * LINE_HEIGHT), smallest=32)
    assert [row.line for row in fit.rows] == [*range(1, head + 1), 0, *range(100 - tail, 100)]
    assert (fit.size, fit.left_out) == (32, 99 - head - tail)


def test_no_output_is_smaller_than_can_be_read_whatever_its_lines_would_need():
    assert [columns_at(size) for size in (28, 27)] == [50, 52]
    for columns, size in ((44, 32), (45, 31), (50, 28), (52, 32)):
        assert fit_output(("x" * columns + "\n") * 60).size == size


def test_an_output_that_fits_is_whole():
    fit = fit_output("True\nFalse\n")
    assert [row.text for row in fit.rows] == ["True", "False"]
    assert fit.left_out == 0


def test_an_endless_line_of_output_is_cut_in_the_middle():
    fit = fit_output("0123456789" * 20_000 + "end")
    assert fit.rows[-1].text.endswith("end")
    assert fit.height <= CODE_BOX.height
