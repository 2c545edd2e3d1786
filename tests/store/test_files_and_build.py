"""Files are written whole or not at all, and a build folder holds what its day has and nothing that is not ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from shortsgen.problems import InputError, Span
from shortsgen.script.model import Code, Short
from shortsgen.store import files
from shortsgen.store.artifact import Artifact, Finished, Linked
from shortsgen.store.build import Build, identity


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def problem_of(caught: pytest.ExceptionInfo[InputError]) -> tuple[str, str, str]:
    [problem] = caught.value.problems
    return problem.code, problem.message, problem.hint


class TestWrite:
    def test_a_file_is_written_with_the_folders_that_it_needs(self, tmp_path: Path) -> None:
        assert files.write(tmp_path / "deep" / "down" / "file", b"data") is True
        assert (tmp_path / "deep" / "down" / "file").read_bytes() == b"data"
        assert names(tmp_path) == ["deep/down/file"]

    def test_what_is_there_already_is_not_touched(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        files.write(path, b"data")
        before = path.stat()
        assert files.write(path, b"data") is False
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        assert files.write(path, b"atad") is True

    @pytest.mark.parametrize("durable", [True, False])
    def test_a_reader_never_sees_a_part_whenever_the_writer_is_killed(self, tmp_path: Path, durable: bool) -> None:
        path = tmp_path / "file"
        versions = {letter * 1_000_000 for letter in (b"a", b"b")}
        program = (
            "import sys\n"
            "from pathlib import Path\n"
            "from shortsgen.store import files\n"
            "versions = [letter * 1_000_000 for letter in (b'a', b'b')]\n"
            f"files.write(Path({str(path)!r}), versions[1])\n"
            "print('ready', flush=True)\n"
            "while True:\n"
            "    for data in versions:\n"
            f"        files.write(Path({str(path)!r}), data, durable={durable})\n"
        )
        for reads in (1, 5, 20, 50):
            writer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            assert {path.read_bytes() for _ in range(reads)} <= versions
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            writer.stdout.close()
            assert path.read_bytes() in versions
        files.sweep(tmp_path)
        assert names(tmp_path) == ["file"], "what the killed ones left is swept up"

    @pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
    def test_a_full_disk_leaves_the_old_file_and_nothing_else(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        path.write_bytes(b"old")
        program = (
            "import resource, signal\n"
            "from pathlib import Path\n"
            "from shortsgen.store import files\n"
            "from shortsgen.problems import InputError\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
            "try:\n"
            f"    files.write(Path({str(path)!r}), b'new' * 4096)\n"
            "except InputError as error:\n"
            "    print(error.problems[0].message)\n"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == "cannot write file: File too large\n"
        assert (path.read_bytes(), names(tmp_path)) == (b"old", ["file"])

    def test_an_interrupt_leaves_the_old_file_and_nothing_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(_descriptor: int) -> None:
            raise KeyboardInterrupt

        path = tmp_path / "file"
        path.write_bytes(b"old")
        monkeypatch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            files.write(path, b"new")
        assert (path.read_bytes(), names(tmp_path)) == (b"old", ["file"])

    def test_a_place_that_cannot_be_written_is_bad_input(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(InputError) as caught:
            files.write(tmp_path / "file" / "below", b"data")
        assert problem_of(caught) == ("file", "cannot write below: Not a directory", f"in {tmp_path / 'file'}")
        (tmp_path / "folder").mkdir()
        with pytest.raises(InputError) as caught:
            files.write(tmp_path / "folder", b"data")
        assert problem_of(caught) == ("file", "cannot write folder: Is a directory", f"in {tmp_path}")
        assert names(tmp_path) == ["file"]

    def test_sweeping_takes_only_our_own_leftovers(self, tmp_path: Path) -> None:
        for name in (".file.123.shortsgen-tmp", ".file", "file.shortsgen-tmp", ".other.tmp"):
            (tmp_path / name).write_bytes(b"")
        files.sweep(tmp_path)
        assert names(tmp_path) == [".file", ".other.tmp", "file.shortsgen-tmp"]


def put(folder: Path, unit: str, key: str, **artifacts: bytes) -> Build:
    """One build that renders one unit; `a__b` is the path `a/b`."""
    build = Build(folder)
    build.put(unit, key, [Artifact(name.replace("__", "/"), data) for name, data in artifacts.items()])
    build.save()
    return build


class TestBuild:
    def test_a_unit_is_fresh_under_its_key_while_its_files_are_as_they_were(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", short__one=b"1", short__two=b"2")
        build = Build(tmp_path)
        assert (build.is_fresh("01", "key"), build.unchanged) == (True, 2)
        assert not build.is_fresh("01", "other")
        assert not build.is_fresh("02", "key")

    @pytest.mark.parametrize("harm", ["change", "remove", "folder"])
    def test_a_unit_whose_files_somebody_touched_is_stale(self, tmp_path: Path, harm: str) -> None:
        put(tmp_path, "01", "key", one=b"1")
        path = tmp_path / "one"
        path.unlink()
        if harm == "change":
            path.write_bytes(b"11")
        elif harm == "folder":
            path.mkdir()
        assert not Build(tmp_path).is_fresh("01", "key")

    def test_what_a_unit_no_longer_has_is_removed_with_its_empty_folders(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", deep__down__one=b"1", deep__two=b"2")
        build = put(tmp_path, "01", "other", deep__two=b"2")
        assert (build.written, build.unchanged, build.removed) == (0, 1, 1)
        assert names(tmp_path) == [".shortsgen.json", "deep/two"]
        assert not (tmp_path / "deep" / "down").exists()

    def test_what_a_killed_writer_left_beside_a_unit_goes_with_its_next_writing(self, tmp_path: Path) -> None:
        for folder in (tmp_path, tmp_path / "a"):
            folder.mkdir(exist_ok=True)
            (folder / ".one.1.shortsgen-tmp").write_bytes(b"")
        put(tmp_path, "01", "key", a__one=b"1")
        assert names(tmp_path) == [".shortsgen.json", "a/one"]

    def test_a_finished_file_is_moved_in_and_is_a_file_like_any_other(self, tmp_path: Path) -> None:
        file = tmp_path / "elsewhere"
        for content in (b"one", b"two"):
            file.write_bytes(content)
            build = Build(tmp_path / "build")
            build.put("01", "key", [Finished("a/video", file)])
            build.save()
            assert (build.written, file.exists()) == (1, False)
            assert (tmp_path / "build" / "a" / "video").read_bytes() == content
        assert Build(tmp_path / "build").is_fresh("01", "key")
        put(tmp_path / "build", "01", "other", b=b"2")
        assert names(tmp_path / "build") == [".shortsgen.json", "b"]

    def test_a_finished_file_that_is_not_there_is_bad_input_and_leaves_the_old_one(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", video=b"old")
        with pytest.raises(InputError) as caught:
            Build(tmp_path).put("01", "other", [Finished("video", tmp_path / "nothing")])
        assert problem_of(caught)[:2] == ("file", "cannot write video: No such file or directory")
        assert (tmp_path / "video").read_bytes() == b"old"

    def test_a_file_of_somebody_else_is_not_written_over(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", one=b"1")
        for name in ("two", "three", "four"):
            (tmp_path / name).write_bytes(b"mine")
        (tmp_path / "made").write_bytes(b"2")
        for artifact in (Artifact("two", b"2"), Finished("three", tmp_path / "made"), Linked("four", "one")):
            with pytest.raises(InputError) as caught:
                Build(tmp_path).put("02", "key", [artifact])
            message = f"cannot write {artifact.path}: a file that is not shortsgen's has its name"
            hint = f"in {tmp_path}: move it away, or name another folder"
            assert problem_of(caught) == ("file", message, hint)
            assert (tmp_path / artifact.path).read_bytes() == b"mine"

    def test_what_a_killed_writer_has_written_but_not_told_is_taken(self, tmp_path: Path) -> None:
        for name in ("one", "two", "made"):
            (tmp_path / name).write_bytes(b"1")
        build = Build(tmp_path)
        build.put("01", "key", [Artifact("one", b"1"), Finished("two", tmp_path / "made")])
        assert build.is_fresh("01", "key")

    def test_in_the_folder_of_a_day_all_names_are_ours(self, tmp_path: Path) -> None:
        (tmp_path / "one").write_bytes(b"of a build whose manifest is gone")
        Build(tmp_path, tmp_path).put("01", "key", [Artifact("one", b"1")])
        assert (tmp_path / "one").read_bytes() == b"1"

    def test_a_file_that_moved_to_another_unit_stays(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", one=b"1")
        build = Build(tmp_path)
        build.put("02", "key", [Artifact("one", b"1")])
        build.keep_only({"02"})
        build.save()
        assert (build.removed, names(tmp_path)) == (0, [".shortsgen.json", "one"])

    def test_a_folder_that_took_the_place_of_a_file_stays(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", one=b"1", two=b"2")
        (tmp_path / "one").unlink()
        (tmp_path / "one").mkdir()
        assert put(tmp_path, "01", "other", two=b"2").removed == 0
        assert (tmp_path / "one").is_dir()

    def test_units_that_the_day_no_longer_has_go_and_files_of_others_stay(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", a__one=b"1")
        put(tmp_path, "02", "key", b__two=b"2")
        (tmp_path / "a" / "notes").write_bytes(b"mine")
        build = Build(tmp_path)
        build.keep_only({"02"})
        build.save()
        assert names(tmp_path) == [".shortsgen.json", "a/notes", "b/two"]

    def test_nothing_changed_writes_nothing(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", one=b"1")
        before = (tmp_path / ".shortsgen.json").stat().st_mtime_ns
        build = Build(tmp_path)
        assert build.is_fresh("01", "key")
        build.keep_only({"01"})
        build.save()
        assert (tmp_path / ".shortsgen.json").stat().st_mtime_ns == before

    @pytest.mark.parametrize(
        "text",
        [
            "", "{", "[]", "null", "7", '{"format": 2}', '{"format": 1}', '{"format": 1, "units": []}',
            '{"format": 1, "units": {"01": []}}', '{"format": 1, "units": {"01": {"key": "key"}}}',
            '{"format": 1, "units": {"01": {"key": "key", "files": []}}}',
            '{"format": 1, "units": {"01": {"key": "key", "files": 7}}}',
            '{"format": 1, "units": {"01": {"key": "key", "files": {"one": 7}}}}',
            "[" * 100_000, "\xff",
        ],
    )  # fmt: skip
    def test_a_damaged_manifest_costs_a_rebuild_and_no_more(self, tmp_path: Path, text: str) -> None:
        put(tmp_path, "01", "key", one=b"1")
        (tmp_path / ".shortsgen.json").write_bytes(text.encode("latin-1"))
        assert not Build(tmp_path).is_fresh("01", "key")
        put(tmp_path, "01", "key", one=b"1")
        assert Build(tmp_path).is_fresh("01", "key")

    @pytest.mark.parametrize(
        "target", ["../outside", "../../outside", "{root}/outside", "link/outside", "a/../../outside"]
    )
    def test_removing_never_leaves_the_build_folder(self, tmp_path: Path, target: str) -> None:
        for place in (tmp_path, tmp_path / "project"):
            place.mkdir(exist_ok=True)
            (place / "outside").write_bytes(b"mine")
        folder = tmp_path / "project" / "build"
        put(folder, "01", "key", one=b"1")
        (folder / "link").symlink_to(tmp_path)
        manifest = json.loads((folder / ".shortsgen.json").read_bytes())
        manifest["units"]["01"]["files"][target.format(root=tmp_path)] = [4, 0]
        (folder / ".shortsgen.json").write_text(json.dumps(manifest))
        build = Build(folder)
        build.keep_only(set())
        build.save()
        assert (build.removed, names(tmp_path)) == (1, ["outside", "project/build/.shortsgen.json", "project/outside"])


@dataclass(frozen=True)
class Record:
    value: object
    place: int = field(default=0, compare=False)


def _different() -> Iterator[object]:
    yield from ("1", 1, None, (), ("",), ("", ""), (("a",), "b"), ("a", ("b",)), b"1", Record(1), Record("1"), True)


class TestIdentity:
    def test_different_values_have_different_identities(self) -> None:
        values = list(_different())
        assert len({identity(value) for value in values} | {identity(*"ab"), identity("ab")}) == len(values) + 2

    def test_only_what_makes_records_equal_counts(self) -> None:
        assert identity(Record(1, place=1)) == identity(Record(1, place=2))
        code = [Code("x\n", first_line=line) for line in (1, 9)]
        shorts = [Short(1, "a", "T", "H", (), one, spans={"": Span("f", one.first_line)}) for one in code]
        assert identity(shorts[0]) == identity(shorts[1])
        assert identity(shorts[0]) != identity(Short(1, "a", "T", "H", (), Code("y\n")))
