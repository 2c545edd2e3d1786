"""A server's folder stays as long as its runner lives, whoever else starts and sweeps meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import outside

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is executed there")

MANY = """
from shortsgen.run.outside.folder import OwnFolder
for _ in range(50):
    folders = [OwnFolder() for _ in range(3)]
    for folder in folders:
        (folder.path / "mine").write_text("")
    for folder in folders:
        assert (folder.path / "mine").exists()
        folder.remove()
        assert not folder.path.exists()
"""
LEFT = """
import os
from shortsgen.run.outside.folder import OwnFolder
print(OwnFolder().path, flush=True)
os._exit(0)
"""


def start(code: str, temporary: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-c", code]
    environment = outside() | {"TMPDIR": str(temporary)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_runners_that_start_at_once_sweep_no_folder_of_each_other(tmp_path: Path) -> None:
    runners = [start(MANY, tmp_path) for _ in range(4)]
    assert [runner.communicate()[0] for runner in runners] == [""] * 4
    assert [runner.returncode for runner in runners] == [0] * 4
    assert list(tmp_path.iterdir()) == []


def test_only_what_is_called_as_ours_are_is_swept(tmp_path: Path) -> None:
    left = Path(start(LEFT, tmp_path).communicate()[0].strip())
    (left / "deep" / "er").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "shortsgen-run-abcdefgh").symlink_to(tmp_path / "elsewhere")
    for name in ("shortsgen-run-", "shortsgen-run-abc", "shortsgen-abcdefgh", "shortsgen-run-ABCDEFGH"):
        (tmp_path / name).mkdir()
    (tmp_path / "shortsgen-run-12345678").write_text("no folder")
    before = set(tmp_path.iterdir())
    start(MANY, tmp_path).communicate()
    assert before - set(tmp_path.iterdir()) == {left}
