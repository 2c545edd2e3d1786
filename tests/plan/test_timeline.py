from dataclasses import replace

import pytest
from hypothesis import given

from shortsgen.plan.contents import CodeContent, FigureContent
from shortsgen.plan.timeline import Timeline, outline, over_budget, plan
from shortsgen.plan.voice import Paced
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Day, Listing, Mistake, Options, Short, TalkLine
from shortsgen.text.markup import plain
from tests.factory import make_short
from tests.strategies import timelines

DAY = Day("day04", "nn.Module", ())
OK = Outcome(Status.OK)


def test_a_short_is_told_in_the_order_of_its_parts() -> None:
    short = make_short(listings=(Listing("bash", Code("pip install torch")),))
    timeline = plan(DAY, short, Outcome(Status.OK, "torch.Size([2, 4])\n"))
    assert [beat.slide.content.kind for beat in timeline.beats] == ["hook", "code", "listing", "output", "mistake"]
    assert [slide.name for slide in timeline.slides] == ["01-hook", "02-code", "03-listing", "04-output", "05-mistake"]


def test_a_timeline_knows_what_it_follows_from() -> None:
    short, mistake = make_short(options=Options(pace=140)), Outcome(Status.RAISED, error=Failure("ValueError", "bad"))
    for one in (outline(DAY, short, OK, mistake), plan(DAY, short, OK, mistake)):
        assert (one.day, one.series, one.short, one.voice) == ("day04", "nn.Module", short, Paced(140))
        assert (one.outcome, one.mistake) == (OK, mistake)


def test_times_of_words_follow_the_pace() -> None:
    timeline = plan(DAY, make_short(hook="`nn.Module` — now", options=Options(pace=150)), OK)
    hook = timeline.beats[0]
    assert [(word.text, word.start, word.end) for word in hook.words] == [
        ("nn.Module", 0, 1156),
        ("—", 1156, 1156),
        ("now", 1422, 1600),
    ]
    assert (hook.start, hook.end - hook.hold, hook.text) == (0, 1600, "`nn.Module` — now")


def test_neighbours_with_equal_focus_share_a_slide() -> None:
    focuses = [(), (), (1,), (1,), (2,), ()]
    timeline = plan(DAY, make_short(talk_track=tuple(TalkLine("Say.", focus) for focus in focuses)), OK)
    assert [beat.slide.number for beat in timeline.beats if beat.slide.content.kind == "code"] == [2, 2, 3, 3, 4, 5]
    contents = [slide.content for slide in timeline.slides]
    assert [one.focus for one in contents if isinstance(one, CodeContent)] == [
        (),
        (1,),
        (2,),
        (),
    ]


@pytest.mark.parametrize(
    ("listings", "kinds"),
    [
        ((), ["hook", "hook"]),
        ((Listing("bash", Code("ls")),), ["hook", "listing"]),
        ((Listing("bash", Code("ls")), Listing("bash", Code("pwd"))), ["hook", "listing", "listing"]),
    ],
)
def test_without_code_the_talk_track_is_said_over_what_there_is(listings: tuple[Listing], kinds: list[str]) -> None:
    short = make_short(code=Code(""), listings=listings, mistake=None)
    assert [beat.slide.content.kind for beat in plan(DAY, short, OK).beats] == kinds


def test_each_figure_has_its_slide() -> None:
    slides = plan(DAY, make_short(), Outcome(Status.OK, figures=(b"1", b"2"))).slides
    figures = [(slide.name, slide.content.figure) for slide in slides if isinstance(slide.content, FigureContent)]
    assert figures == [("03-output", b"1"), ("04-output", b"2")]


def test_rounding_does_not_drift() -> None:
    short = make_short(hook=" ".join(["word"] * 701), options=Options(pace=140))  # two thirds as long as a word is
    assert plan(DAY, short, OK).beats[0].words[-1].end == round(701 * 2 / 3 * 60_000 / 140)


def test_seconds_over_the_budget_are_told() -> None:
    short = make_short(hook=" ".join(["word"] * 15), talk_track=(), mistake=None, code=Code(""))
    timeline = plan(DAY, replace(short, options=Options(pace=150, budget=3)), OK)
    assert over_budget(timeline) == 1.25
    assert over_budget(plan(DAY, short, OK)) == 0.0


@given(timelines())
def test_beats_follow_each_other_without_gap_or_overlap(timeline: Timeline) -> None:
    edges = [(beat.start, beat.end) for beat in timeline.beats]
    assert [start for start, _ in edges] == [0, *(end for _, end in edges[:-1])]
    assert all(start < end for start, end in edges)


@given(timelines())
def test_words_follow_each_other_inside_their_beat(timeline: Timeline) -> None:
    for beat in timeline.beats:
        times = [beat.start, *(time for word in beat.words for time in (word.start, word.end)), beat.end]
        assert times == sorted(times)


@given(timelines())
def test_every_word_of_the_script_is_said_once_and_in_order(timeline: Timeline) -> None:
    said = [word.text for beat in timeline.beats for word in beat.words]
    assert said == [word for text in _script(timeline.short) for word in plain(text).split()]


@given(timelines())
def test_slides_are_numbered_in_the_order_of_their_first_beat(timeline: Timeline) -> None:
    used = [beat.slide.number for beat in timeline.beats]
    assert list(dict.fromkeys(used)) == [slide.number for slide in timeline.slides]
    assert used == sorted(used)
    assert tuple(dict.fromkeys(beat.slide for beat in timeline.beats)) == timeline.slides


@given(timelines())
def test_the_same_short_gives_the_same_timeline(timeline: Timeline) -> None:
    assert plan(DAY, timeline.short, timeline.outcome, timeline.mistake).beats == timeline.beats


@given(timelines())
def test_twice_the_pace_halves_the_speech(timeline: Timeline) -> None:
    options = replace(timeline.short.options, pace=timeline.short.options.pace * 2)
    faster = plan(DAY, replace(timeline.short, options=options), timeline.outcome)
    assert abs(_speech(timeline) - 2 * _speech(faster)) <= 3 * len(timeline.beats)


def _script(short: Short) -> list[str]:
    mistake = short.mistake or Mistake("")
    return [short.hook, *(line.say for line in short.talk_track), mistake.text]


def _speech(timeline: Timeline) -> int:
    return sum(beat.words[-1].end - beat.words[0].start for beat in timeline.beats if beat.words)
