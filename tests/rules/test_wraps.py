"""What is told of lines that wrap, and of what is left out."""

from __future__ import annotations

import pytest

from shortsgen.choices import SafeArea
from shortsgen.layout.area import DEFAULT, slide_area
from shortsgen.rules.contents import content_problems
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Mistake
from tests.factory import make_timeline

ROW = "parameter        weight           bias          total\n"  # of a table of 53 columns
CALL = "result = cross_entropy(model(inputs), targets, reduction='mean')"
FIRST = "print(1)"


def told(area=DEFAULT, **short):
    return [(one.code, one.message, one.hint) for one in content_problems(make_timeline(**short), area)]


def printed(text):
    return Outcome(Status.OK, text)


def test_a_line_of_code_that_wraps_is_told_with_the_columns_that_fit():
    (problem,) = content_problems(make_timeline(code=Code(f"x = 1\n{CALL}\n")))
    assert (problem.code, problem.message, problem.hint) == (
        "code-wraps",
        "04 first-custom-model: line 2 of the code has 64 columns, 46 fit at 36 px; it wraps at column 39",
        "break the line where it reads best",
    )


def test_a_narrower_area_and_the_lower_part_of_the_default_have_fewer_columns():
    (found,) = told(slide_area(SafeArea.ADS), code=Code(CALL))
    assert "has 64 columns, 38 fit at 36 px" in found[1]
    (found,) = told(code=Code("x\n" * 20 + CALL))
    assert "line 21 of the code has 64 columns, 39 fit at 36 px" in found[1]


def test_an_output_gets_as_small_as_it_may_before_it_wraps():
    assert told(code=Code(FIRST), outcome=printed("x" * 51)) == []
    assert told(code=Code(FIRST), outcome=printed("x " * 22 + "\n" + "x\n" * 80))[0][0] == "output-shortened"


def test_a_table_that_wraps_is_told_once_with_the_columns_that_fit():
    message = "04 first-custom-model: line 1 of the output has 53 columns, 51 fit at 32 px, so it wraps"
    assert told(code=Code(FIRST), outcome=printed(ROW)) == [("output-wraps", message, "print shorter lines")]
    for rows, rest in ((2, "as does 1 more"), (3, "as do 2 more")):
        (problem,) = told(code=Code(FIRST), outcome=printed(ROW * rows))
        assert problem[1] == f"{message}, {rest}"


def test_the_output_of_a_mistake_that_wraps_is_told():
    mistake = Mistake("No.", Code(FIRST), "")
    (problem,) = told(code=Code(FIRST), mistake=mistake, made=printed(ROW))
    assert problem[:2] == (
        "output-wraps",
        "04 first-custom-model: line 1 of the mistake's output has 53 columns, 51 fit at 32 px, so it wraps",
    )


def test_an_error_may_wrap():
    failure = Outcome(Status.RAISED, "", error=Failure("RuntimeError", "the shapes do not match " * 9))
    assert told(mistake=Mistake("No.", Code(FIRST), "RuntimeError"), made=failure) == []


@pytest.mark.parametrize(
    ("text", "left_out"),
    [("x\n" * 80, "62 lines too many"), ("x" * 20_000, "a line that is too long")],
)
def test_an_output_that_is_shortened_says_what_is_left_out(text, left_out):
    (*_, problem) = told(code=Code(FIRST), outcome=printed(text))
    assert problem == (
        "output-shortened",
        f"04 first-custom-model: the output has {left_out} for its slide, and its middle is left out",
        "print less",
    )
