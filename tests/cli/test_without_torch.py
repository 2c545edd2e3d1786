"""In an environment that has no torch a day of plain Python is executed all the same."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

import shortsgen
from shortsgen.run import recording_file
from shortsgen.run.recording import Recording
from tests.cli.conftest import COMMAND, DAY, RECORDING, Shell, outside

SCRIPT = """\
title: Day
shorts:
  - id: plain
    title: Plain
    hook: First.
    talk_track: [First.]
    code: |
      import random
      print(random.random(), hash("a"))
  - id: drawn
    title: Drawn
    hook: Second.
    talk_track: [Second.]
    code: |
      import numpy
      print(numpy.random.rand())
"""
TORCH = """\
  - id: tensor
    title: Tensor
    hook: Third.
    talk_track: [Third.]
    code: |
      import torch
      print(torch.ones(2))
"""


@pytest.fixture(scope="module")
def without_torch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has all packages of this one but torch."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    [site] = folder.glob("lib/python*/site-packages")
    for source in (Path(entry) for entry in sys.path if entry.endswith("site-packages")):
        for package in source.iterdir():
            if "torch" not in package.name and package.suffix != ".pth" and not (site / package.name).exists():
                (site / package.name).symlink_to(package)
    (site / "shortsgen.pth").write_text(f"{Path(shortsgen.__file__).parents[1]}\n")
    python = folder / "bin" / "python"
    found = subprocess.run([python, "-c", "import numpy, torch"], capture_output=True, text=True, check=False)
    assert found.stderr.endswith("ModuleNotFoundError: No module named 'torch'\n")
    return python


def run(python: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, *COMMAND[1:], *words], cwd=folder, env=outside(), capture_output=True, text=True, check=False
    )


def read(path: Path) -> Recording:
    return recording_file.parse(path.read_text(), path.name, lambda _file: None)


@pytest.mark.torch
@pytest.mark.usefixtures("project")
def test_what_needs_no_torch_gives_the_same_with_and_without(folder: Path, shell: Shell, without_torch: Path) -> None:
    (folder / DAY).write_text(SCRIPT)
    assert shell("run", "day01").returncode == 0
    with_torch = read(folder / RECORDING)
    (folder / RECORDING).unlink()
    assert run(without_torch, folder, "run", "day01").returncode == 0
    without = read(folder / RECORDING)
    assert {name: (entry.key, entry.outcome) for name, entry in without.entries.items()} == {
        name: (entry.key, entry.outcome) for name, entry in with_torch.entries.items()
    }
    assert "torch:" not in (folder / RECORDING).read_text()
    checked = run(without_torch, folder, "check")
    assert (checked.returncode, checked.stdout) == (0, "2 shorts in 1 day; 2 snippets: 2 ok; no problems\n")


@pytest.mark.usefixtures("project")
def test_a_snippet_that_imports_torch_is_told_what_to_install(folder: Path, without_torch: Path) -> None:
    (folder / DAY).write_text(SCRIPT + TORCH)
    done = run(without_torch, folder, "run", "day01")
    assert done.returncode == 1
    assert "03 tensor: ModuleNotFoundError: No module named 'torch'" in done.stderr
    assert "hint: `pip install torch`" in done.stderr
    assert set(read(folder / RECORDING).entries) == {"plain", "drawn"}


def test_an_import_without_torch_proposes_by_names_alone(folder: Path, without_torch: Path) -> None:
    one = "## Short 0{} — {}\n\n**Hook:** One.\n\n**Talk track:** One.\n\n```python\n{}\n```\n\n".format
    (folder / "day05.md").write_text(one(1, "One", "import torch\nx = torch.ones(2)") + one(2, "Two", "print(x)"))
    done = run(without_torch, folder, "import", "day05.md", "--plan")
    assert (done.returncode, done.stderr) == (
        0,
        "warning[runner] torch is not installed, so nothing is executed\n"
        "  hint: `pip install torch`\n"
        "02 two  needs: one  not proved  `x`\n"
        "scripts_yaml/day05.yaml: not written\n",
    )
