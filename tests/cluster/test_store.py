"""Large files come out of a store as they were put there, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from shortsgen.cluster.places import Folder, at
from shortsgen.cluster.store import Store, Stored
from shortsgen.problems import InputError
from shortsgen.report.human import human

DATA = bytes(range(250)) * 12_000
DAMAGED = """\
error[store] a file in the store is not what was put there
  hint: who else writes to it? Run it again
"""
MISSING = """\
error[store] cannot fetch from the store: No such file or directory
  hint: all machines have to see it under the same path, and may write there
"""
GONE = MISSING.replace("fetch from", "write to")
FULL = GONE.replace("No such file or directory", "File too large")
NO_FOLDER = """\
error[usage] there is no folder `nowhere` for large files
  hint: a folder that all machines see under this path, or a URL of fsspec such as `s3://bucket/folder`
"""
NO_URL = """\
error[usage] expected the URL of a folder
  hint: without a name, a password or a query: fsspec takes what it needs from its configuration
"""
UNKNOWN = """\
error[store] cannot write to the store: fsspec knows no `nothing://`
  hint: install that on all machines
"""


def told(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as refused:
        call()
    return human(refused.value.problems, {}).plain


@pytest.fixture(params=["", "file://", "memory://"])
def above(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    folder = tmp_path / "shared"
    folder.mkdir()
    if request.param == "memory://":
        from fsspec import filesystem

        filesystem("memory").mkdir(str(folder))
    return f"{request.param}{folder}"


def test_what_was_put_is_fetched_by_its_hash(above: str, tmp_path: Path) -> None:
    with (store := Store.parse(above)).used():
        stored = store.put(BytesIO(DATA))
        assert store.put(BytesIO(DATA)) == stored
        store.fetch(stored, tmp_path / "fetched")
    assert stored == Stored(sha256(DATA).hexdigest(), len(DATA))
    assert (tmp_path / "fetched").read_bytes() == DATA


@pytest.mark.parametrize("other", [DATA[:-1], DATA + b".", b"." + DATA[1:], b""])
def test_what_was_damaged_is_told_and_leaves_no_file(above: str, other: bytes, tmp_path: Path) -> None:
    with (store := Store.parse(above)).used():
        stored = store.put(BytesIO(DATA))
        at(store.place).write(stored.name, BytesIO(other))
        assert told(lambda: store.fetch(stored, tmp_path / "fetched")) == DAMAGED
    assert not (tmp_path / "fetched").exists()


def test_a_name_that_is_no_hash_leads_nowhere(above: str, tmp_path: Path) -> None:
    """Not even to a pipe, on which a reader would wait."""
    os.mkfifo(tmp_path / "pipe")
    with (store := Store.parse(above)).used():
        assert told(lambda: store.fetch(Stored("../../pipe", 3), tmp_path / "fetched")) == DAMAGED


def test_what_is_missing_is_told(above: str, tmp_path: Path) -> None:
    with (store := Store.parse(above)).used():
        found = told(lambda: store.fetch(Stored("0" * 64, 3), tmp_path / "fetched"))
    assert found.replace("FileNotFoundError", "No such file or directory") == MISSING
    assert not (tmp_path / "fetched").exists()


def test_nothing_is_left_and_no_other_command_loses_anything(above: str, tmp_path: Path) -> None:
    with (other := Store.parse(above)).used():
        kept = other.put(BytesIO(DATA))
        with (store := Store.parse(above)).used():
            store.put(BytesIO(DATA))
            store.of(3).begin()
            store.of(3).put(BytesIO(DATA))
        other.fetch(kept, tmp_path / "fetched")
    if "memory" not in above:
        assert list((tmp_path / "shared").iterdir()) == []
    with pytest.raises(FileNotFoundError):
        at(store.of(3).place).open(kept.name)


def test_who_writes_after_a_command_has_ended_leaves_nothing(tmp_path: Path) -> None:
    with (store := Store.parse(str(tmp_path))).used():
        pass
    assert (told(store.of(1).begin), told(lambda: store.put(BytesIO(DATA)))) == (GONE, GONE)
    assert list(tmp_path.iterdir()) == []


def test_two_who_write_the_same_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    class Overtaken(BytesIO):
        """Another one writes the same, from beginning to end, while this is read."""

        def read(self, size: int | None = -1, /) -> bytes:
            folder.write("name", BytesIO(DATA))
            return super().read(size)

    folder = Folder(tmp_path)
    folder.write("name", Overtaken(DATA))
    [file] = tmp_path.iterdir()
    assert (file.name, file.read_bytes()) == ("name", DATA)


LIMITED = """
import io, os, resource, signal, sys
from shortsgen.cluster.store import Store
from shortsgen.problems import InputError
from shortsgen.report.human import human
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
store = Store.parse(sys.argv[1])
with store.used():
    try:
        store.put(io.BytesIO(bytes(3_000_000)))
    except InputError as error:
        print(human(error.problems, {}).plain, os.listdir(store.place), sep="", end="")
"""


def test_a_disk_that_takes_no_more_is_told_and_has_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    words = [sys.executable, "-c", LIMITED, str(tmp_path / "shared")]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == f"{FULL}[]"
    assert list((tmp_path / "shared").iterdir()) == []


def test_where_no_store_can_be_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(lambda: Store.parse("nowhere")) == NO_FOLDER
    assert told(Store.parse("nothing://here").begin) == UNKNOWN


@pytest.mark.parametrize(
    "word",
    [
        "s3://key:secret@bucket/folder",
        "sftp://me@host/folder",
        "https://host/folder?token=secret",
        "simplecache::s3://bucket",
        "S3://bucket",
        "s3://",
    ],
)
def test_no_url_may_hold_who_asks_for_it(word: str) -> None:
    assert told(lambda: Store.parse(word)) == NO_URL


def test_what_libraries_say_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(*_: object) -> None:
        raise ValueError("signed with SECRET")

    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.open", leaking)
    store = Store("memory:///somewhere")
    assert "SECRET" not in (found := told(lambda: store.put(BytesIO(b"1"))))
    assert "cannot write to the store: ValueError" in found


def test_nothing_of_fsspec_is_imported_for_a_folder(tmp_path: Path) -> None:
    code = "import sys; from shortsgen.cluster.store import Store\nwith Store.parse(sys.argv[1]).used(): pass\n"
    code += "print('fsspec' in sys.modules)"
    words = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == "False\n"
