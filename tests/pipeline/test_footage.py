"""The picture of a take in the video of its short: what it shows is what was to be seen while that was said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import av
import numpy as np
import pytest

from shortsgen.choices import TimelineFormat, TimelineMedia
from shortsgen.layout.area import HEIGHT, caption_area
from shortsgen.pipeline.day import Loaded, load_day
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.timelines import TimelineOrder, export_timelines
from shortsgen.pipeline.video import VideoOrder, video
from shortsgen.plan.lexicon import Lexicon
from shortsgen.plan.timeline import Beat
from shortsgen.plan.voice import Clip, Paced
from shortsgen.project import Project
from shortsgen.render.frames import frame_at
from shortsgen.render.video.pixels import picture
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Short
from shortsgen.sound.sound import RATE, Sound
from shortsgen.theme.tokens import BUILT_IN
from shortsgen.voice.heard import Span
from shortsgen.voice.taken import Line, Taken
from tests.pipeline.test_timelines import read
from tests.pipeline.test_video import Told, settings
from tests.render.timelines.fcpxml_rules import broken
from tests.render.timelines.test_otio import placed
from tests.render.video.scenes import Pixels, decoded

Planes = tuple[Pixels, ...]

FPS, STEP = 30, 2  # of the take, whose frames are each a gray of their own
LAST = 119  # its last frame, which stays
SECOND_LINE = 2000  # ms of the take, at which it is said


def record(file: Path, seconds: int = 4) -> None:
    """A take, upright, of which each frame is brighter than the one before it."""
    file.parent.mkdir(parents=True)
    with av.open(file, "w") as container:
        stream = container.add_stream("libx264", FPS, width=108, height=192, pix_fmt="yuv420p")
        stream.codec_context.options = {"crf": "1"}
        for number in range(seconds * FPS):
            pixels = np.full((192, 108, 3), 10 + STEP * number, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))


def taken(short: Short, file: str) -> Taken:
    """All its lines as the silent voice says them, one after the other; the second one from its own place on."""
    silent = Paced(short.options.pace, Lexicon("en"))
    lines, clock = [], 0
    for number, text in enumerate((short.hook, *(line.say for line in short.talk_track), short.mistake.text)):
        said = silent.say([text])[0]
        length = round(said.length)
        start = SECOND_LINE if number == 1 else clock
        clip = Clip("sound", Fraction(clock), Fraction(clock + length))
        lines.append(Line(text, replace(said, clip=clip), (Span(start, start + length),)))
        clock += length
    return Taken(file, tuple(lines), silent)


@pytest.fixture
def beats(session: Session, project: Project, monkeypatch: pytest.MonkeyPatch) -> tuple[Beat, ...]:
    """Those of the short `first`, of which there is a take with a picture."""
    file = "takes/day01/first.mp4"
    record(project.root / file)
    session.blobs.put("sound", Sound(np.zeros(20 * RATE, np.float32)).wav())

    def voiced(_session: Session, loaded: Loaded, _shorts: Collection[Short]) -> Loaded:
        return replace(loaded, voices={"first": taken(loaded.day.shorts[0], file)})

    monkeypatch.setattr("shortsgen.pipeline.building.voiced", voiced)
    loaded = voiced(session, load_day(project, "day01"), ())
    outcome = Outcome(Status.OK, "output of first\n")
    return loaded.timeline(loaded.day.shorts[0], {"first": outcome}).beats


def film(session: Session, project: Project) -> list[Planes]:
    video(session, "day01", ["first"], VideoOrder(draft=True), Told())
    return decoded(project.build("day01") / "first" / "draft.mp4")


def shown(luma: Pixels) -> int:
    """Which frame of the take is seen."""
    return round(((float(np.median(luma)) - 16) * 255 / 219 - 10) / STEP)


def wanted(beats: tuple[Beat, ...]) -> list[int]:
    """Which frame of the take should be seen, for each frame up to the end of the second line."""
    hook, line = beats[0], beats[1]
    first = range(frame_at(hook.end, FPS))
    second = range(frame_at(line.end, FPS) - len(first))
    return [*first, *(frame_at(SECOND_LINE, FPS) + one for one in second)]


def test_behind_the_slides_is_what_the_take_shows_while_that_is_said(
    session: Session, project: Project, beats: tuple[Beat, ...]
) -> None:
    found = film(session, project)
    seen = [shown(luma[HEIGHT - 300 :]) for luma, _, _ in found]
    expected = [min(one, LAST) for one in wanted(beats)]
    assert max(abs(one - other) for one, other in zip(seen, expected, strict=False)) <= 1
    bright = found[len(expected) - 1][0]
    assert bright[HEIGHT - 300 :].min() > 100
    assert np.mean(bright[240:1000, 43:900] < 60) > 0.1, "the slide has a plate of its own"


def test_below_the_slides_it_has_the_room_that_they_leave(
    session: Session, project: Project, beats: tuple[Beat, ...]
) -> None:
    settings(session, "video: {footage: lower}\n")
    found = film(session, project)
    bottom = caption_area(BUILT_IN.safe_area).bottom // 2 * 2
    seen = [shown(luma[bottom + 20 :]) for luma, _, _ in found]
    expected = [min(one, LAST) for one in wanted(beats)]
    assert max(abs(one - other) for one, other in zip(seen, expected, strict=False)) <= 1
    assert np.ptp(found[10][0][bottom - 60 : bottom - 20, 10:30]) < 6, "above it is the ground of the slide"


def test_it_is_left_out_where_the_settings_say_so(session: Session, project: Project, beats: tuple[Beat, ...]) -> None:
    del beats
    settings(session, "video: {footage: none}\n")
    lumas = [luma[HEIGHT - 300 :] for luma, _, _ in film(session, project)]
    assert np.ptp(np.stack([luma.mean() for luma in lumas[:30]])) < 1


@pytest.mark.parametrize("where", ["full", "lower"])
def test_in_a_timeline_it_lies_below_slides_without_ground_cut_where_it_jumps(
    session: Session,
    project: Project,
    beats: tuple[Beat, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    import shortsgen.pipeline.building as building

    settings(session, f"video: {{footage: {where}}}\n")
    monkeypatch.setattr("shortsgen.pipeline.sound.voiced", building.voiced)
    export_timelines(session, "day01", ["first"], TimelineOrder(tmp_path / "cut"), Told())
    timeline = read(tmp_path / "cut" / "day01-first.otio")
    assert [track.name for track in timeline.tracks] == ["take", "slides", "voice"]
    take, slides = timeline.tracks[0], timeline.tracks[1]
    shown = {}
    for name, start, frames, offset in placed(take):
        assert name == "take"
        shown |= {start + one: offset + one for one in range(frames)}
    expected = {at: frame for at, frame in enumerate(wanted(beats)) if frame < LAST + 1}
    assert max(abs(shown[at] - frame) for at, frame in expected.items()) <= 1
    assert max(shown.values()) <= LAST, "where the file has ended there is none"
    file = tmp_path / "cut" / "media" / "day01-take-first.mp4"
    assert file.read_bytes() == (project.root / "takes" / "day01" / "first.mp4").read_bytes()
    [still, *_] = slides.find_clips()
    assert (picture(Path(still.media_reference.target_url[7:]).read_bytes())[..., 3] == 0).any()


def test_in_a_timeline_of_films_it_is_in_the_films(
    session: Session, beats: tuple[Beat, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shortsgen.pipeline.building as building

    del beats
    monkeypatch.setattr("shortsgen.pipeline.sound.voiced", building.voiced)
    order = TimelineOrder(tmp_path / "cut", media=TimelineMedia.H264)
    export_timelines(session, "day01", ["first"], order, Told())
    timeline = read(tmp_path / "cut" / "day01-first.otio")
    assert [track.name for track in timeline.tracks] == ["slides", "voice"]


def test_in_a_timeline_its_size_and_rate_are_left_to_its_file(
    session: Session, beats: tuple[Beat, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shortsgen.pipeline.building as building

    del beats
    monkeypatch.setattr("shortsgen.pipeline.sound.voiced", building.voiced)
    order = TimelineOrder(tmp_path / "cut", form=TimelineFormat.FCPXML)
    export_timelines(session, "day01", ["first"], order, Told())
    data = (tmp_path / "cut" / "day01-first.fcpxml").read_bytes()
    assert broken(data) == []
    formats = {one.get("name"): one.get("format") for one in ElementTree.fromstring(data).iter("asset")}
    assert formats["day01-take-first.mp4"] is None
    assert formats["day01-first-01-hook.png"] == "r2"
