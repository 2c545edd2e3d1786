"""No link leads out of where files must lie, nothing but a file is read, and none that is too large."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shortsgen.problems import InputError
from shortsgen.store import files, folder
from shortsgen.store.artifact import Artifact, Finished
from shortsgen.store.build import Build
from shortsgen.store.folder import open_file, opened, prove, read
from tests.store.test_files_and_build import names, put


@pytest.fixture(params=["from the folder above", "by the whole path, as on Windows"])
def _ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How files and folders are opened."""
    monkeypatch.setattr(folder, "_ANCHORED", "Windows" not in request.param)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one in it, a link to that, and a link out of it to where `file` is not ours."""
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (root / "inside").symlink_to(root / "folder")
    (root / "outside").symlink_to(tmp_path / "outside")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").write_bytes(b"not ours")
    return root


def refused(path: Path, root: Path) -> str:
    with pytest.raises(PermissionError) as caught:
        read(path, root)
    return str(caught.value)


@pytest.mark.usefixtures("_ways")
@pytest.mark.skipif(sys.platform == "win32", reason="makes links")
class TestAnyWay:
    def test_what_was_written_is_read_and_removed_and_a_link_that_stays_inside_is_fine(self, root: Path) -> None:
        for place in ("a/b/file", "inside/file"):
            assert files.write(root / place, b"data", root=root) is True
            assert files.write(root / place, b"data", root=root) is False
            assert read(root / place, root) == b"data"
            assert files.remove(root / place, root) is True
            assert files.remove(root / place, root) is False
        with opened(root / "folder", root) as place:
            place.create("file").close()
            assert (place.path, place.names()) == (root / "folder", ["file"])
            assert (place.remove("file"), place.remove("file"), place.names()) == (True, False, [])

    def test_the_root_itself_is_made_where_something_is_written_and_nowhere_else(self, tmp_path: Path) -> None:
        root = tmp_path / "a" / "b"
        with pytest.raises(FileNotFoundError):
            read(root / "file", root)
        with pytest.raises(FileNotFoundError):
            read(tmp_path / "c" / "file", tmp_path)
        assert list(tmp_path.iterdir()) == []
        files.write(root / "file", b"data", root=root)
        assert read(root / "file", root) == b"data"

    def test_nothing_is_read_written_moved_or_removed_through_a_link_that_leads_out(self, root: Path) -> None:
        assert refused(root / "outside" / "file", root) == f"[Errno {errno.EPERM}] it leads out of `root`"
        (root / "new").write_bytes(b"new")
        for wrong in (
            lambda: files.write(root / "outside" / "file", b"data", root=root),
            lambda: files.adopt(root / "outside" / "file", root / "new", root),
        ):
            with pytest.raises(InputError, match="cannot write file: it leads out of `root`"):
                wrong()
        assert files.remove(root / "outside" / "file", root) is False
        assert names(root.parent / "outside") == ["file"]
        assert (root.parent / "outside" / "file").read_bytes() == b"not ours"

    def test_a_link_in_place_of_a_file_is_replaced_or_removed_and_never_followed(self, root: Path) -> None:
        (root / "link").symlink_to(root.parent / "outside" / "file")
        assert files.write(root / "link", b"not ours", root=root) is True
        (root / "gone").symlink_to(root / "nothing")
        assert files.remove(root / "gone", root) is True
        assert not (root / "link").is_symlink()
        assert names(root.parent / "outside") == ["file"]

    def test_only_a_file_is_read_and_none_with_more_bytes_than_are_wanted(self, root: Path) -> None:
        (root / "file").write_bytes(b"12345")
        assert read(root / "file", root, 5) == read(root / "file", None, 5) == b"12345"
        os.mkfifo(root / "pipe")
        for place, least, number in (("file", root, errno.EFBIG), ("file", None, errno.EFBIG)):
            with pytest.raises(OSError, match=os.strerror(number)) as caught:
                read(root / place, least, 4)
            assert caught.value.errno == number
        for place, said in (("folder", os.strerror(errno.EISDIR)), ("pipe", "it is no file, but a pipe or a device")):
            for look in (read, prove):
                with pytest.raises(OSError, match=said):
                    look(root / place, root)
        assert prove(root / "file", root) is None
        with pytest.raises(PermissionError):
            prove(root / "outside" / "file", root)


@pytest.mark.parametrize("look", [read, prove])
def test_of_what_nobody_needs_as_large_not_a_byte_is_read(root: Path, look: Callable[[Path, Path], object]) -> None:
    (root / "file").touch()
    os.truncate(root / "file", 256 * 2**20 + 1)  # of holes
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        look(root / "file", root)


@pytest.mark.skipif(sys.platform == "win32", reason="makes links")
def test_a_folder_that_is_open_is_the_one_that_was_opened_whatever_comes_in_its_place(root: Path) -> None:
    with opened(root / "folder", root) as place:
        (root / "folder").rename(root / "moved")
        (root / "folder").symlink_to(root.parent / "outside")
        place.create("one").close()
        place.rename("one", "two")
        assert (place.names(), place.read("two")) == (["two"], b"")
        place.create("file").close()
        assert place.remove("file") is True
    assert names(root.parent / "outside") == ["file"]


def test_a_folder_that_another_process_makes_at_the_same_moment_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = os.mkdir

    def twice(*arguments: Any, **more: Any) -> None:
        made(*arguments, **more)
        made(*arguments, **more)

    monkeypatch.setattr(os, "mkdir", twice)
    for root in (tmp_path, tmp_path / "new"):
        assert files.write(root / "a" / "b" / "file", b"data", root=root) is True


def test_a_file_that_begins_alike_is_another_one(tmp_path: Path) -> None:
    for data in (b"old and longer", b"ol", b"new"):
        assert files.write(tmp_path / "file", data) is True
        assert (tmp_path / "file").read_bytes() == data


@pytest.mark.skipif(sys.platform == "win32", reason="makes links")
def test_a_build_never_leaves_its_root_whatever_it_does(root: Path) -> None:
    """As where a project that somebody sent has a link for its build folder."""
    (root / "build").symlink_to(root.parent / "outside")
    (root / "new").write_bytes(b"new")
    stray = root.parent / "outside" / ".file.1.shortsgen-tmp"
    stray.write_bytes(b"")
    for one in (Artifact("file", b"ours"), Finished("file", root / "new")):
        with pytest.raises(InputError, match="it leads out of `root`"):
            Build(root / "build", root).put("01", "key", [one])
    build = Build(root / "build", root)
    with pytest.raises(PermissionError):
        build.read("file")
    build.keep_note("01", "key", "note")
    with pytest.raises(InputError, match="it leads out of `root`"):
        build.save()
    assert names(root.parent / "outside") == [stray.name, "file"]


def test_a_build_below_its_root_is_one_like_any_other(root: Path) -> None:
    put(root / "folder", "01", "key", a__one=b"1")
    (root / "folder" / "a" / ".two.1.shortsgen-tmp").write_bytes(b"")
    build = Build(root / "folder", root)
    assert build.is_fresh("01", "key")
    build.put("01", "other", [Artifact("b/one", b"1")])
    build.save()
    assert (build.removed, names(root / "folder")) == (1, [".shortsgen.json", "b/one"])


@pytest.mark.skipif(sys.platform == "win32", reason="makes links")
class TestLinks:
    def test_a_link_that_somebody_put_for_a_temporary_file_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "mine").write_bytes(b"mine")
        (tmp_path / f".file.{os.getpid()}.shortsgen-tmp").symlink_to(tmp_path / "mine")
        files.write(tmp_path / "file", b"data")
        assert ((tmp_path / "mine").read_bytes(), (tmp_path / "file").read_bytes()) == (b"mine", b"data")

    def test_a_link_that_comes_after_the_path_was_made_real_is_not_followed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "outside").mkdir()
        (tmp_path / "root" / "folder").mkdir(parents=True)
        (tmp_path / "root" / "link").symlink_to("folder")
        real = os.path.realpath

        def made_real_and_then_linked(path: Path) -> str:
            found = real(path)
            if found.endswith("folder"):
                (tmp_path / "root" / "folder").rmdir()
                (tmp_path / "root" / "folder").symlink_to(tmp_path / "outside")
            return found

        monkeypatch.setattr(os.path, "realpath", made_real_and_then_linked)
        with pytest.raises(InputError):
            files.write(tmp_path / "root" / "link" / "file", b"data", root=tmp_path / "root")
        assert list((tmp_path / "outside").iterdir()) == []

    def test_sweeping_and_removing_stay_inside(self, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        for name in (".file.1.shortsgen-tmp", "file"):
            (outside / name).write_bytes(b"mine")
        (tmp_path / "root").mkdir()
        (tmp_path / "root" / "link").symlink_to(outside)
        files.sweep(tmp_path / "root" / "link", tmp_path / "root")
        files.sweep_all(tmp_path / "root" / "link", tmp_path / "root")
        assert not files.remove(tmp_path / "root" / "link" / "file", tmp_path / "root")
        assert names(outside) == [".file.1.shortsgen-tmp", "file"]

    def test_the_rest_of_a_build_that_was_killed_goes_with_the_next_one_that_changes_anything(
        self, tmp_path: Path
    ) -> None:
        put(tmp_path, "01", "key", a__one=b"1")
        (tmp_path / "gone" / "slides").mkdir(parents=True)
        (tmp_path / "gone" / "slides" / ".one.1.shortsgen-tmp").write_bytes(b"")
        put(tmp_path, "02", "key", b__two=b"2")
        assert names(tmp_path) == [".shortsgen.json", "a/one", "b/two"]

    def test_what_fails_after_a_failure_is_not_told(self, tmp_path: Path) -> None:
        build = Build(tmp_path)
        build.keep_note("01", "key", "note")
        (tmp_path / ".shortsgen.json").mkdir()
        with pytest.raises(RuntimeError), build.kept():
            raise RuntimeError


def test_a_file_of_any_size_is_opened_in_its_root_and_no_other(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside.txt"
    root.mkdir()
    outside.write_bytes(b"secret")
    (root / "file").write_bytes(b"data")
    (root / "within").symlink_to(root / "file")
    (root / "away").symlink_to(outside)
    for name in ("file", "within"):
        with open_file(root / name, root) as file:
            assert file.read() == b"data"
    for name in ("away", ".", "nothing"):
        with pytest.raises(OSError):  # noqa: PT011 - each has its own
            open_file(root / name, root)
