"""Blobs: what is kept comes back whole or not at all, whoever else puts, takes and lets go at the same time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.store import blobs
from shortsgen.store.blobs import Blobs


def key(name: object) -> str:
    return sha256(str(name).encode()).hexdigest()[:32]


def content(name: object) -> bytes:
    """What is put under a key in these tests: long enough to be torn."""
    return key(name).encode() * 2000


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def aged(folder: Path, name: object, seconds: float) -> None:
    """Make a blob as if it was used that long ago."""
    [path] = [path for path in files(folder) if path.name.startswith(key(name))]
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_what_was_put_comes_back_in_another_process_too(tmp_path: Path) -> None:
    Blobs(tmp_path).put(key(1), content(1))
    assert Blobs(tmp_path).get(key(1)) == content(1)
    assert Blobs(tmp_path).get(key(2)) is None


@given(st.dictionaries(st.sampled_from([key(n) for n in range(9)]), st.binary(max_size=99)))
def test_each_key_has_its_own(tmp_path_factory: pytest.TempPathFactory, wanted: dict[str, bytes]) -> None:
    blobs = Blobs(tmp_path_factory.mktemp("blobs"))
    for name, data in wanted.items():
        blobs.put(name, data)
    assert {name: blobs.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("harm", [b"", b"x", content(1)[:-1], content(1) + b"x", content(2)])
def test_a_blob_that_is_not_whole_is_none(tmp_path: Path, harm: bytes) -> None:
    """As after a power cut."""
    blobs = Blobs(tmp_path)
    blobs.put(key(1), content(1))
    [path] = files(tmp_path)
    path.write_bytes(harm)
    assert blobs.get(key(1)) is None
    with blobs.held(key(1)) as held:
        assert held is None
    blobs.put(key(1), content(1))
    assert blobs.get(key(1)) == content(1)


def test_what_is_unused_the_longest_goes_first(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, most=5 * len(content(0)))
    for name in range(9):
        blobs.put(key(name), content(name))
        aged(tmp_path, name, 100 - name)
    assert blobs.get(key(0)) == content(0), "which makes it the one that was used last"
    blobs.trim()
    assert [name for name in range(9) if blobs.get(key(name))] == [0, 6, 7, 8]


def test_what_is_asked_for_was_used_although_it_is_not_read(tmp_path: Path) -> None:
    some = Blobs(tmp_path, most=2 * len(content(1)))
    for name in (1, 2, 3):
        some.put(key(name), content(name))
        aged(tmp_path, name, 1000 - name)
    assert (some.has(key(1)), some.has(key(4))) == (True, False)
    some.trim()
    assert [some.has(key(name)) for name in (1, 2, 3)] == [True, False, False]


def test_what_fits_stays(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, most=3 * len(content(0)))
    for name in range(3):
        blobs.put(key(name), content(name))
    blobs.trim()
    assert all(blobs.get(key(name)) for name in range(3))


def test_what_somebody_holds_stays_until_it_is_let_go(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, most=0)
    for name in range(3):
        blobs.put(key(name), content(name))
    with blobs.held(key(1)) as path:
        Blobs(tmp_path, most=0).put(key(9), content(9))
        blobs.trim()
        assert path is not None
        assert path.read_bytes() == content(1)
        assert [name for name in range(3) if blobs.get(key(name))] == [1]
    blobs.put(key(2), content(2))
    blobs.trim()
    assert files(tmp_path) == []


def test_what_a_killed_process_held_can_go(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, most=0)
    blobs.put(key(1), content(1))
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom shortsgen.store.blobs import Blobs\n"
        f"with Blobs(Path({str(tmp_path)!r})).held({key(1)!r}) as path:\n"
        "    print(path is not None, flush=True)\n"
        "    time.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"True\n"
    blobs.trim()
    assert blobs.get(key(1)) == content(1)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    blobs.put(key(2), content(2))
    blobs.trim()
    assert files(tmp_path) == []


BUSY = """\
import random, sys
from hashlib import sha256
from pathlib import Path
from shortsgen.store.blobs import Blobs

