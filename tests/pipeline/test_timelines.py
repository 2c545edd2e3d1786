"""Timelines for editing programs in a build: made where they are asked for, with the slides that they lead to."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import opentimelineio as otio
import pytest

from shortsgen.choices import OutputName
from shortsgen.pipeline.render import Order, artifacts, render
from shortsgen.pipeline.session import Session
from shortsgen.problems import InputError
from shortsgen.project import Project
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.sound.sound import RATE, Sound
from tests.pipeline.conftest import FakeExecutor, snapshot
from tests.pipeline.test_video import settings

Edit = Callable[[str, str], None]
TIMELINES = Order([OutputName.TIMELINES])
SHORTS = ("first", "second")


def read(path: Path) -> otio.schema.Timeline:
    return otio.adapters.read_from_file(str(path))


def media(path: Path) -> list[Path]:
    """The files that a timeline leads to."""
    timeline = read(path)
    return [path.parent / clip.media_reference.target_url for clip in timeline.find_clips()]


def music(session: Session, text: str = "") -> None:
    """Ten seconds of a tone, as the settings name them."""
    tone = np.sin(np.arange(10 * RATE, dtype=np.float32) / 10) / 2
    (session.project.root / "song.wav").write_bytes(Sound(tone.astype(np.float32)).wav())
    settings(session, f"video: {{music: song.wav}}\n{text}")


def test_a_render_makes_none_and_keeps_those_that_are_there(session: Session, project: Project) -> None:
    render(session, "day01", [])
    assert not [path for path in snapshot(project.build("day01")) if path.endswith(".otio")]
    render(session, "day01", [], TIMELINES)
    before = {path: at for path, at in snapshot(project.build("day01")).items() if path.endswith(".otio")}
    assert set(before) == {"day01.otio", "first/timeline.otio", "second/timeline.otio"}
    render(session, "day01", [])
    after = snapshot(project.build("day01"))
    assert {path: after[path] for path in before} == before


def test_they_bring_the_slides_that_they_lead_to(session: Session, project: Project) -> None:
    render(session, "day01", [], TIMELINES)
    build = project.build("day01")
    for path in (build / "day01.otio", build / "first" / "timeline.otio"):
        assert all(one.is_file() for one in media(path))
    assert media(build / "day01.otio") == [one for short in SHORTS for one in media(build / short / "timeline.otio")]


def test_again_there_is_nothing_to_do(session: Session, project: Project) -> None:
    render(session, "day01", [], TIMELINES)
    before = snapshot(project.build("day01"))
    assert render(session, "day01", [], TIMELINES).summary["written"] == 0
    assert snapshot(project.build("day01")) == before


def test_only_what_changed_is_made_again(session: Session, project: Project, edit: Edit) -> None:
    render(session, "day01", [], TIMELINES)
    before = snapshot(project.build("day01"))
    edit("That line is said.", "That line, which is longer now, is said.")
    render(session, "day01", [], TIMELINES)
    after = snapshot(project.build("day01"))
    changed = {path for path in after if before.get(path) != after[path] and path.endswith(".otio")}
    assert changed == {"day01.otio", "second/timeline.otio"}


def test_the_day_has_none_where_one_of_its_shorts_fails(session: Session, project: Project, fake: FakeExecutor) -> None:
    fake.outcomes["first"] = Outcome(Status.RAISED, error=Failure("ValueError", "no"))
    render(session, "day01", [], TIMELINES)
    made = {path for path in snapshot(project.build("day01")) if path.endswith(".otio")}
    assert made == {"second/timeline.otio"}


def test_one_short_alone_makes_none_of_the_day(session: Session, project: Project) -> None:
    render(session, "day01", ["1"], TIMELINES)
    assert {path for path in snapshot(project.build("day01")) if path.endswith(".otio")} == {"first/timeline.otio"}


def test_the_page_of_the_day_links_them_once_they_are_there(session: Session, project: Project) -> None:
    render(session, "day01", [])
    page = project.build("day01") / "index.html"
    assert ".otio" not in page.read_text()
    render(session, "day01", [], TIMELINES)
    for name in ("day01.otio", "first/timeline.otio", "second/timeline.otio"):
        assert f'href="{name}"' in page.read_text()


def test_nothing_of_the_machine_is_in_them(session: Session, project: Project) -> None:
    render(session, "day01", [], TIMELINES)
    for path in project.build("day01").rglob("*.otio"):
        assert str(project.root) not in path.read_text()


def test_slides_without_their_ground_are_told_as_such(session: Session, project: Project) -> None:
    """Which is another timeline, for programs that have to be told."""
    from shortsgen.render.renderer import Drawing

    render(session, "day01", [], TIMELINES)
    names = [read(project.build("day01") / "day01.otio").name]
    render(session, "day01", [], Order([OutputName.TIMELINES], drawing=Drawing(alpha=True)))
    names.append(read(project.build("day01") / "day01.otio").name)
    assert names[0] != names[1]


def test_music_has_a_track_of_its_own_as_long_as_the_picture(session: Session, project: Project) -> None:
    music(session)
    render(session, "day01", [], TIMELINES)
    timeline = read(project.build("day01") / "first" / "timeline.otio")
    assert [(track.name, track.kind) for track in timeline.tracks] == [("slides", "Video"), ("music", "Audio")]
    slides, sound = (track.duration().to_frames() for track in timeline.tracks)
    assert slides == sound
    with wave.open(str(project.build("day01") / "first" / "music.wav")) as file:
        assert (file.getframerate(), file.getsampwidth()) == (RATE, 2)
        assert file.getnframes() == sound * RATE // 30


def test_other_music_in_the_same_file_makes_them_again(session: Session, project: Project) -> None:
    music(session)
    render(session, "day01", [], TIMELINES)
    before = (project.build("day01") / "first" / "music.wav").read_bytes()
    silence = Sound(np.zeros(RATE, np.float32)).wav()
    (project.root / "song.wav").write_bytes(silence)
    render(session, "day01", [], TIMELINES)
    assert (project.build("day01") / "first" / "music.wav").read_bytes() != before


def test_python_gets_them_as_bytes(session: Session) -> None:
    made = {one.path: one.data for one in artifacts(session, "day01", [], [OutputName.TIMELINES])}
    assert json.loads(made["day01.otio"])["OTIO_SCHEMA"] == "Timeline.1"
    assert "first/slides/01-hook.png" in made


def test_where_opentimelineio_is_missing_the_extra_is_told(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shortsgen.pipeline.extras.find_spec", lambda _: None)
    with pytest.raises(InputError) as caught:
        render(session, "day01", [], TIMELINES)
    [problem] = caught.value.problems
    assert (problem.code, problem.hint) == ("extra", "`pip install 'shortsgen[timelines]'`")
    assert problem.message == "timelines need opentimelineio, which is not installed"


def test_where_nothing_changed_nothing_that_writes_them_is_imported(session: Session, project: Project) -> None:
    music(session)
    render(session, "day01", [], TIMELINES)
    code = "import sys; from shortsgen.__main__ import _run; _run(); print(*sys.modules)"
    command = [sys.executable, "-c", code, "render", "day01", "--only", "timelines"]
    done = subprocess.run(command, cwd=project.root, check=True, capture_output=True, text=True)
    assert "0 written" in done.stderr
    assert not {"opentimelineio", "av", "numpy", "typst", "jinja2"} & set(done.stdout.split())
