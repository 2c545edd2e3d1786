"""Kits to upload: made of videos that are up to date, never encoded again, written only where something changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shortsgen.choices import Color
from shortsgen.cli.console import Screen
from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.day import Result
from shortsgen.pipeline.publish import PublishOrder, publish
from shortsgen.pipeline.render import render
from shortsgen.pipeline.session import Session
from shortsgen.project import Project, reread
from shortsgen.run.outcome import Failure, Outcome, Status
from tests.pipeline.conftest import SCRIPT, FakeExecutor, snapshot

Edit = Callable[[str, str], None]
YOUTUBE = ["alt.txt", "captions.srt", "cover.png", "description.txt", "tags.txt", "title.txt", "video.mp4"]
OTHERS = ["alt.txt", "cover.png", "description.txt", "video.mp4"]
POSTED = SCRIPT.replace(
    "shorts:\n",
    "publish: {start: 2026-12-01, at: 17:30, zone: Europe/Berlin, hashtags: [pytorch, python]}\nshorts:\n",
    1,
)


@contextmanager
def frames(_total: int) -> Iterator[Callable[[int], None]]:
    yield lambda _done: None


def kits(session: Session, *words: str) -> Result:
    return publish(session, "day01", words, PublishOrder(), frames)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project with the kits of one short, and the cache of it. Encoding is what takes long, so it is done once."""
    root, cache = tmp_path_factory.mktemp("filmed"), tmp_path_factory.mktemp("filmed-cache")
    (root / "scripts_yaml").mkdir()
    (root / "scripts_yaml" / "day01.yaml").write_text(POSTED)
    (root / "shortsgen.yaml").write_text("video: {motion: none}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        with Session(reread(Project(root)), FakeExecutor(), Screen(Color.NEVER)) as session:
            kits(session, "1")
    return root, cache


@pytest.fixture
def project(filmed: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of it, whose files are as old as they were, and one where they were one."""
    root, cache = filmed
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    known: dict[int, str] = {}

    def copy(source: str, target: str) -> str:
        first = known.setdefault(Path(source).stat().st_ino, target)
        if first == target:
            return str(shutil.copy2(source, target))
        Path(target).hardlink_to(first)
        return target

    shutil.copytree(root, tmp_path / "project", copy_function=copy)
    return reread(Project(tmp_path / "project"))


def test_each_platform_gets_what_it_has_a_field_for(filmed: tuple[Path, Path]) -> None:
    short = filmed[0] / "build" / "day01" / "first"
    found = {one.name: files(one) for one in (short / "publish").iterdir()}
    assert found == {"youtube": YOUTUBE, "tiktok": OTHERS, "reels": OTHERS}


def test_a_video_is_the_file_of_its_short(filmed: tuple[Path, Path]) -> None:
    short = filmed[0] / "build" / "day01" / "first"
    assert all(one.samefile(short / "video.mp4") for one in short.glob("publish/*/video.mp4"))


def test_again_nothing_is_written(session: Session, project: Project) -> None:
    before = snapshot(project.build("day01"))
    assert kits(session, "1").summary["written"] == 0
    assert snapshot(project.build("day01")) == before


def test_where_nothing_changed_nothing_is_imported_that_makes_it(project: Project) -> None:
    """As somebody meets it who publishes a second time, in a process of its own."""
    program = (
        "import sys\n"
        "from shortsgen.__main__ import _run\n"
        "sys.argv = ['shortsgen', 'publish', 'day01', '1']\n"
        "code = _run()\n"
        "print(code, sorted({'jinja2', 'numpy', 'typst', 'torch', 'av'} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-2:] == ["build/day01: 0 written, 17 unchanged, 0 removed", "0 []"]


def test_another_hashtag_writes_texts_and_encodes_nothing(session: Session, project: Project, edit: Edit) -> None:
    before = snapshot(project.build("day01"))
    edit("[pytorch, python]", "[torch]")
    kits(session, "1")
    after = snapshot(project.build("day01"))
    written = {path for path in after if after[path] != before.get(path)} - {".shortsgen.json"}
    texts = {f"first/publish/{name}/description.txt" for name in ("youtube", "tiktok", "reels")}
    schedule = {"publish/schedule.csv", "publish/schedule.ics"}
    assert written - schedule == {*texts, "first/publish/youtube/tags.txt"}


def test_another_word_films_what_says_it_and_brings_all_of_its_kits_with_it(
    session: Session, project: Project, edit: Edit
) -> None:
    edit("This line", "Another line")
    kits(session, "1")
    short = project.build("day01") / "first"
    assert all(one.samefile(short / "video.mp4") for one in short.glob("publish/*/video.mp4"))
    assert "Another line" in (short / "publish" / "tiktok" / "description.txt").read_text()


def test_a_video_that_is_filmed_otherwise_is_that_of_its_kits(session: Session, project: Project) -> None:
    session.begin()
    (project.root / "shortsgen.yaml").write_text("video: {motion: none, fps: 24}\n")
    kits(session, "1")
    short = project.build("day01") / "first"
    assert all(one.samefile(short / "video.mp4") for one in short.glob("publish/*/video.mp4"))


def test_a_session_judges_posts_again_where_only_their_words_changed(session: Session, edit: Edit) -> None:
    def codes() -> list[tuple[str, int]]:
        problems = check_days(session, {"day01": ["1"]}).problems
        return [(one.code, one.span.line) for one in problems if one.span and one.code.startswith("publish")]

    assert codes() == []
    edit("[pytorch, python]", "[a, b, c, d, e, f]")
    assert codes() == [("publish-hashtags", 2)] * 2
    edit("title: Two shorts\n", "title: Two shorts\n\n")
    assert codes() == [("publish-hashtags", 3)] * 2


def test_what_is_not_published_any_more_goes(session: Session, project: Project, edit: Edit) -> None:
    edit("start: 2026-12-01, ", "platforms: [tiktok], ")
    kits(session, "1")
    build = project.build("day01")
    assert [one.name for one in (build / "first" / "publish").iterdir()] == ["tiktok"]
    assert not (build / "publish").exists()


def test_rendering_the_day_keeps_kits_and_drops_those_of_shorts_that_are_gone(
    session: Session, project: Project
) -> None:
    build = project.build("day01")
    render(session, "day01", [])
    assert files(build / "first" / "publish" / "youtube") == YOUTUBE
    assert (build / "publish" / "schedule.csv").exists()
    project.script("day01").write_text(POSTED.replace("first", "renamed"))
    render(session, "day01", [])
    assert not (build / "first").exists()


def test_kits_of_a_short_that_is_gone_go_when_the_whole_day_is_published(
    session: Session, project: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its video stays until it is rendered, and so do files that are not ours."""
    told: list[str] = []
    monkeypatch.setattr(session.progress, "say", told.append)
    folder = project.build("day01") / "first"
    (folder / "publish" / "reels" / "notes.txt").write_text("mine")
    edit("id: first\n", "id: renamed\n")
    edit("needs: [first]", "needs: [renamed]")
    kits(session, "1")
    assert files(folder / "publish" / "youtube") == YOUTUBE, "since a part says nothing of the whole"
    kits(session)
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == ["notes.txt", "video.mp4"]
    assert files(project.build("day01") / "renamed" / "publish" / "youtube") == YOUTUBE
    assert told[2:] == ["removed the kits of `first`, a short that day01 has no more"]


def test_a_short_whose_code_fails_keeps_its_kit(
    session: Session, project: Project, fake: FakeExecutor, edit: Edit
) -> None:
    fake.outcomes["first"] = Outcome(Status.RAISED, error=Failure("ValueError", "no"))
    edit('print("hello")', 'print("bye")')
    before = (project.build("day01") / "first" / "publish" / "youtube" / "description.txt").read_text()
    result = kits(session, "1")
    assert [problem.code for problem in result.problems] == ["snippet-raised"]
    assert (project.build("day01") / "first" / "publish" / "youtube" / "description.txt").read_text() == before
