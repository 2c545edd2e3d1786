"""What each slide shows, and where its texts stand in the script."""

from __future__ import annotations

import pytest

from shortsgen.plan.contents import (
    Content,
    FigureContent,
    ListingContent,
    MistakeContent,
    OutputContent,
    Passage,
    Printout,
    Program,
    passages,
)
from shortsgen.plan.steps import HOLD, PAUSE, steps
from shortsgen.problems import Span
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.load import load

SCRIPT = """title: Day
shorts:
  - id: first
    title: The first
    hook: "Say hello."
    talk_track:
      - This is said.
      - say: That, too.
        focus: 1
    listings:
      - language: bash
        text: |
          pip install torch
      - {language: yaml, text: "a: 1"}
    code: |
      x = 1

      print(x)
    raises: ValueError
    mistake:
      text: Forgetting it.
      code: |
        print(y)
      raises: NameError
  - {id: second, title: One line, hook: H, talk_track: [S], code: print(1), mistake: Nothing.}
"""
LINES = SCRIPT.splitlines()
PRINTED = Outcome(Status.RAISED, "1\n", (b"one", b"two", b"three"), Failure("ValueError", "no"))
MADE = Outcome(Status.RAISED, error=Failure("NameError", "name 'y' is not defined"))


def contents(number: int, outcome: Outcome = PRINTED, made: Outcome | None = MADE) -> list[Content]:
    short = load(SCRIPT, "day.yaml", "day").shorts[number - 1]
    return list(dict.fromkeys(step.content for step in steps(short, outcome, made)))


def begins_at(span: Span | None, text: str) -> bool:
    assert span is not None
    assert span.file == "day.yaml"
    return LINES[span.line - 1][span.column - 1 :].strip("\"'").startswith(text.split("\n")[0])


@pytest.mark.parametrize("number", [1, 2])
def test_each_text_knows_where_it_stands_and_what_was_printed_where_its_code_does(number: int) -> None:
    for content in contents(number):
        for passage in passages(content):
            if isinstance(passage, Printout):
                [code] = [one for one in passages(content) if isinstance(one, Program)]
                assert passage.span == code.span
            else:
                assert begins_at(passage.span, passage.text), passage
            if isinstance(passage, Program) and passage.language_span:
                assert begins_at(passage.language_span, passage.language)


def test_a_block_knows_its_lines_and_a_text_in_one_line_is_one_place() -> None:
    programs = {one.text: one for content in contents(1) for one in passages(content) if isinstance(one, Program)}
    code, listing = programs["x = 1\n\nprint(x)\n"], programs["a: 1"]
    assert (code.at(3, 2), code.language) == (Span("day.yaml", 18, 8), "python")
    assert (listing.at(3, 2), listing.language) == (listing.span, "yaml")
    [hook] = [one for one in passages(contents(1)[0]) if one.name == "hook"]
    assert hook.at(3, 2) == hook.span
    assert programs["print(y)\n"].at(1) == Span("day.yaml", 23, 9)
    shell = programs["pip install torch\n"]
    assert (shell.at(1, 5), shell.language) == (Span("day.yaml", 13, 15), "bash")
    assert Program("code", "x").at(1) is None


def test_what_is_shown_is_called_as_its_author_knows_it_and_said_once_for_all_slides() -> None:
    found = contents(1)
    names = [[passage.name for passage in passages(one)] for one in found]
    assert names == [
        ["title", "hook"],
        ["title", "code"],
        ["title", "code"],
        ["title", "listing"],
        ["title", "listing"],
        ["title", "code", "output"],
        ["title", "code"],
        ["title", "code"],
        ["mistake", "mistake's code", "mistake's output"],
    ]
    titles = [next(passages(one)) for one in found if not isinstance(one, MistakeContent)]
    assert {(one.name, one.text) for one in titles} == {("title", "The first")}


