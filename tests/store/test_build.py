"""What a build remembers of its units, and what it counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shortsgen.store import files
from shortsgen.store.artifact import Artifact
from shortsgen.store.blobs import Blobs
from shortsgen.store.build import Build
from shortsgen.store.memory import Memory
from tests.store.test_files_and_build import put


class TestNotes:
    def test_a_note_is_known_again_for_what_it_is_about_and_for_nothing_else(self, tmp_path: Path) -> None:
        build = Build(tmp_path)
        build.keep_note("screen", "key", ["found", 7, None])
        build.save()
        for one in (build, Build(tmp_path)):
            assert one.note("screen", "key") == ["found", 7, None]
            assert one.has("screen")
            assert not one.has("other")
            for unit, key in (("screen", "other"), ("other", "key")):
                with pytest.raises(KeyError, match=unit):
                    one.note(unit, key)

    def test_a_note_stands_beside_files_and_goes_with_its_unit(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", one=b"1")
        build = Build(tmp_path)
        build.keep_note("screen", "key", "note")
        build.save()
        again = Build(tmp_path)
        assert (again.is_fresh("01", "key"), again.note("screen", "key")) == (True, "note")
        again.keep_only({"01"})
        again.save()
        assert (again.removed, Build(tmp_path).has("screen"), (tmp_path / "one").exists()) == (0, False, True)


class TestFiles:
    @pytest.mark.parametrize("kind", [Build, lambda _: Memory()])
    def test_files_are_told_in_the_order_in_which_they_were_rendered(self, tmp_path: Path, kind: type[Build]) -> None:
        build = kind(tmp_path)
        build.put("01", "key", [Artifact("b", b"1"), Artifact("a", b"2")])
        assert build.fresh_files("01", "key") == ("b", "a")
        assert build.read("a") == b"2"
        assert (build.is_fresh("01", "key"), build.is_fresh("01", "other"), build.is_fresh("2", "key")) == (True, 0, 0)
        assert (build.fresh_files("01", "other"), build.fresh_files("02", "key")) == ((), ())

    def test_what_was_written_again_counts_as_unchanged_beside_what_was_fresh(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", one=b"1", two=b"2")
        put(tmp_path, "02", "key", three=b"3")
        build = Build(tmp_path)
        assert build.is_fresh("01", "key")
        assert build.is_fresh("02", "key")
        build.put("03", "key", [Artifact("one", b"1"), Artifact("three", b"3"), Artifact("four", b"4")])
        build.put("04", "key", [Artifact("five", b"5"), Artifact("six", b"6")])
        assert (build.written, build.unchanged, build.removed) == (3, 5, 0)

    def test_all_that_goes_is_counted_and_folders_of_others_stay(self, tmp_path: Path) -> None:
        put(tmp_path, "01", "key", a__b__one=b"1", a__two=b"2", c__three=b"3")
        (tmp_path / "a" / "mine").write_bytes(b"")
        build = Build(tmp_path)
        build.keep_only(set())
        build.save()
        assert build.removed == 3
        assert {path.name for path in tmp_path.rglob("*")} == {".shortsgen.json", "a", "mine"}

    @pytest.mark.parametrize("path", ["a\0b", "x" * 300, "\ud800"])
    def test_a_path_that_no_file_can_have_is_not_there(self, tmp_path: Path, path: str) -> None:
        """As a manifest may name it, which is a file like any other."""
        put(tmp_path, "01", "key", one=b"1")
        build = Build(tmp_path)
        build._units["01"]["files"][path] = [1, 1]
        assert not build.is_fresh("01", "key")
        build.keep_only(set())
        build.save()
        assert build.removed == 1

    def test_after_a_failure_what_was_done_before_it_is_kept(self, tmp_path: Path) -> None:
        with pytest.raises(ZeroDivisionError), Build(tmp_path).kept():
            raise ZeroDivisionError
        assert list(tmp_path.iterdir()) == []
        build = Build(tmp_path)
        build.put("01", "key", [Artifact("one", b"1")])
        with pytest.raises(KeyboardInterrupt), build.kept():
            raise KeyboardInterrupt
        assert Build(tmp_path).is_fresh("01", "key")
        with build.kept():
            build.keep_only(set())
        assert not (tmp_path / "one").exists()

    def test_only_what_cannot_be_made_again_is_written_to_survive_a_power_cut(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        synced: list[int] = []
        monkeypatch.setattr(os, "fsync", synced.append)
        put(tmp_path, "01", "key", one=b"1")
        Blobs(tmp_path / "blobs").put("key", b"data")
        files.write(tmp_path / "cache", b"data", durable=False)
        assert synced == []
        files.write(tmp_path / "recording", b"data")
        assert len(synced) == 1

    def test_bytes_are_not_told_where_a_file_is_named(self) -> None:
        assert repr(Artifact("a.txt", b"data")) == "Artifact(path='a.txt')"


class TestMemory:
    def test_it_gives_all_files_of_the_units_that_it_keeps_in_order(self) -> None:
        memory = Memory()
        first, second, third = Artifact("b", b"1"), Artifact("a", b"2"), Artifact("c", b"3")
        memory.put("02", "key", [first, second])
        memory.put("01", "key", [third])
        assert memory.artifacts() == (first, second, third)
        memory.keep_only({"01"})
        assert (memory.artifacts(), memory.read("c")) == ((third,), b"3")
