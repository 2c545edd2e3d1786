"""Videos of shorts: whole files, of exactly the frames that the timeline has, encoded only where something changed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from shortsgen.choices import Motion
from shortsgen.layout.area import HEIGHT
from shortsgen.pipeline.day import Result, load_day
from shortsgen.pipeline.render import render
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.video import VideoOrder, video
from shortsgen.plan.shots import shots
from shortsgen.plan.timeline import Outline, Timeline, timed
from shortsgen.plan.voice import Clip
from shortsgen.problems import InputError
from shortsgen.project import Project
from shortsgen.render.frames import frame_at
from shortsgen.render.video import segment
from shortsgen.render.video.bands import band_area
from shortsgen.render.video.pixels import picture
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.sound.read import read
from shortsgen.sound.sound import RATE, Sound
from shortsgen.theme.tokens import BUILT_IN
from tests.pipeline.conftest import FakeExecutor, snapshot
from tests.render.video.scenes import decoded, psnr
from tests.render.video.test_mux import streams

Edit = Callable[[str, str], None]
FAST = VideoOrder(draft=True)


@dataclass
class Told:
    """Who hears of frames: how many in all, and how many are done."""

    total: int = 0
    done: list[int] = field(default_factory=list)

    @contextmanager
    def __call__(self, total: int) -> Iterator[Callable[[int], None]]:
        self.total += total
        yield self.done.append


def film(session: Session, *words: str, order: VideoOrder = FAST, told: Told | None = None) -> Result:
    return video(session, "day01", words, order, told or Told())


def settings(session: Session, text: str) -> None:
    """As somebody writes them between two commands."""
    session.begin()
    (session.project.root / "shortsgen.yaml").write_text(text)


def test_each_short_gets_its_video_beside_its_slides_and_nothing_else(session: Session, project: Project) -> None:
    result = film(session, order=VideoOrder())
    assert result.problems == ()
    made = {path for path in snapshot(project.build("day01")) if not path.startswith(".")}
    assert made == {"first/video.mp4", "second/video.mp4"}


@pytest.mark.parametrize("order", [VideoOrder(), FAST], ids=["video", "draft"])
def test_its_frames_are_those_of_the_timeline_and_at_a_cut_the_slide_is_seen(
    session: Session, project: Project, order: VideoOrder
) -> None:
    """Above the captions, whose band belongs to no slide."""
    film(session, "1", order=order)
    render(session, "day01", ["1"])
    folder = project.build("day01") / "first"
    found = decoded(folder / ("draft.mp4" if order.draft else "video.mp4"))
    loaded = load_day(project, "day01")
    timeline = loaded.timeline(loaded.day.shorts[0], {"first": Outcome(Status.OK, "output of first\n")})
    assert len(found) == frame_at(timeline.end, 30)
    top = band_area(BUILT_IN).y // 2 * 2
    assert top < HEIGHT
    for shot in shots(timeline):
        slide = picture((folder / "slides" / f"{shot.slide.name}.png").read_bytes())[:top, :, :3]
        last = found[frame_at(shot.end, 30) - 1]
        shown = (last[0][:top], last[1][: top // 2], last[2][: top // 2])
        assert psnr(shown, slide) > 45, shot.slide.name


def test_again_there_is_nothing_to_do(session: Session, project: Project) -> None:
    film(session)
    before, told = snapshot(project.build("day01")), Told()
    assert film(session, told=told).summary == {"written": 0, "encoded": 0, "segments": 0}
    assert (told.total, told.done) == (0, [])
    assert snapshot(project.build("day01")) == before


def test_after_one_word_only_what_says_it_is_encoded(session: Session, edit: Edit) -> None:
    film(session)
    edit("That line", "Which line")
    told = Told()
    summary = film(session, told=told).summary
    assert (summary["written"], summary["encoded"], summary["segments"]) == (1, 1, 4)
    assert sum(told.done) == told.total > 0


def test_the_same_bytes_come_out_each_time(
    session: Session, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film(session, "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    with Session(project, FakeExecutor(), session.progress) as other:
        video(other, "day01", ["1"], VideoOrder(draft=True, out=tmp_path / "again"), Told())
    again = (tmp_path / "again" / "first" / "draft.mp4").read_bytes()
    assert again == (project.build("day01") / "first" / "draft.mp4").read_bytes()


def test_a_segment_of_another_length_is_not_used(session: Session, project: Project) -> None:
    film(session, "1")
    blobs = session.blobs.folder
    for path in blobs.glob("??/*"):
        key, data = path.name.split("-")[0], path.read_bytes()
        if data[3] == 0:  # the count of frames that a segment begins with; the others are text and pictures
            path.unlink()
            session.blobs.put(key, segment.Segment(1, ((0, b"x"),)).packed())
    (project.build("day01") / "first" / "draft.mp4").unlink()
    assert film(session, "1").summary["encoded"] == 4
    assert len(decoded(project.build("day01") / "first" / "draft.mp4")) > 100


def test_a_short_whose_code_fails_keeps_its_video(session: Session, fake: FakeExecutor, edit: Edit) -> None:
    film(session)
    before = snapshot(session.project.build("day01"))
    edit('print("hello")', 'print("other")')
    fake.outcomes["first"] = Outcome(Status.RAISED, error=Failure("ValueError", "no"))
    assert "snippet-raised" in {problem.code for problem in film(session).problems}
    after = snapshot(session.project.build("day01"))
    assert after["first/draft.mp4"] == before["first/draft.mp4"]


def test_a_render_leaves_videos_where_they_are(session: Session, project: Project) -> None:
    film(session)
    render(session, "day01", [])
    assert (project.build("day01") / "first" / "draft.mp4").exists()
    assert film(session).summary["written"] == 0


def test_a_short_that_is_gone_takes_its_video_along(session: Session, project: Project) -> None:
    film(session)
    script = project.script("day01")
    script.write_text(script.read_text().partition("  - id: second")[0])
    render(session, "day01", [])
    assert not (project.build("day01") / "second").exists()


def test_a_day_is_joined_of_its_shorts_and_joined_again_where_one_changed(
    session: Session, project: Project, edit: Edit
) -> None:
    whole = VideoOrder(day=True, draft=True)
    assert film(session, order=whole).summary["written"] == 3
    folder = project.build("day01")
    parts = [decoded(folder / name / "draft.mp4") for name in ("first", "second")]
    assert len(decoded(folder / "day01-draft.mp4")) == sum(map(len, parts))
    assert film(session, order=whole).summary["written"] == 0
    edit("That line", "Which line")
    assert film(session, order=whole).summary["written"] == 2


def test_the_days_page_links_the_day_as_long_as_it_is_up_to_date(
    session: Session, project: Project, edit: Edit
) -> None:
    settings(session, "video: {motion: none, fps: 24}\n")
    page = project.build("day01") / "index.html"
    render(session, "day01", [])
    film(session, order=VideoOrder(day=True))
    assert 'href="day01.mp4"' in page.read_text()
    edit("That line", "Which line")
    render(session, "day01", [])
    assert "day01.mp4" not in page.read_text()


def test_a_day_is_not_joined_where_a_short_failed_and_never_in_part(
    session: Session, project: Project, fake: FakeExecutor
) -> None:
    fake.outcomes["first"] = Outcome(Status.RAISED, error=Failure("ValueError", "no"))
    film(session, order=VideoOrder(day=True, draft=True))
    assert (project.build("day01") / "second" / "draft.mp4").exists()
    assert not (project.build("day01") / "day01-draft.mp4").exists()
    with pytest.raises(InputError, match="joins all shorts of the day"):
        film(session, "2", order=VideoOrder(day=True))


def test_without_its_ground_it_is_a_file_of_its_own(session: Session, project: Project) -> None:
    told = Told()
    film(session, "1", order=VideoOrder(alpha=True), told=told)
    assert [path for path in snapshot(project.build("day01")) if not path.startswith(".")] == ["first/overlay.mov"]
    assert sum(told.done) == told.total
    with pytest.raises(InputError, match="`--alpha` makes no draft"):
        film(session, order=VideoOrder(alpha=True, draft=True))


def test_how_much_moves_is_set_and_chosen(session: Session, project: Project) -> None:
    file = project.build("day01") / "first" / "draft.mp4"
    film(session, "1")
    moving = file.read_bytes()
    film(session, "1", order=VideoOrder(draft=True, motion=Motion.NONE))
    still = file.read_bytes()
    settings(session, "video: {motion: none}\n")
    assert film(session, "1").summary["written"] == 0
    assert still != moving


@pytest.mark.parametrize("fps", [24, 25, 60])
def test_frames_a_second_are_as_set(session: Session, project: Project, fps: int) -> None:
    settings(session, f"video: {{fps: {fps}, motion: none}}\n")
    told = Told()
    film(session, "1", told=told)
    file = project.build("day01") / "first" / "draft.mp4"
    assert len(decoded(file)) == told.total
    picture, heard = (float(stream["duration"]) for stream in streams(file))
    assert picture == pytest.approx(told.total / fps, abs=1e-4)
    assert abs(picture - heard) < 0.001


def test_what_is_said_is_heard_from_the_start_of_its_beat_on(
    session: Session, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one sound in the store, a part for each line."""
    whole = np.concatenate([np.full(RATE // 5, level, np.float32) for level in (0, 0.3, 0, 0.6)])
    session.blobs.put("speech", Sound(whole * np.tile((1, -1), len(whole) // 2).astype(np.float32)).wav())
    parts = iter([Clip("speech", Fraction(200), Fraction(400)), Clip("speech", Fraction(600), Fraction(800))])
    made: list[Timeline] = []

    def spoken(outline: Outline) -> Timeline:
        timeline = timed(outline)
        beats = tuple(replace(beat, clip=next(parts, None)) for beat in timeline.beats)
        made.append(replace(timeline, beats=beats))
        return made[-1]

    monkeypatch.setattr("shortsgen.pipeline.rendering.timed", spoken)
    film(session, "1")
    data = (project.build("day01") / "first" / "draft.mp4").read_bytes()
    heard = np.abs(read(BytesIO(data), "it").samples)
    loud = np.flatnonzero(heard > 0.3 * heard.max()) / RATE * 1000
    first, second = (beat.start for beat in made[0].beats[:2])
    assert abs(loud[0] - first) < 5
    assert abs(loud[loud > first + 300][0] - second) < 5
    assert abs(loud[-1] - (second + 200)) < 5


def test_music_plays_and_another_file_is_another_video(session: Session, project: Project) -> None:
    settings(session, "video: {music: bed.wav}\n")
    (project.root / "bed.wav").write_bytes(_tone(440))
    film(session, "1")
    file = project.build("day01") / "first" / "draft.mp4"
    assert np.abs(read(BytesIO(file.read_bytes()), "it").samples).max() > 0.1
    (project.root / "bed.wav").write_bytes(_tone(550))
    assert film(session, "1").summary["written"] == 1


def test_music_that_is_not_there_is_told_where_it_is_named(session: Session) -> None:
    settings(session, "video:\n  music: bed.wav\n")
    with pytest.raises(InputError) as caught:
        film(session)
    [problem] = caught.value.problems
    assert str(problem.span) == "shortsgen.yaml:2:10"
    assert problem.message == "cannot read the file `bed.wav`: no such file or directory"


def _tone(hertz: int) -> bytes:
    return Sound((0.2 * np.sin(np.arange(RATE) * 2 * np.pi * hertz / RATE)).astype(np.float32)).wav()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whenever_it_is_interrupted_it_leaves_whole_files_and_the_next_one_goes_on(
    session: Session, project: Project, tmp_path: Path, stop: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also into the cache, where what was encoded waits for the next."""
    render(session, "day01", [])  # records
    film(session, order=VideoOrder(draft=True, out=tmp_path / "whole"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    command = [sys.executable, "-m", "shortsgen", "video", "day01", "--draft", "--out", str(tmp_path / "cut")]
    for tenths in range(8, 20, 4):
        filming = subprocess.Popen(command, cwd=project.root, stderr=subprocess.DEVNULL)
        time.sleep(tenths / 10)
        filming.send_signal(stop)
        filming.wait()
        for file in (tmp_path / "cut").glob("*/*.mp4"):
            assert file.read_bytes() == (tmp_path / "whole" / file.parent.name / file.name).read_bytes()
        if stop != signal.SIGKILL:
            assert list((tmp_path / "temporary").iterdir()) == [], "what was begun is cleared away"
    subprocess.run(command, cwd=project.root, check=True, capture_output=True)
    assert len(list((tmp_path / "cut").glob("*/draft.mp4"))) == 2
