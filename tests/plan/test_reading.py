"""Holds: as long as it takes to read what is new on a slide, and no longer than the budget allows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    OutputContent,
    Passage,
    Printout,
    Program,
)
from shortsgen.plan.reading import unread
from shortsgen.plan.steps import HOLD, PAUSE, steps
from shortsgen.plan.timeline import plan
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Day, Listing, Mistake, Options, Short, TalkLine
from tests.factory import make_short
from tests.strategies import outcomes, shorts

DAY = Day("day04", "nn.Module", ())
OK = Outcome(Status.OK)
TITLE = Passage("title", "A" * 10)
CODE = Program("code", "    a = 1\n\nb  =  2\nc = 3\n")  # each line is 5 characters to read, with blanks between 17
HOOK = HookContent(TITLE, Passage("hook", "`B` " + "b" * 7))
PRINTED = Printout("output", "1" * 40)
LISTING = ListingContent(TITLE, Program("listing", "x" * 20), 0)


def code(*focus: int) -> CodeContent:
    return CodeContent(TITLE, CODE, focus)


def output(text: str = "1" * 40, figure: bytes | None = None) -> OutputContent:
    return OutputContent(TITLE, CODE, Printout("output", text), figure)


@pytest.mark.parametrize(
    ("content", "milliseconds"),
    [
        (HOOK, 1000),  # the title too, and no marks
        (code(), 850),
        (code(1), 250),
        (code(1, 4), 550),
        (LISTING, 1000),
        (output(), 2000),
        (output("1" * 40, b"PNG"), 4000),
        (output("1 \t\n\n 1\n"), 150),
        (output("日" * 20), 2000),
        (FigureContent(TITLE, CODE, b"PNG", 1), 2000),
        (MistakeContent(Passage("mistake", "m" * 20)), 1000),
        (MistakeContent(Passage("mistake", "m" * 20), Program("code", "n" * 19), PRINTED), 4050),
    ],
)
def test_twenty_characters_a_second_are_read_of_all_that_is_there_to_be_read(
    content: Content, milliseconds: int
) -> None:
    assert unread([(content, Fraction(0))]) == [milliseconds]
    assert unread([(content, Fraction(milliseconds))]) == [0]
    assert unread([(content, Fraction(2 * milliseconds))]) == [0]


def test_what_an_earlier_slide_has_shown_is_not_new() -> None:
    above = output("2" * 20)  # the code that it came from stands above it
    again = MistakeContent(Passage("mistake", "m" * 20), Program("code", "  b = 2\nd = 4\n"))
    shown = [(HOOK, Fraction(1000)), (code(), Fraction(850)), (above, Fraction(1000)), (again, Fraction(0))]
    assert unread(shown) == [0, 0, 0, 1300]


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        ([(code(), 100), (code(1), 700)], [0, 50]),  # read on while one line is lit
        ([(code(1), 900), (code(), 100)], [0, 450]),  # none is read before it is lit
        ([(code(1), 100), (code(3), 100), (code(1), 0)], [0, 0, 300]),  # lit twice, read once
        ([(code(), 100), (LISTING, 1000), (code(), 100)], [750, 0, 0]),  # it went
        ([(LISTING, 300), (LISTING, 300)], [0, 400]),
    ],
)
def test_what_stays_may_be_read_on(shown: list[tuple[Content, int]], left: list[int]) -> None:
    assert unread([(content, Fraction(lasts)) for content, lasts in shown]) == left


def holds(short: Short, outcome: Outcome = OK, made: Outcome | None = None) -> list[tuple[str, int]]:
    timeline = plan(DAY, short, outcome, made)
    return [(beat.slide.content.kind, beat.hold) for beat in timeline.beats]


MADE = Mistake("Seven words.", Code("n" * 76))  # 0.8 s to say, 4.45 s to read


def test_a_slide_is_held_until_it_is_read_and_one_that_is_read_meanwhile_is_not() -> None:
    short = make_short(title="T", hook="Model words.", code=Code("x\n"), mistake=MADE)
    found = Outcome(Status.OK, "o" * 59)
    assert holds(short, found, OK) == [("hook", PAUSE), ("code", PAUSE), ("output", 3000), ("mistake", PAUSE + 3500)]
    short_output = Outcome(Status.OK, "o")
    assert holds(short, short_output, OK)[2] == ("output", HOLD)


def test_code_is_held_after_all_that_is_said_about_it() -> None:
    lines = (TalkLine("Model words.", (1,)), TalkLine("Model words.", (2,)), TalkLine("Model words."))  # 0.8 s each
    short = make_short(code=Code(f"{'x' * 40}\n{'y' * 40}\n{'z' * 40}\n"), talk_track=lines, mistake=None)
    assert [hold for kind, hold in holds(short) if kind == "code"] == [PAUSE, PAUSE, PAUSE + 2900]


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (12, [PAUSE, PAUSE, 3000, PAUSE + 3500]),
        (9, [PAUSE, PAUSE, HOLD + 850, PAUSE + 3500]),
        (7, [PAUSE, PAUSE, HOLD, PAUSE + 2350]),
        (3, [PAUSE, PAUSE, HOLD, PAUSE]),
    ],
)
def test_within_the_budget_the_longest_need_comes_first(budget: float, expected: list[int]) -> None:
    short = make_short(
        title="T",
        hook="Model words.",
        talk_track=(TalkLine("Model words."),),
        code=Code("x\n"),
        mistake=MADE,
        options=Options(budget=budget),
    )
    timeline = plan(DAY, short, Outcome(Status.OK, "o" * 59), OK)
    assert [beat.hold for beat in timeline.beats] == expected
    assert timeline.end == {12: 9650}.get(budget, max(1000 * budget, 4650))


def test_a_hold_of_the_author_is_neither_shortened_nor_lengthened() -> None:
    short = make_short(
        hook_hold=0.1, output_hold=20, mistake=replace(MADE, hold=15.25), options=Options(budget=10), code=Code("x\n")
    )
    found = dict(holds(short, Outcome(Status.OK, "o" * 900), OK))
    assert (found["hook"], found["output"], found["mistake"]) == (100, 20_000, 15_250)
    assert found["code"] == PAUSE


held = st.none() | st.floats(0.1, 20)
lines = st.builds(TalkLine, st.sampled_from(["", "Say it.", "Say it, and say it again."]), st.just(()), held)


@given(
    st.builds(
        replace,
        shorts,
        hook_hold=held,
        output_hold=held,
        talk_track=st.lists(lines, max_size=3).map(tuple),
        mistake=st.builds(Mistake, st.just("Never."), st.just(Code("x = 1\ny = 2\n")), st.none(), held),
        options=st.builds(Options, budget=st.floats(1, 40), pace=st.integers(60, 400)),
    ),
    outcomes,
)
def test_holds_keep_to_the_budget_and_to_the_author(short: Short, outcome: Outcome) -> None:
    timeline = plan(DAY, short, outcome, outcome)
    least = plan(DAY, replace(short, options=replace(short.options, budget=0.001)), outcome, outcome)
    assert timeline.end <= max(least.end, 1000 * short.options.budget + 1)
    for beat, step in zip(timeline.beats, steps(short, outcome, outcome), strict=True):
        assert beat.hold >= step.hold - 2
        if step.fixed:
            assert abs(beat.hold - step.hold) <= 2
    left = unread([(beat.slide.content, Fraction(beat.end - beat.start)) for beat in timeline.beats])
    if timeline.end + 100 < 1000 * short.options.budget:
        assert all(few < 1 or step.fixed for few, step in zip(left, steps(short, outcome, outcome), strict=True))


def test_a_listing_that_is_talked_about_is_held_when_all_is_said() -> None:
    listing = Listing("bash", Code("x" * 60))
    short = make_short(code=Code(""), listings=(listing,), talk_track=(TalkLine("Model words."),) * 2, mistake=None)
    assert [hold for kind, hold in holds(short) if kind == "listing"] == [PAUSE, PAUSE + 1000]


def test_an_error_is_read_like_what_is_printed() -> None:
    raised = Outcome(Status.RAISED, error=Failure("ValueError", "e" * 47))
    found = holds(make_short(raises="ValueError"), raised)
    assert dict(found)["output"] == 3000


def test_a_line_that_is_said_faster_than_its_caption_is_read_has_more_silence() -> None:
    lines = (TalkLine("`model(((((((((()))))))))` words."), TalkLine("Say it."))  # 31 characters, said in 1 s
    short = make_short(code=Code("x\n"), talk_track=lines, mistake=None)
    assert [hold for kind, hold in holds(short) if kind == "code"] == [PAUSE + 600, PAUSE]
