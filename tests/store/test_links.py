"""A file of a build under another path too: one file where the disk can have that, a copy where it cannot."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from shortsgen.problems import InputError
from shortsgen.store import files, folder
from shortsgen.store.artifact import Artifact, Linked
from shortsgen.store.build import Build
from tests.store.test_files_and_build import names


@pytest.fixture(params=["from the folder above", "by the whole path, as on Windows"])
def _ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_ANCHORED", "Windows" not in request.param)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "short" / "video.mp4"
    files.write(path, b"film")
    return path


@pytest.mark.usefixtures("_ways")
def test_it_is_the_same_file_and_is_made_once(tmp_path: Path, video: Path) -> None:
    other = tmp_path / "kit" / "deep" / "video.mp4"
    assert files.link(other, video, tmp_path) is True
    assert other.samefile(video)
    assert files.link(other, video, tmp_path) is False
    assert names(tmp_path) == ["kit/deep/video.mp4", "short/video.mp4"]


@pytest.mark.usefixtures("_ways")
def test_another_file_takes_its_place_and_the_old_one_stays_what_it_was(tmp_path: Path, video: Path) -> None:
    other, held = tmp_path / "kit" / "video.mp4", tmp_path / "held"
    files.link(other, video, tmp_path)
    held.hardlink_to(other)
    files.write(video, b"another")
    assert (other.read_bytes(), held.read_bytes()) == (b"film", b"film")
    assert files.link(other, video, tmp_path) is True
    assert (other.read_bytes(), held.read_bytes()) == (b"another", b"film")


@pytest.mark.usefixtures("_ways")
@pytest.mark.parametrize("error", [errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK])
def test_where_the_disk_has_no_links_it_is_a_copy(
    tmp_path: Path, video: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr("os.link", refuse)
    other = tmp_path / "kit" / "video.mp4"
    assert files.link(other, video, tmp_path) is True
    assert other.read_bytes() == b"film"
    assert not other.samefile(video)
    assert names(tmp_path) == ["kit/video.mp4", "short/video.mp4"]


def test_no_link_leads_out_of_the_project(tmp_path: Path, video: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (tmp_path / "kit").symlink_to(outside)
    with pytest.raises(InputError) as caught:
        files.link(tmp_path / "kit" / "video.mp4", video, tmp_path)
    assert caught.value.problems[0].message == "cannot write video.mp4: it leads out of `" + tmp_path.name + "`"
    assert list(outside.iterdir()) == []


def test_a_build_counts_it_once_and_removes_it_with_its_unit(tmp_path: Path) -> None:
    def build() -> Build:
        return Build(tmp_path)

    first = build()
    with first.kept():
        first.put("short/video", "1", [Artifact("short/video.mp4", b"film")])
        first.put("short/kit", "1", [Linked("short/kit/video.mp4", "short/video.mp4")])
    assert (first.written, first.unchanged) == (2, 0)
    again = build()
    assert again.is_fresh("short/kit", "1")
    with again.kept():
        again.put("short/kit", "2", [Linked("short/kit/video.mp4", "short/video.mp4")])
    assert (again.written, again.unchanged) == (0, 2)
    last = build()
    with last.kept():
        last.drop("short/kit")
        last.drop("what was never there")
    assert (last.removed, names(tmp_path)) == (1, [".shortsgen.json", "short/video.mp4"])
