from hypothesis import given

from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.printed import printed
from shortsgen.text.visible import visible
from tests.strategies import outcomes


def test_an_error_stands_below_what_was_printed() -> None:
    outcome = Outcome(Status.RAISED, "epoch 1\n", error=Failure("ValueError", "bad"))
    assert printed(outcome).text == "epoch 1\nValueError: bad"


def test_tabs_become_spaces_and_blank_lines_stay() -> None:
    assert printed(Outcome(Status.OK, "a\tb\n\nc\n\n")).text == "a   b\n\nc"


def test_nothing_but_blanks_is_nothing() -> None:
    assert printed(Outcome(Status.OK, " \n\n")).text == ""


def test_controls_are_written_out() -> None:
    assert visible("\x1b[31m\u202e\u2028\ud800") == "\\x1b[31m\\u202e\\u2028\\ud800"


def test_letters_signs_and_emoji_are_left_alone() -> None:
    text = "naïve → 日本 👩\u200d🚀"
    assert visible(text) == text


@given(outcomes)
def test_what_is_shown_is_printable_in_any_encoding_of_unicode(outcome: Outcome) -> None:
    lines = printed(outcome).text.split("\n")
    assert all(line.encode().decode() == line for line in lines)
    assert [line for line in lines if len(line.splitlines()) > 1] == []
