"""One process at a time writes the same, on every system, and no lock stands among a person's files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from shortsgen.problems import InputError, Problem
from shortsgen.store.lock import locked

HOLDER = """\
import sys
from pathlib import Path
from shortsgen.store.lock import locked
with locked(Path(sys.argv[1]), "it"):
    print("held", flush=True)
    input()
"""


def holder(subject: Path) -> subprocess.Popen[bytes]:
    """A process that holds the lock of `subject` until it may read a line."""
    words = [sys.executable, "-c", HOLDER, str(subject)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def refused(subject: Path, wait: float = 0) -> Problem:
    with pytest.raises(InputError) as caught, locked(subject, "day01", wait):
        pass
    [problem] = caught.value.problems
    return problem


def test_only_one_holds_it_and_others_are_told_at_once(tmp_path: Path) -> None:
    with locked(tmp_path / "day01", "day01"):
        problem = refused(tmp_path / "day01")
    assert (problem.code, problem.message) == ("locked", "another shortsgen is writing day01")
    assert problem.hint == "wait for it to end"


def test_what_is_named_in_another_way_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with locked(tmp_path / "day01", "day01"):
        refused(tmp_path / "link" / "day01")


def test_any_path_can_be_locked(tmp_path: Path) -> None:
    with locked(tmp_path / "\udcff \n", "it"):
        refused(tmp_path / "\udcff \n")


def test_what_else_is_written_has_another_lock(tmp_path: Path) -> None:
    with locked(tmp_path / "day01", "day01"), locked(tmp_path / "day02", "day02"):
        pass


def test_nothing_is_left_among_the_files_of_a_person(tmp_path: Path) -> None:
    with locked(tmp_path / "build" / "day01", "day01"):
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_who_waits_gets_it_as_soon_as_it_is_free(tmp_path: Path) -> None:
    other = holder(tmp_path)
    assert other.stdin is not None
    other.stdin.write(b"\n")
    other.stdin.flush()
    with locked(tmp_path, "it", wait=60):
        refused(tmp_path)
    other.communicate()


def test_who_waits_in_vain_is_told_for_how_long(tmp_path: Path) -> None:
    started = time.monotonic()
    with locked(tmp_path, "it"):
        problem = refused(tmp_path, wait=0.3)
    assert 0.3 <= time.monotonic() - started < 30
    assert (problem.code, problem.message) == ("locked", "another shortsgen has been writing day01 for 0.3 s")
    assert problem.hint == "wait for it to end"


def test_it_is_free_again_after_an_error_and_after_a_kill(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path, "it"):
        raise ZeroDivisionError
    other = holder(tmp_path)
    assert refused(tmp_path).code == "locked"
    other.kill()
    other.communicate()
    with locked(tmp_path, "it"):
        pass


@pytest.fixture
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that cannot be written, and a folder of its own for temporary files."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "temporary"


@pytest.mark.usefixtures("no_cache")
def test_a_cache_that_cannot_be_written_is_no_error_and_the_lock_holds(tmp_path: Path) -> None:
    other = holder(tmp_path)
    assert refused(tmp_path).code == "locked"
    other.kill()
    other.communicate()
    with locked(tmp_path, "it"):
        pass


def test_where_no_lock_can_be_had_at_all_is_bad_input(no_cache: Path, tmp_path: Path) -> None:
    (no_cache / f"shortsgen-locks-{os.getuid()}").write_bytes(b"")
    problem = refused(tmp_path)
    assert (problem.code, problem.message) == ("file", f"cannot write in {tmp_path / 'file'}: File exists")
    assert problem.hint == "name a folder that can be written in XDG_CACHE_HOME"


@pytest.mark.skipif(sys.platform == "win32", reason="has no owners")
def test_a_folder_of_a_stranger_is_not_trusted(no_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder for temporary files anybody may make one that is called like ours."""
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    problem = refused(tmp_path)
    assert (problem.code, problem.message) == ("file", f"cannot write in {tmp_path / 'file'}: Operation not permitted")
    assert [(path.name, path.stat().st_mode & 0o777) for path in no_cache.iterdir()] == [
        ("shortsgen-locks-4711", 0o700)
    ]
