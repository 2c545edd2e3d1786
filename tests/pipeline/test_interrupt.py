"""Whenever a render is interrupted, it leaves whole files only, and the next one ends what it began."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shortsgen.pipeline.render import Order, render
from shortsgen.pipeline.run import run_day
from shortsgen.pipeline.session import Session
from shortsgen.project import Project


def files(folder: Path) -> dict[str, bytes]:
    """What is in a build, without its manifest, which holds times."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != ".shortsgen.json"}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_only_whole_files_are_left(
    session: Session, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: signal.Signals
) -> None:
    run_day(session, "day01", [])
    render(session, "day01", [], Order(out=tmp_path / "whole"))
    whole, build = files(tmp_path / "whole"), project.build("day01")
    command = [sys.executable, "-m", "shortsgen", "render", "day01"]
    for tenths in range(2, 14, 2):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cache-{tenths}"))  # nothing is typeset yet
        rendering = subprocess.Popen(command, cwd=project.root, stderr=subprocess.DEVNULL)
        time.sleep(tenths / 10)
        rendering.send_signal(stop)
        rendering.wait()
        left = {name: data for name, data in files(build).items() if not name.rpartition("/")[2].startswith(".")}
        assert {name for name, data in left.items() if data != whole[name]} == set()
        if stop != signal.SIGKILL:
            assert set(files(build)) == set(left), "what was begun is cleared away"
    render(session, "day01", [])
    assert files(build) == whole