def test_figures_and_listings_are_counted_as_the_short_has_them() -> None:
    found = contents(1)
    assert [(one.index, one.figure) for one in found if isinstance(one, FigureContent)] == [(1, b"two"), (2, b"three")]
    assert [one.index for one in found if isinstance(one, ListingContent)] == [0, 1]
    [output] = [one for one in found if isinstance(one, OutputContent)]
    assert (output.figure, output.printed.text, output.printed.error_line) == (b"one", "1\nValueError: no", 2)
    silent = contents(1, Outcome(Status.OK, "", (b"one", b"two")))
    assert [(one.index, one.figure) for one in silent if isinstance(one, FigureContent)] == [(0, b"one"), (1, b"two")]


def test_no_message_about_a_content_holds_its_figure() -> None:
    for one in contents(1, Outcome(Status.OK, "1\n", (b"PNG of the first", b"PNG of the second"))):
        assert "PNG" not in repr(one)


@pytest.mark.parametrize("made", [None, Outcome(Status.OK)])
def test_a_mistake_of_which_nothing_came_is_its_text_and_its_code(made: Outcome | None) -> None:
    last = contents(1, made=made)[-1]
    assert isinstance(last, MistakeContent)
    assert (last.code is not None, last.printed) == (True, None)
    assert contents(2)[-1] == MistakeContent(Passage("mistake", "Nothing."))


@pytest.mark.parametrize(
    ("outcome", "outputs"),
    [
        (Outcome(Status.OK, "one line\n"), 1),
        (Outcome(Status.OK, "one line\n", figures=(b"",)), 1),
        (Outcome(Status.OK, figures=(b"", b"", b"")), 3),
        (Outcome(Status.RAISED, error=Failure("ValueError", "bad")), 1),
        (Outcome(Status.RAISED, error=Failure("TypeError", "not announced")), 0),
        (Outcome(Status.RAISED, "before\n", error=Failure("TypeError", "not announced")), 1),
        (Outcome(Status.SKIPPED, detail="no GPU"), 0),
        (Outcome(Status.OK, "\n"), 0),
    ],
)
def test_what_the_code_gives_is_shown_and_no_error_that_nobody_announced(outcome: Outcome, outputs: int) -> None:
    kinds = [step.content.kind for step in steps(load(SCRIPT, "day.yaml", "day").shorts[0], outcome, MADE)]
    assert kinds.count("output") == outputs


def test_what_is_said_is_followed_by_a_pause_and_what_is_not_is_held() -> None:
    short = load(SCRIPT, "day.yaml", "day").shorts[0]
    found = steps(short, PRINTED, MADE)
    assert not any(one.fixed for one in found)
    assert [(one.line, one.hold) for one in found] == [
        ("Say hello.", PAUSE),
        ("This is said.", PAUSE),
        ("That, too.", PAUSE),
        ("", HOLD),
        ("", HOLD),
        ("", HOLD),
        ("", HOLD),
        ("", HOLD),
        ("Forgetting it.", PAUSE),
    ]


def test_a_hold_of_the_author_takes_the_place_of_ours() -> None:
    holds = {
        'hook: "Say hello."': "hook: {text: Say hello., hold: 2}",
        "focus: 1": "hold: 0.1",
        "raises: ValueError": "raises: ValueError\n    output: {hold: 7.5}",
        "raises: NameError": "raises: NameError\n      hold: 3",
    }
    script = SCRIPT
    for before, after in holds.items():
        script = script.replace(before, after)
    found = steps(load(script, "day.yaml", "day").shorts[0], PRINTED, MADE)
    assert [(one.content.kind, one.hold, one.fixed) for one in found] == [
        ("hook", 2000, True),
        ("code", PAUSE, False),
        ("code", 100, True),
        ("listing", HOLD, False),
        ("listing", HOLD, False),
        ("output", 7500, True),
        ("output", 7500, True),
        ("output", 7500, True),
        ("mistake", 3000, True),
    ]
