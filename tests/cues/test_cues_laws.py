"""What holds for the cues of any speech, in every profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain, pairwise
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.cues.cues import MOMENT, Phrase, _starts, cues, phrases
from shortsgen.cues.profiles import PROFILES, Profile
from shortsgen.plan.timeline import Beat, Timeline, Word
from shortsgen.text.cells import cells
from shortsgen.text.visible import visible
from tests.factory import make_timeline
from tests.strategies import timelines

profiles = st.sampled_from(list(PROFILES.values()))

# Words no one would say like this: not said at all, as wide as a row, said for longer than a cue may stand.
_TEXTS = st.sampled_from(["a", "to", "—", "layers,", "x" * 29, "y" * 43, "日本語", "`z`", "end.", "(so"])
_SAID = st.sampled_from([0, 0, 1, 60, 150, 400, 400, 800, 2400, 8000])
_beats = st.lists(st.tuples(st.lists(st.tuples(_TEXTS, _SAID), max_size=8), st.integers(50, 700)), max_size=4)


def _timeline(beats: Sequence[tuple[Sequence[tuple[str, int]], int]]) -> Timeline:
    """Beats one after the other: each its words, the time that each is said, and the silence after them."""
    timeline = make_timeline()
    made, clock = [], 0
    for words, silence in beats:
        times = list(accumulate((said for _, said in words), initial=clock))
        spoken = tuple(Word(text, *times[n : n + 2]) for n, (text, _) in enumerate(words))
        end = times[-1] + silence
        made.append(Beat(clock, end, timeline.slides[0], " ".join(text for text, _ in words), spoken))
        clock = end
    return replace(timeline, beats=tuple(made))


speeches = st.builds(_timeline, _beats) | timelines()


def _of_beats(timeline: Timeline, profile: Profile) -> Iterator[tuple[Beat, list[Phrase], int]]:
    """The phrases of each beat in which something is said, and when the next one after it begins."""
    left = list(phrases(timeline, profile))
    spoken = [beat for beat in timeline.beats if beat.words]
    for beat, after in zip(spoken, [*(beat.start for beat in spoken), timeline.end][1:], strict=True):
        mine: list[Phrase] = []
        while sum(len(phrase.words) for phrase in mine) < len(beat.words):
            mine.append(left.pop(0))
        assert [word.text for phrase in mine for word in phrase.words] == [visible(word.text) for word in beat.words]
        yield beat, mine, after
    assert left == []


def _until(beat: Beat, after: int, profile: Profile) -> int:
    return min(beat.end, after - profile.gap)


def _has_room(beat: Beat, found: Sequence[Phrase], after: int, profile: Profile) -> bool:
    """Whether as many cues as the beat has can stand in it for a moment each, with gaps between them."""
    return len(found) * (MOMENT + profile.gap) - profile.gap <= _until(beat, after, profile) - beat.start


def _in_time(beat: Beat, found: Sequence[Phrase], after: int, profile: Profile) -> bool:
    """Whether all of a beat's cues are of words that are said for long enough to be seen, and a gap after them."""
    starts = [*(phrase.words[0].start for phrase in found), _until(beat, after, profile) + profile.gap]
    return all(b - a >= MOMENT + profile.gap for a, b in pairwise(starts))


@given(speeches, profiles)
def test_no_word_is_lost_and_none_moves(timeline: Timeline, profile: Profile) -> None:
    captioned = [word for cue in cues(timeline, profile) for line in cue.lines for word in line.split(" ")]
    assert captioned == [visible(word.text) for beat in timeline.beats for word in beat.words]


@given(speeches, profiles)
def test_a_cue_stands_within_one_beat(timeline: Timeline, profile: Profile) -> None:
    for beat, found, _ in _of_beats(timeline, profile):
        assert all(beat.start <= phrase.start < phrase.end <= beat.end for phrase in found)


@given(speeches, profiles)
def test_a_cue_holds_no_more_than_its_profile_allows(timeline: Timeline, profile: Profile) -> None:
    for cue in cues(timeline, profile):
        assert 1 <= len(cue.lines) <= profile.rows
        assert [line for line in cue.lines if _width(line) > profile.columns and " " in line] == []


