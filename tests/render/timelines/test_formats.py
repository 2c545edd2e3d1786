"""What a format lacks is told of the sequences that have it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Clip, Kind, Marker, MarkerKind, Media, Sequence, Track

STILL, SOUND = Media("one.png", Kind.STILL, None), Media("one.wav", Kind.SOUND, 2000)
BARE = Sequence("one", "One", 30, 1080, 1920, 2000, (), (), ())


def track(media: Media, clips: int = 1) -> Track:
    return Track("track", media is SOUND, tuple(Clip("clip", at, 1, media) for at in range(clips)))


def told(form: TimelineFormat, sequence: Sequence) -> str:
    return "\n".join(lack.told for lack in FORMATS[form].lacks if lack.has(sequence))


@pytest.mark.parametrize(
    ("few", "many", "said"),
    [
        ([track(STILL)], [track(STILL), track(STILL)], "other pictures"),
        ([track(SOUND)] * 2, [track(SOUND)] * 3, "more than two tracks"),
        ([track(STILL, 998), track(SOUND)], [track(STILL, 999), track(SOUND)], "999 events"),
    ],
)
def test_an_edit_decision_list_tells_what_it_leaves_out(few: list[Track], many: list[Track], said: str) -> None:
    assert said not in told(TimelineFormat.EDL, replace(BARE, tracks=tuple(few)))
    assert said in told(TimelineFormat.EDL, replace(BARE, tracks=tuple(many)))


def test_markers_are_told_of_where_there_are_any() -> None:
    one = Marker(5, 0, "name", "", MarkerKind.LINE)
    point, twice = replace(BARE, markers=(one,)), replace(BARE, markers=(one, replace(one, frames=3)))
    assert "markers" not in "".join(told(form, BARE) for form in TimelineFormat)
    assert "markers" not in told(TimelineFormat.FCPXML, point)
    assert "colours of markers" in told(TimelineFormat.FCP7, point)
    assert "the ends of markers" in told(TimelineFormat.FCPXML, twice)
    assert "several markers at one frame" in told(TimelineFormat.FCPXML, twice)
