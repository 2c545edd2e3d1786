"""A module that the sandbox hides is named, with where it lies; not torch, not bubblewrap, and not in the recording."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from shortsgen.run.outside.level import why_not_strict
from tests.run.environments import PACKAGE, PROGRAM, Environment, make, write

pytestmark = pytest.mark.skipif(sys.platform != "linux" or bool(why_not_strict()), reason="needs bubblewrap")
AS_ROOT = pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="others read what they own")

SCRIPT = """\
title: Day
shorts:
  - id: first
    title: First
    hook: Hook.
    talk_track: [Line.]
    code: |
      import importlib
      print(importlib.import_module("thing").SAYS)
"""


def in_the_home(root: Path) -> Environment:
    """The home is a package itself."""
    made = make(root)
    write(made.home, PACKAGE)
    home = made.home.rename(root / "thing")
    made.home, made.variables["PYTHONPATH"] = home, str(root)
    return made


def for_root_alone(root: Path) -> Environment:
    made = make(root)
    write(made.site / "thing", PACKAGE).chmod(0o700)
    return made


@pytest.mark.parametrize(
    ("way", "place", "why"),
    [
        pytest.param(in_the_home, "thing", "is never shown to snippets", id="home"),
        pytest.param(
            for_root_alone,
            "environment/lib/*/site-packages/thing",
            "not everybody may read: snippets are not executed as root",
            marks=AS_ROOT,
            id="root",
        ),
    ],
)
def test_a_hidden_module_is_named(way, place: str, why: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = way(tmp_path)
    write(tmp_path, {"scripts_yaml/day01.yaml": SCRIPT})
    [lies] = tmp_path.glob(place)
    reason = f"the module `thing` lies in {lies}, which {why}"

    done = made.program("-m", "shortsgen", "run", "day01", "--sandbox", "strict")
    assert done.returncode == 1, done.stderr
    assert f"hint: {reason}; install it elsewhere, or use `--sandbox basic`" in done.stderr
    recordings = [path.read_text() for path in (tmp_path / "scripts_yaml").glob("*.outputs.yaml")]
    assert not any(str(tmp_path) in text for text in recordings)

    told = made.program("-m", "shortsgen", "doctor").stdout.splitlines()
    assert f"less imports not found at strict: {reason}" in [" ".join(line.split()) for line in told]

    done = made.program("-m", "shortsgen", "run", "day01", "--sandbox", "basic")
    assert done.returncode == 0, done.stderr


@AS_ROOT
def test_what_a_server_needs_itself_is_named_too(tmp_path: Path) -> None:
    """In an environment that has nothing else: an empty folder is not taken where another one has the package."""
    made = make(tmp_path, others=False)
    package = write(made.site / "torch", {"__init__.py": ""})
    package.chmod(0o700)
    why = f"the module `torch` lies in {package}, which not everybody may read: snippets are not executed as root"

    done = made.program("-P", "-c", PROGRAM, "strict", "import torch")
    assert done.stderr.splitlines()[-1] == f"['the sandbox `strict` cannot be had: {why}']"

    told = "from shortsgen.pipeline.doctor import examine\nprint(*(one.text for one in examine()), sep='\\n')"
    assert f"basic, not strict: {why}" in made.program("-P", "-c", told).stdout.splitlines()
