from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.plan.cues import PROFILES, Cue, Profile, cues, join, output_cues
from shortsgen.plan.fit import cells
from shortsgen.plan.screen import shown, visible
from shortsgen.plan.timeline import Kind, Timeline, plan
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Day, Mistake, Options, TalkLine
from tests.factory import make_short
from tests.strategies import timelines

DAY = Day("day04", "nn.Module", ())
profiles = st.sampled_from(list(PROFILES.values()))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Define layers in `__init__`.", [("Define layers in __init__.",)]),
        (
            "Use `.view` on a non-contiguous tensor; if it errors, use `.reshape(...)`.",
            [("Use .view on a non-contiguous tensor;", "if it errors, use .reshape(...).")],
        ),
        (
            "Reusing the same name twice (later layers overwrite earlier ones).",
            [("Reusing the same name twice", "(later layers overwrite earlier ones).")],
        ),
        (
            "`linear.weight.shape` is `(out_features, in_features)`.",
            [("linear.weight.shape is", "(out_features, in_features).")],
        ),
        (
            "Comparing models without considering parameter count (bigger isn’t always better).",
            [
                ("Comparing models", "without considering parameter count"),
                ("(bigger isn’t always better).",),
            ],
        ),
    ],
)
def test_lines_break_where_a_reader_pauses(text: str, lines: list[tuple[str, ...]]) -> None:
    assert [cue.lines for cue in _cues_of(text)] == lines


def test_a_word_wider_than_a_line_stands_alone() -> None:
    long = "optimizer." * 6
    assert [cue.lines for cue in _cues_of(f"Call {long} now")] == [("Call", long), ("now",)]


def test_a_short_cue_stays_for_the_silence_after_it() -> None:
    short = make_short(hook="Stop.", talk_track=(TalkLine("And go on with it."),), mistake=None)
    assert [(cue.start, cue.end) for cue in cues(plan(DAY, short, Outcome(Status.OK)))] == [(0, 650), (650, 2650)]


def test_output_is_captioned_while_it_is_shown() -> None:
    timeline = plan(DAY, make_short(), Outcome(Status.OK, "  a\n\nb\n", figures=(b"", b"")))
    output = next(beat for beat in timeline.beats if beat.kind is Kind.OUTPUT)
    assert output_cues(timeline) == (Cue(output.start, output.end, ("  a", "", "b")),)


def test_the_error_of_the_mistake_is_captioned_while_the_mistake_is_told() -> None:
    short = make_short(mistake=Mistake("Feeding it wrong.", Code("model(1)\n"), "TypeError"))
    failed = Outcome(Status.RAISED, error=Failure("TypeError", "not a tensor"))
    timeline = plan(DAY, short, Outcome(Status.OK), failed)
    told = timeline.beats[-1]
    assert output_cues(timeline) == (Cue(told.start, told.end, ("TypeError: not a tensor",)),)


def test_shorts_are_laid_end_to_end() -> None:
    short = make_short(hook="Stop now.", talk_track=(), code=Code(""), mistake=None)
    timeline = plan(DAY, short, Outcome(Status.OK))
    assert join([timeline, timeline]) == (Cue(0, 833, ("Stop now.",)), Cue(1050, 1883, ("Stop now.",)))


@given(timelines(), profiles)
def test_no_word_is_lost(timeline: Timeline, profile: Profile) -> None:
    captioned = [word for cue in cues(timeline, profile) for line in cue.lines for word in line.split(" ")]
    assert captioned == [visible(word.text) for beat in timeline.beats for word in beat.words]


@given(timelines(), profiles)
def test_cues_never_overlap_and_last(timeline: Timeline, profile: Profile) -> None:
    found = cues(timeline, profile)
    assert all(cue.start < cue.end for cue in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(timelines(), profiles)
def test_a_cue_holds_no_more_than_its_profile_allows(timeline: Timeline, profile: Profile) -> None:
    for cue in cues(timeline, profile):
        assert 1 <= len(cue.lines) <= profile.rows
        assert [line for line in cue.lines if _width(line) > profile.columns and " " in line] == []


@given(timelines(), profiles)
def test_a_cue_stands_its_shortest_time_where_no_other_follows_sooner(timeline: Timeline, profile: Profile) -> None:
    found = cues(timeline, profile)
    following = [*(cue.start for cue in found), timeline.end][1:]
    for cue, start in zip(found, following, strict=True):
        assert cue.end - cue.start >= min(profile.shortest, start - cue.start)


@given(timelines(), profiles)
def test_only_a_single_word_stands_longer_than_the_longest_time(timeline: Timeline, profile: Profile) -> None:
    words = [" ".join(cue.lines) for cue in cues(timeline, profile) if cue.end - cue.start > profile.longest]
    assert [text for text in words if " " in text] == []


@given(timelines())
def test_everything_printed_on_a_slide_is_captioned_once(timeline: Timeline) -> None:
    kinds = {slide.kind for slide in timeline.slides}
    expected = [shown(timeline.outcome)] if Kind.OUTPUT in kinds else []
    expected += [shown(timeline.mistake)] if Kind.MISTAKE in kinds and timeline.mistake else []
    assert ["\n".join(cue.lines) for cue in output_cues(timeline)] == [text for text in expected if text]


def _cues_of(hook: str) -> tuple[Cue, ...]:
    short = make_short(hook=hook, talk_track=(), code=Code(""), mistake=None, options=Options(pace=150))
    return cues(plan(DAY, short, Outcome(Status.OK)))


def _width(line: str) -> int:
    return sum(map(cells, line))