@given(speeches, profiles)
def test_no_cue_stands_longer_than_the_longest_time(timeline: Timeline, profile: Profile) -> None:
    assert [cue for cue in cues(timeline, profile) if cue.end - cue.start > profile.longest] == []


@given(speeches, profiles)
def test_a_cue_begins_when_it_is_said_or_when_the_one_before_is_read(timeline: Timeline, profile: Profile) -> None:
    for beat, found, after in _of_beats(timeline, profile):
        if _in_time(beat, found, after, profile):
            assert found[0].start == found[0].words[0].start
            for before, phrase in pairwise(found):
                late = phrase.start - phrase.words[0].start
                assert late == 0 or (0 < late <= profile.late and before.end - before.start == _needed(before, profile))
                assert late == 0 or phrase.end - phrase.start >= _needed(phrase, profile)


@given(speeches, profiles)
def test_the_gap_is_kept_wherever_the_beat_has_room(timeline: Timeline, profile: Profile) -> None:
    for beat, found, after in _of_beats(timeline, profile):
        least = profile.gap if _has_room(beat, found, after, profile) else 0
        assert all(b.start - a.end >= least for a, b in pairwise(found))
        assert after - found[-1].end >= least


@given(speeches, profiles)
def test_a_short_silence_is_closed_to_the_gap(timeline: Timeline, profile: Profile) -> None:
    """But for one that reaches into a beat in which nothing is said, and for a cue that stood its longest time."""
    for beat, found, after in _of_beats(timeline, profile):
        for phrase, following in zip(found, [*(phrase.start for phrase in found), after][1:], strict=True):
            silence = following - phrase.end
            full = phrase.end - phrase.start == profile.longest
            assert silence <= profile.gap or silence > profile.chain or phrase.end == beat.end or full


@given(st.builds(_timeline, _beats), profiles)
def test_a_cue_stands_too_shortly_only_where_every_way_to_part_the_beat_has_as_many(
    timeline: Timeline, profile: Profile
) -> None:
    """Of all ways to part a beat into cues that fit their rows and keep to the longest time, none has fewer cues that
    are under the shortest time."""
    for beat, found, after in _of_beats(timeline, profile):
        if _in_time(beat, found, after, profile):
            short = sum(phrase.end - phrase.start < profile.shortest for phrase in found)
            until = _until(beat, after, profile)
            ways = [_shortcomings(way, until, profile) for way in _ways(beat.words) if _fit(way, profile)]
            assert (_overlong([phrase.words for phrase in found], profile), short) <= min(ways)  # less, where one waits


@given(st.builds(_timeline, _beats), profiles)
def test_a_cue_is_too_fast_only_where_no_way_to_part_the_beat_has_fewer(timeline: Timeline, profile: Profile) -> None:
    """Nor without more cues that are said for too long or stand too shortly."""
    for beat, found, after in _of_beats(timeline, profile):
        if _in_time(beat, found, after, profile):
            until = _until(beat, after, profile)
            ways = [
                (*_shortcomings(way, until, profile), _too_fast(way, until, profile))
                for way in _ways(beat.words)
                if _fit(way, profile)
            ]
            least = min(ways)[2]
            fast = sum(phrase.end - phrase.start < _reading(phrase.words, profile) for phrase in found)
            assert fast <= least + sum(_reading(phrase.words, profile) > profile.longest for phrase in found)


def _too_fast(way: Sequence[Sequence[Word]], until: int, profile: Profile) -> int:
    ends = [*(cue[0].start - profile.gap for cue in way[1:]), until]
    return sum(end - cue[0].start < _reading(cue, profile) for cue, end in zip(way, ends, strict=True))


def _reading(words: Sequence[Word], profile: Profile) -> float:
    """Milliseconds, at the profile's speed."""
    return 1000 * _width(" ".join(visible(word.text) for word in words)) / profile.speed


def _needed(phrase: Phrase, profile: Profile) -> int:
    return max(profile.shortest, ceil(_reading(phrase.words, profile)))


def _ways(words: Sequence[Word]) -> Iterator[list[Sequence[Word]]]:
    """All ways to part words into cues."""
    if not words:
        yield []
    for end in range(1, len(words) + 1):
        for rest in _ways(words[end:]):
            yield [words[:end], *rest]


