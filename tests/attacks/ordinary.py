"""Snippets that are executed by an ordinary user, also where the tests are run by root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import shortsgen
from shortsgen.run.outside.sight import Sight, sight
from tests.attacks.world import SECRET

#: Executes codes one after another at `strict`, as whoever is not root, and prints their outcomes.
_PROGRAM = """
import json, sys
from shortsgen.run.inside.sandbox import become_ordinary
from shortsgen.run.outside.level import Level, why_not_strict
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Code, Day, Options, Short
become_ordinary()
if why := why_not_strict():
    sys.exit(why)
shorts = [Short(n, f"s{n}", "T", "H", (), Code(code), options=Options(timeout=20.0, memory=512))
          for n, code in enumerate(json.load(sys.stdin), 1)]
with Runner(level=Level.STRICT, workers=1) as runner:
    runner.run(snippets(Day("day", "Day", tuple(shorts), "day.yaml")), lambda _, outcome: print(json.dumps(
        [outcome.status, outcome.output + str(outcome.error or "") + outcome.detail]), flush=True))
"""


@contextmanager
def room() -> Iterator[Path]:
    """A temporary folder that any user may reach, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="ordinary-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def executed(folder: Path, *codes: str) -> list[tuple[str, str]]:
    """The status of each code and all that is told, executed in turn by an ordinary user."""
    environment = SECRET | {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder)}
    modules = folder / "modules"  # it lies beside what all users may write to, and is imported from
    (modules / "package").mkdir(parents=True, exist_ok=True)
    (modules / "package" / "__init__.py").touch()
    environment["PYTHONPATH"] = f"{Path(shortsgen.__file__).parents[1]}:{modules}"
    done = subprocess.run(
        [*_in_reach(), sys.executable, "-P", "-c", _PROGRAM],
        input=json.dumps(codes),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode == 1 and not done.stdout and "Traceback" not in done.stderr:
        pytest.skip(f"an ordinary user cannot have `strict` here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return [(status, told) for status, told in map(json.loads, done.stdout.splitlines())]


def _in_reach() -> list[str]:
    """What root starts a program with, so that it finds this Python even when it is root no longer: folders on the way
    to it, such as root's home, are often closed."""
    if os.getuid() != 0:
        return []
    seen = sight()
    above = {parent for path in (*seen.shown, *seen.links) for parent in path.parents}
    closed = {parent for parent in above if not parent.stat().st_mode & 1}
    covers = [word for folder in sorted(closed) if closed.isdisjoint(folder.parents) for word in _empty(folder)]
    shown = frozenset(path for path in seen.shown if not closed.isdisjoint(path.parents))
    links = {path: said for path, said in seen.links.items() if not closed.isdisjoint(path.parents)}
    return ["bwrap", "--dev-bind", "/", "/", *covers, *Sight(shown, links, frozenset(), None).words(), "--"]


def _empty(folder: Path) -> list[str]:
    return ["--perms", "0755", "--tmpfs", str(folder)]
