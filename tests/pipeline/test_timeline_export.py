"""`export timeline`: a folder that is complete by itself, whose films are the very frames of the video."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Collection
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote, urlparse

import av
import numpy as np
import opentimelineio as otio
import pytest
import srt

from shortsgen.choices import TimelineFormat, TimelineMedia
from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.timelines import TimelineOrder, export_timelines
from shortsgen.pipeline.video import VideoOrder, video
from shortsgen.plan.lexicon import PLAIN
from shortsgen.plan.voice import Clip, Paced, Utterance
from shortsgen.problems import InputError, ShortsgenError
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.video.bands import band_area
from shortsgen.render.video.pixels import Pixels, picture
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Short
from shortsgen.sound.sound import RATE, Sound
from shortsgen.theme.tokens import BUILT_IN
from tests.pipeline.conftest import FakeExecutor, snapshot
from tests.pipeline.test_timelines import music, read
from tests.pipeline.test_video import Told, settings
from tests.render.video.scenes import decoded

Edit = Callable[[str, str], None]
STEMS = ("day01-first", "day01-second")


def export(session: Session, folder: Path, *words: str, told: Told | None = None, **order: object) -> dict[str, int]:
    made = TimelineOrder(folder, **order)  # type: ignore[arg-type]
    return dict(export_timelines(session, "day01", words, made, told or Told()).summary)


def files(folder: Path) -> set[str]:
    return {path for path in snapshot(folder) if path != ".shortsgen.json"}


def media(path: Path) -> list[Path]:
    """The files that a timeline leads to, whose whole paths it has."""
    timeline = read(path)
    urls = [urlparse(clip.media_reference.target_url) for clip in timeline.find_clips()]
    assert {url.scheme for url in urls} == {"file"}
    return [Path(unquote(url.path)) for url in urls]


def clips(path: Path, track: str = "slides") -> list[tuple[Path, int]]:
    """The files of a track, each with the frames of its clip."""
    timeline = read(path)
    [found] = [one for one in timeline.tracks if one.name == track]
    return [
        (Path(unquote(urlparse(clip.media_reference.target_url).path)), clip.duration().to_frames())
        for clip in found.find_clips()
    ]


def test_it_has_a_timeline_and_captions_of_each_short_and_of_the_day(session: Session, tmp_path: Path) -> None:
    export(session, tmp_path / "cut & paste ü")
    found = files(tmp_path / "cut & paste ü")
    timelines = {f"{stem}.otio" for stem in (*STEMS, "day01")}
    captions = {f"captions/{stem}.srt" for stem in (*STEMS, "day01")}
    kinds = ("01-hook", "02-code", "03-output", "04-mistake")
    assert found == timelines | captions | {f"media/{stem}-{kind}.png" for stem in STEMS for kind in kinds}
    for name in timelines:
        assert all(path.is_file() for path in media(tmp_path / "cut & paste ü" / name))
    said = list(srt.parse((tmp_path / "cut & paste ü" / "captions" / "day01.srt").read_text()))
    assert [one.content for one in said if "said" in one.content] == ["This line is said.", "That line is said."]


def test_of_some_shorts_there_is_no_day(session: Session, tmp_path: Path) -> None:
    export(session, tmp_path / "cut", "2")
    assert {name for name in files(tmp_path / "cut") if name.endswith(".otio")} == {"day01-second.otio"}


@pytest.mark.parametrize("form", TimelineFormat)
def test_each_format_has_its_file_and_none_is_written_twice(
    session: Session, tmp_path: Path, form: TimelineFormat
) -> None:
    export(session, tmp_path / "cut", form=form)
    before = snapshot(tmp_path / "cut")
    assert f"day01.{FORMATS[form].suffix}" in before
    again = export(session, tmp_path / "cut", form=form)
    assert (again["written"], again["removed"]) == (0, 0)
    assert snapshot(tmp_path / "cut") == before


def test_equal_input_gives_equal_bytes_wherever_the_cache_is(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(session, tmp_path / "cut", "1", media=TimelineMedia.H264)
    one = {name: (tmp_path / "cut" / name).read_bytes() for name in files(tmp_path / "cut")}
    (tmp_path / "cut").rename(tmp_path / "before")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    with Session(session.project, FakeExecutor(), session.progress) as other:
        export(other, tmp_path / "cut", "1", media=TimelineMedia.H264)
    assert {name: (tmp_path / "cut" / name).read_bytes() for name in files(tmp_path / "cut")} == one


def test_a_slide_that_goes_takes_its_file_along(session: Session, tmp_path: Path, edit: Edit) -> None:
    export(session, tmp_path / "cut", "1")
    (tmp_path / "cut" / "media" / "mine.wav").write_bytes(b"mine")
    edit("    mistake: Saying nothing.\n", "")
    assert export(session, tmp_path / "cut", "1")["removed"] == 1
    assert "media/day01-first-04-mistake.png" not in files(tmp_path / "cut")
    assert "media/mine.wav" in files(tmp_path / "cut"), "which is not ours"


def test_half_a_day_is_none(session: Session, tmp_path: Path, fake: FakeExecutor) -> None:
    fake.outcomes["second"] = Outcome(Status.RAISED, error=Failure("ValueError", "no"))
    with pytest.raises(ShortsgenError):
        export(session, tmp_path / "cut")
    assert files(tmp_path / "cut") == set() if (tmp_path / "cut").exists() else True


def test_the_other_formats_need_no_opentimelineio(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shortsgen.pipeline.extras.find_spec", lambda _: None)
    for form in (TimelineFormat.FCP7, TimelineFormat.FCPXML, TimelineFormat.EDL):
        export(session, tmp_path / form, form=form)
    with pytest.raises(InputError) as caught:
        export(session, tmp_path / "otio")
    assert caught.value.problems[0].hint == "`pip install 'shortsgen[timelines]'`"
    with pytest.raises(InputError) as caught:
        export(session, tmp_path / "films", form=TimelineFormat.EDL, media=TimelineMedia.H264)
    assert caught.value.problems[0].hint == "`pip install 'shortsgen[video]'`"


def test_films_are_the_frames_of_the_video_cut_where_slides_change(session: Session, tmp_path: Path) -> None:
    """Copied, not encoded once more: each frame of the video is a frame of one film, to the bit."""
    told = Told()
    export(session, tmp_path / "cut", "1", media=TimelineMedia.H264, told=told)
    found = clips(tmp_path / "cut" / "day01-first.otio")
    assert sum(told.done) == told.total == sum(frames for _, frames in found)
    filmed = [decoded(path) for path, _ in found]
    assert [len(film) for film in filmed] == [frames for _, frames in found]
    summary = video(session, "day01", ["1"], VideoOrder(out=tmp_path / "video"), Told()).summary
    assert summary["encoded"] == 0, "both are made of the same segments"
    whole = decoded(tmp_path / "video" / "first" / "video.mp4")
    cut = [frame for film in filmed for frame in film]
    assert len(cut) == len(whole)
    for one, other in zip(cut, whole, strict=True):
        assert all((a == b).all() for a, b in zip(one, other, strict=True))


def slides(session: Session, alpha: bool) -> list[Pixels]:
    """The slides of the first short above the band of captions."""
    from shortsgen.pipeline.sound import sound

    [timeline] = sound(session, "day01", ["1"]).timelines()
    drawn = session.typesetter.render(timeline, SlideStyle(BUILT_IN, alpha), ("png",))
    return [picture(one.data)[: band_area(BUILT_IN).y // 2 * 2] for one in drawn]


def ends(film: Path) -> tuple[int, Pixels, Pixels]:
    """How many frames there are, and the first and the last of them in RGBA with straight alpha."""
    with av.open(film) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        first, last = (packets[at].decode()[0].to_ndarray(format="rgba") for at in (0, -1))
    return len(packets), first, last


@pytest.mark.parametrize(
    ("form", "codec", "pixels"),
    [(TimelineMedia.DNXHR, "dnxhd", "yuv422p"), (TimelineMedia.PRORES, "prores", "yuva444p12le")],
)
def test_films_for_editing_have_exactly_their_frames_and_show_the_slide_first_and_last(
    session: Session, tmp_path: Path, form: TimelineMedia, codec: str, pixels: str
) -> None:
    settings(session, "video: {motion: none, fps: 24}\n")
    export(session, tmp_path / "cut", "1", media=form)
    alpha = form is TimelineMedia.PRORES
    for (path, frames), slide in zip(clips(tmp_path / "cut" / "day01-first.otio"), slides(session, alpha), strict=True):
        with av.open(path) as container:
            [stream] = container.streams
            assert (stream.codec_context.name, stream.codec_context.pix_fmt) == (codec, pixels)
            assert (stream.codec_context.colorspace, stream.codec_context.color_range) == (1, 1)
            assert (stream.average_rate, stream.frames) == (24, frames)
        count, *shown = ends(path)
        assert count == frames
        for one in shown:
            seen = one[: len(slide)].astype(int)
            if alpha:  # slides are multiplied by their alpha where they are read
                seen[..., :3] = seen[..., :3] * seen[..., 3:] // 255
            assert np.abs(seen - slide).mean() < 1.5


def test_films_of_two_kinds_lie_in_one_folder(session: Session, tmp_path: Path) -> None:
    settings(session, "video: {motion: none, fps: 24}\n")
    export(session, tmp_path / "cut", "1", media=TimelineMedia.PRORES)
    overlaid = clips(tmp_path / "cut" / "day01-first.otio")
    export(session, tmp_path / "cut", "1", media=TimelineMedia.DNXHR)
    for made, codec in ((overlaid, "prores"), (clips(tmp_path / "cut" / "day01-first.otio"), "dnxhd")):
        for path, _ in made:
            with av.open(path) as container:
                assert container.streams.video[0].codec_context.name == codec


def test_films_that_are_there_are_not_made_again(session: Session, tmp_path: Path, edit: Edit) -> None:
    export(session, tmp_path / "cut", media=TimelineMedia.H264)
    before, told = snapshot(tmp_path / "cut"), Told()
    export(session, tmp_path / "cut", media=TimelineMedia.H264, told=told)
    assert (told.total, snapshot(tmp_path / "cut")) == (0, before)
    edit("That line", "Which line")
    export(session, tmp_path / "cut", media=TimelineMedia.H264)
    after = snapshot(tmp_path / "cut")
    assert {path for path in after if path.startswith("media/day01-first") and after[path] != before[path]} == set()


def spoken(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """All lines are said by a tone, as if a voice had synthesised them."""
    tone = np.sin(np.arange(20 * RATE, dtype=np.float32) / 20) / 4
    session.blobs.put("tone", Sound(tone.astype(np.float32)).wav())

    class Tone(Paced):
        def say(self, lines: Collection[str]) -> tuple[Utterance, ...]:  # type: ignore[override]
            said = super().say(list(lines))
            return tuple(replace(one, clip=Clip("tone", Fraction(0), one.length)) if one.words else one for one in said)

    def voiced(_: Session, loaded: Loaded, shorts: Collection[Short]) -> Loaded:
        return replace(loaded, voices={short.id: Tone(150, PLAIN) for short in shorts})

    monkeypatch.setattr("shortsgen.pipeline.sound.voiced", voiced)


def test_what_is_said_and_music_have_tracks_of_their_own_as_long_as_the_picture(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    music(session)
    spoken(session, monkeypatch)
    export(session, tmp_path / "cut")
    for stem in STEMS:
        frames = sum(count for _, count in clips(tmp_path / "cut" / f"{stem}.otio"))
        for track in ("voice", "music"):
            [(path, count)] = clips(tmp_path / "cut" / f"{stem}.otio", track)
            assert (path.name, count) == (f"{stem}-{track}.wav", frames)
            with wave.open(str(path)) as file:
                assert (file.getframerate(), file.getsampwidth(), file.getnframes()) == (RATE, 2, frames * RATE // 30)
    day = read(tmp_path / "cut" / "day01.otio")
    lengths = {track.name: track.duration().to_frames() for track in day.tracks}
    assert lengths["slides"] == lengths["voice"] == lengths["music"]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_whenever_it_is_interrupted_no_file_is_half_written_and_no_timeline_leads_nowhere(
    session: Session, tmp_path: Path, stop: signal.Signals
) -> None:
    export(session, tmp_path / "whole", media=TimelineMedia.H264)
    whole = {name: (tmp_path / "whole" / name).read_bytes() for name in files(tmp_path / "whole")}
    command = [sys.executable, "-m", "shortsgen", "export", "timeline", "day01", "--media", "h264", "-o", "cut"]
    for tenths in (6, 9) if stop == signal.SIGINT else (8,):
        running = subprocess.Popen(command, cwd=session.project.root, stderr=subprocess.DEVNULL)
        time.sleep(tenths / 10)
        running.send_signal(stop)
        running.wait()
        cut = session.project.root / "cut"
        for name in files(cut) if cut.exists() else ():
            if name.endswith((".mp4", ".srt")) and not name.startswith(".shortsgen-"):
                assert (cut / name).read_bytes() == whole[name]
            if name.endswith(".otio"):
                assert all(path.is_file() for path in media(cut / name))
        if stop != signal.SIGKILL and cut.exists():
            assert not list(cut.glob(".shortsgen-*/")), "what was begun is cleared away"
    for _ in range(2):  # the second time nothing is left to be filmed
        (session.project.root / "cut" / ".shortsgen-of-one-that-was-killed").mkdir(parents=True, exist_ok=True)
        subprocess.run(command, cwd=session.project.root, check=True, capture_output=True)
        assert not list((session.project.root / "cut").glob(".shortsgen-*/"))
    assert all(path.is_file() for path in media(session.project.root / "cut" / "day01.otio"))


def test_a_folder_that_cannot_be_written_is_told(session: Session, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for form in (TimelineMedia.STILLS, TimelineMedia.H264):
        with pytest.raises(InputError) as caught:
            export(session, tmp_path / "file" / "cut", media=form)
        assert caught.value.problems[0].code == "file"
    assert (tmp_path / "file").read_text() == "mine"


def test_each_timeline_is_one_of_opentimelineio(session: Session, tmp_path: Path) -> None:
    export(session, tmp_path / "cut")
    for name in (*STEMS, "day01"):
        assert isinstance(read(tmp_path / "cut" / f"{name}.otio"), otio.schema.Timeline)