def _fit(way: list[Sequence[Word]], profile: Profile) -> bool:
    return all(_rows(cue, profile) <= profile.rows for cue in way)


def _rows(cue: Sequence[Word], profile: Profile) -> int:
    """How many rows these words take: filled one after the other, which takes the fewest."""
    rows, row = 1, ""
    for word in cue:
        text = visible(word.text)
        wider = f"{row} {text}" if row else text
        if row and _width(wider) > profile.columns:
            rows, row = rows + 1, text
        else:
            row = wider
    return rows


def _shortcomings(way: list[Sequence[Word]], until: int, profile: Profile) -> tuple[int, int]:
    ends = [*(cue[0].start - profile.gap for cue in way[1:]), until]
    short = sum(end - cue[0].start < profile.shortest for cue, end in zip(way, ends, strict=True))
    return _overlong(way, profile), short


def _overlong(way: Sequence[Sequence[Word]], profile: Profile) -> int:
    return sum(len(cue) > 1 and cue[-1].end - cue[0].start > profile.longest for cue in way)


def _width(line: str) -> int:
    return sum(map(cells, line))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "netflix",
            {
                "columns": 42,
                "rows": 2,
                "shortest": 834,
                "longest": 7000,
                "speed": 20,
                "late": 500,
                "gap": 84,
                "chain": 500,
            },
        ),
        (
            "dcmp",
            {
                "columns": 32,
                "rows": 2,
                "shortest": 2000,
                "longest": 6000,
                "speed": 23.5,
                "late": 0,
                "gap": 0,
                "chain": 0,
            },
        ),
        (
            "shorts",
            {
                "columns": 30,
                "rows": 1,
                "shortest": 400,
                "longest": 3000,
                "speed": 21,
                "late": 0,
                "gap": 0,
                "chain": 500,
            },
        ),
    ],
)
def test_the_profiles_are_those_of_their_sources(name: str, expected: dict[str, Any]) -> None:
    profile = PROFILES[name]
    assert {key: getattr(profile, key) for key in Profile.__dataclass_fields__} == expected


def test_two_frames_are_two_frames_at_any_rate_from_24_on() -> None:
    gap = PROFILES["netflix"].gap
    assert [rate for rate in (24_000 / 1001, 24, 25, 30, 50, 60) if gap < 2000 / rate] == []


def test_more_words_that_are_not_said_than_there_is_time_for_are_shown_without_gaps() -> None:
    timeline = _timeline([([("—" * 43, 0)] * 8, 250)])
    found = cues(timeline, PROFILES["shorts"])
    assert list(chain.from_iterable(cue.lines for cue in found)) == ["—" * 43] * 8
    assert all(0 <= cue.start < cue.end <= 250 for cue in found)


@pytest.mark.parametrize(
    ("time", "starts", "ends"),
    [
        (282, [0, 94, 188], [10, 104, 198]),  # 10 ms for each and 84 after it
        (281, [0, 1, 2], [1, 2, 281]),
        (3, [0, 1, 2], [1, 2, 3]),
    ],
)
@pytest.mark.parametrize("before", [0, 1000])
def test_cues_of_words_that_are_not_said_share_the_time_of_their_beat(
    before: int, time: int, starts: list[int], ends: list[int]
) -> None:
    timeline = _timeline([([("a", 900)], 100)] * (before > 0) + [([("—" * 43, 0)] * 3, time)])
    found = cues(timeline, replace(PROFILES["netflix"], rows=1))[-3:]
    assert [cue.start - before for cue in found] == starts
    assert [cue.end - before for cue in found] == ends


@pytest.mark.parametrize(
    ("wanted", "until", "starts"),
    [
        ([0, 40, 80], 200, [0, 40, 80]),  # there is room
        ([0, 10, 20], 200, [0, 30, 60]),  # those that come too soon wait
        ([0, 80, 90], 100, [0, 50, 80]),  # those before them make room for what would come too late
    ],
)
def test_phrases_begin_as_near_as_there_is_room_to_when_they_are_said(
    wanted: list[int], until: int, starts: list[int]
) -> None:
    assert _starts(wanted, until, step=30, moment=20) == starts
