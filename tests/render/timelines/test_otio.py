"""What is written is read back by OpenTimelineIO itself, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator

import opentimelineio as otio

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import (
    Clip,
    Kind,
    Marker,
    MarkerKind,
    Media,
    Sequence,
    Subtitle,
    Track,
)

FPS = 30
VOICE = Media("media/voice ä#1.wav", Kind.SOUND, 90)
SEQUENCE = Sequence(
    name="day-short-1a2b3c4d",
    title="A <title> & more",
    fps=FPS,
    width=1080,
    height=1920,
    frames=90,
    tracks=(
        Track("take", False, (Clip("face", 10, 20, Media("media/face.mov", Kind.VIDEO, 400), offset=100),)),
        Track(
            "slides",
            False,
            (
                Clip("01-hook", 0, 40, Media("slides/01-hook.png", Kind.STILL, None)),
                Clip("02-code", 45, 45, Media("slides/02-code.png", Kind.STILL, None, alpha=True)),
            ),
        ),
        Track("voice", True, (Clip("voice", 0, 90, VOICE),)),
    ),
    markers=(Marker(45, 45, 'Say "this"\n& that', "lines 3-4", MarkerKind.LINE),),
    subtitles=(Subtitle(45, 20, "two\nrows"),),
)


def written(sequence: Sequence = SEQUENCE, base: str = "") -> otio.schema.Timeline:
    data = FORMATS[TimelineFormat.OTIO].write(sequence, base)
    return otio.adapters.read_from_string(data.decode(), "otio_json")


def placed(track: otio.schema.Track) -> Iterator[tuple[str, int, int, int]]:
    """Name, start, frames and offset of each clip; times are whole frames."""
    for clip in track.find_clips():
        place, source = clip.range_in_parent(), clip.source_range
        yield clip.name, place.start_time.to_frames(), place.duration.to_frames(), source.start_time.to_frames()


def test_each_clip_is_where_it_was() -> None:
    timeline = written()
    for track, read in zip(SEQUENCE.tracks, timeline.tracks, strict=True):
        assert read.name == track.name
        assert read.kind == ("Audio" if track.sound else "Video")
        assert list(placed(read)) == [(one.name, one.start, one.frames, one.offset) for one in track.clips]


def test_media_are_beside_the_file_or_below_a_url() -> None:
    urls = [clip.media_reference.target_url for clip in written().find_clips()]
    assert urls == ["media/face.mov", "slides/01-hook.png", "slides/02-code.png", "media/voice%20%C3%A4%231.wav"]
    urls = [clip.media_reference.target_url for clip in written(base="file:///a/b/").find_clips()]
    assert urls[0] == "file:///a/b/media/face.mov"


def test_no_clip_is_longer_than_its_media() -> None:
    for clip in written().find_clips():
        whole, used = clip.available_range(), clip.source_range
        assert whole.start_time <= used.start_time
        assert used.end_time_exclusive() <= whole.end_time_exclusive()


def test_markers_are_those_of_the_timeline() -> None:
    timeline = written()
    [marker] = timeline.tracks.markers
    said = 'Say "this"\n& that'
    assert (marker.name, marker.comment) == (said, f"{said} (lines 3-4)"), "some programs show the comment alone"
    assert marker.marked_range == otio.opentime.TimeRange(
        otio.opentime.RationalTime(45, FPS), otio.opentime.RationalTime(45, FPS)
    )


def test_all_schemas_are_stock_ones() -> None:
    data = FORMATS[TimelineFormat.OTIO].write(SEQUENCE, "").decode()
    kinds = {line.split('"')[3] for line in data.splitlines() if '"OTIO_SCHEMA"' in line}
    stock = {"Timeline", "Stack", "Track", "Clip", "Gap", "ExternalReference", "Marker", "RationalTime", "TimeRange"}
    assert {kind.partition(".")[0] for kind in kinds} == stock


def test_the_same_gives_the_same_bytes() -> None:
    write = FORMATS[TimelineFormat.OTIO].write
    assert write(SEQUENCE, "") == write(SEQUENCE, "")
