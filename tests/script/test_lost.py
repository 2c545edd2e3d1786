"""Text that YAML takes for something else is told, as a person sees it."""

from __future__ import annotations

import pytest

from shortsgen.report.human import human
from shortsgen.script.load import load

SCRIPT = """\
title: A day
shorts:
  - id: first
    title: The first
    hook: Say hello.
    talk_track:
      - This is said.
      - say: That, too.
        focus: 1
    code: print(1)
    mistake:
      text: Saying nothing.
      code: print(2)
    listings:
      - language: bash
        text: ls
"""


def told(*edits: tuple[str, str]) -> str:
    script = SCRIPT
    for old, new in edits:
        assert old in script
        script = script.replace(old, new, 1)
    day = load(script, "day.yaml", "day")
    return human(day.warnings, {day.file: day.text}).plain


def test_an_unquoted_number_sign_takes_the_rest_of_a_text_away() -> None:
    assert told(("Say hello.", "Learn C #and more.")) == (
        "day.yaml:5:19: warning[yaml-comment] the text ends before `#and more.`, which is a comment\n"
        "    5 |     hook: Learn C #and more.\n"
        "      |                   ^^^^^^^^^^\n"
        "  hint: put the whole text in quotes; where a comment is meant, write two blanks before `#` and one after it\n"
    )


def test_python_has_comments_of_its_own_so_code_of_one_line_is_told_always() -> None:
    assert told(("print(1)", "print(1)  # one")) == (
        "day.yaml:10:21: warning[yaml-comment] the text ends before `# one`, which is a comment\n"
        "   10 |     code: print(1)  # one\n"
        "      |                     ^^^^^\n"
        "  hint: write `code: |`, and the code below it\n"
    )


TEXTS = ["A day", "The first", "Say hello.", "This is said.", "That, too.", "Saying nothing.", "ls"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("lost", [" #1", " # 1", "  #1", "\t#1"])
def test_every_text_that_is_said_or_shown_is_looked_at(text: str, lost: str) -> None:
    assert told((text, text + lost)).count("warning[yaml-comment]") == 1


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("comment", ["  # a remark", "   # a remark", "  ## a remark", "\t\t# a remark", "  #"])
def test_two_blanks_before_and_one_after_it_are_a_comment_that_is_meant(text: str, comment: str) -> None:
    assert told((text, text + comment)) == ""


@pytest.mark.parametrize("place", ["id: first", "focus: 1", "talk_track:", "mistake:", "language: bash"])
def test_behind_what_nobody_says_or_reads_a_comment_is_a_comment(place: str) -> None:
    assert told((place, f"{place} #1")) == ""


@pytest.mark.parametrize(
    "text", ['"Learn C #and"', "'Learn C #and'", "Learn C#and", "|\n      Learn C #and", ">-\n      C #1"]
)
def test_what_is_no_comment_is_not_told(text: str) -> None:
    assert told(("hook: Say hello.", f"hook: {text}")) == ""


def test_a_comment_behind_the_last_line_of_a_text_is_told_there() -> None:
    assert told(("Say hello.", "Say\n      hello #1")).startswith("day.yaml:6:13: warning[yaml-comment]")


def test_an_item_too_far_right_goes_on_with_the_one_above() -> None:
    assert told(("      - say: That, too.\n        focus: 1\n", "       - That, too.\n")) == (
        "day.yaml:8:8: warning[yaml-joined] this line goes on with the text above, since it stands further right than "
        "its dash\n"
        "    8 |        - That, too.\n"
        "      |        ^^^^^^^^^^^^\n"
        "  hint: indent it like the item above it\n"
    )


def test_text_that_goes_on_is_no_item() -> None:
    assert told(("This is said.", "This\n        is -said- today.")) == ""


def test_code_without_a_bar_becomes_one_line() -> None:
    assert told(("code: print(1)", "code:\n      import torch\n      print(1)")) == (
        "day.yaml:11:7: warning[yaml-joined] these lines of code become one, since no `|` stands before them\n"
        "   11 |       import torch\n"
        "      |       ^^^^^^^^^^^^\n"
        "  hint: write `code: |`\n"
    )


def test_warnings_stand_in_the_order_of_the_file() -> None:
    edits = [(text, f"{text} #1") for text in TEXTS]
    lines = [line for line in told(*edits).splitlines() if "warning" in line]
    assert [int(line.split(":")[1]) for line in lines] == [1, 4, 5, 7, 8, 12, 16]
