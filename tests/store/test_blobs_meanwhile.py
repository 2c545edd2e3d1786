"""Blobs of which another process puts, holds or lets go some at the worst moment."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from shortsgen.store import blobs
from shortsgen.store.blobs import Blobs
from shortsgen.store.folder import Folder
from tests.store.test_blobs import content, files, key


def test_what_goes_while_it_is_read_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may let go of a blob at any moment."""
    store, name = Blobs(tmp_path), blobs._name
    store.put(key("one"), b"data")
    [file] = tmp_path.rglob("*-*")
    monkeypatch.setattr(blobs, "_name", lambda key, data: (file.unlink(), name(key, data))[1])
    assert store.get(key("one")) == b"data"
    assert not file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there, nobody replaces what is open")
@pytest.mark.parametrize("shared", [True, False])
def test_what_is_replaced_before_it_is_locked_is_neither_held_nor_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    """The lock is then one of a file that is gone, and binds nobody."""
    store, locked = Blobs(tmp_path, most=0), blobs._locked
    store.put(key("one"), b"data")
    [file] = tmp_path.rglob("*-*")

    def late(one: BinaryIO, shared: bool) -> bool:
        file.unlink()
        file.write_bytes(b"data")
        return locked(one, shared)

    monkeypatch.setattr(blobs, "_locked", late)
    if shared:
        with store.held(key("one")) as path:
            assert path is None
    else:
        store.trim()
        assert file.exists()


def test_what_another_process_let_go_meanwhile_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Blobs(tmp_path, most=0)
    store.put(key(1), content(1))
    monkeypatch.setattr(store, "_of", lambda _: [tmp_path / "gone"])
    monkeypatch.setattr(store, "_all", lambda: iter([(1.0, 9, tmp_path / "gone"), (2.0, 9, files(tmp_path)[0])]))
    assert store.get(key(1)) is None
    with store.held(key(1)) as held:
        assert held is None
    store.trim()
    assert files(tmp_path) == []


def test_what_somebody_holds_is_not_replaced_by_who_began_to_write_the_same_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock would be one of a file that is gone, and what came in its place could go."""
    store, other, create = Blobs(tmp_path, most=0), Blobs(tmp_path), Folder.create
    with contextlib.ExitStack() as held:
        found: list[Path | None] = []

        def meanwhile(folder: Folder, name: str) -> BinaryIO:
            monkeypatch.setattr(Folder, "create", create)
            other.put(key(1), content(1))
            found.append(held.enter_context(other.held(key(1))))
            return create(folder, name)

        monkeypatch.setattr(Folder, "create", meanwhile)
        store.put(key(1), content(1))
        store.trim()
        assert [path and path.exists() for path in found] == [True]


def test_what_goes_before_it_is_looked_at_is_no_error(tmp_path: Path) -> None:
    store = Blobs(tmp_path, most=0)
    store.put(key(1), content(1))
    (tmp_path / "00").mkdir(exist_ok=True)
    (tmp_path / "00" / "gone").symlink_to(tmp_path / "nothing")
    store.trim()
    assert files(tmp_path) == []