folder, seed, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
pick = random.Random(seed)
key = lambda n: sha256(str(n).encode()).hexdigest()[:32]
print("ready", flush=True)
for _ in range(rounds):
    n = pick.randrange(12)
    content = key(n).encode() * 2000
    blobs = Blobs(folder, most=4 * len(content))
    match pick.randrange(4):
        case 0:
            blobs.put(key(n), content)
            blobs.trim()
        case 1:
            assert blobs.get(key(n)) in (None, content)
        case 2:
            blobs.put(key(n), content)
        case 3:
            with blobs.held(key(n)) as path:
                assert path is None or path.read_bytes() == content
"""


def test_several_processes_at_once_never_see_a_part_and_never_fail(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUSY, str(tmp_path)]
    busy = [
        subprocess.Popen([*command, str(seed), "300"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for seed in range(4)
    ]
    assert [one.communicate()[1] for one in busy] == [""] * 4
    assert [one.returncode for one in busy] == [0] * 4
    assert all(path.read_bytes() == path.name[:32].encode() * 2000 for path in files(tmp_path))


def test_a_writer_that_is_killed_leaves_no_torn_blob(tmp_path: Path) -> None:
    for seed in range(4):
        command = [sys.executable, "-c", BUSY, str(tmp_path), str(seed), "1000000"]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(0.05 * seed)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    whole = [path for path in files(tmp_path) if not path.name.startswith(".")]
    assert all(path.read_bytes() == path.name[:32].encode() * 2000 for path in whole)


def test_what_a_killed_writer_left_goes_when_it_is_old(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blobs.put(key(1), content(1))
    stray = tmp_path / key(1)[:2] / ".stray.1.shortsgen-tmp"
    for seconds, there in ((60, True), (7200, False)):
        stray.write_bytes(b"")
        os.utime(stray, (time.time() - seconds, time.time() - seconds))
        blobs.put(key(seconds), content(seconds))
        blobs.trim()
        assert stray.exists() == there


def test_a_folder_that_cannot_be_written_keeps_nothing_and_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    blobs = Blobs(tmp_path / "file" / "below")
    blobs.put(key(1), content(1))
    assert blobs.get(key(1)) is None
    with blobs.held(key(1)) as path:
        assert path is None
    blobs.trim()


def test_they_stand_in_the_cache_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Blobs().put(key(1), content(1))
    assert [path.name for path in files(tmp_path / "shortsgen" / "blobs")] == [blobs._name(key(1), content(1))]
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Blobs().folder == tmp_path / "home" / ".cache" / "shortsgen" / "blobs"


def test_a_user_whom_the_system_does_not_know_has_a_cache_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", unknown)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert Blobs().folder == tmp_path / "shortsgen" / "blobs"


def test_several_may_hold_the_same_and_what_is_held_was_used(tmp_path: Path) -> None:
    store = Blobs(tmp_path, most=2 * len(content(0)))
    for name in (1, 2):
        store.put(key(name), content(name))
        aged(tmp_path, name, 100 - name)
    with store.held(key(1)) as one, Blobs(tmp_path).held(key(1)) as other:
        assert one == other is not None
    store.put(key(3), content(3))
    store.trim()
    assert [name for name in (1, 2, 3) if store.get(key(name))] in ([1], [3])
    assert store.get(key(2)) is None


def test_room_is_made_only_after_something_was_put(tmp_path: Path) -> None:
    store = Blobs(tmp_path, most=0)
    store.put(key(1), content(1))
    store.put(key(1), content(1))
    store.trim()
    assert files(tmp_path) == []
    Blobs(tmp_path, most=0).put(key(2), content(2))
    store.trim()
    assert store.get(key(2)) == content(2), "which costs one who only reads no look at all of them"


@pytest.mark.parametrize(("beyond", "stays"), [(0, True), (1, False)])
def test_they_are_a_gibibyte_at_most(tmp_path: Path, beyond: int, stays: bool) -> None:
    store = Blobs(tmp_path)
    store.put(key(1), content(1))
    large = tmp_path / "00" / "00-large"
    large.parent.mkdir(exist_ok=True)
    large.touch()
    os.truncate(large, 2**30 - len(content(1)) + beyond)  # of holes
    os.utime(large, (1, 1))
    store.trim()
    assert (large.exists(), store.get(key(1))) == (stays, content(1))
