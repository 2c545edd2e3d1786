"""The wheel is what people install: built, installed with all that it depends on, and used away from the checkout.

Takes about a minute, most of which is the installation of torch.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
API = (ROOT / "docs" / "reference" / "api.md").read_text()

pytestmark = pytest.mark.torch

#: Where the new environment is, and where it takes its code, its templates and its fonts from.
PLACES = """
import sys
import shortsgen
from shortsgen.render.look import Look
from shortsgen.shipped import built_in
print(sys.prefix, shortsgen.__file__, built_in(), *Look().font_folders(), sep="\\n")
"""

Installed = Callable[..., subprocess.CompletedProcess[str]]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that knows nothing of this environment. What it printed is in the error where it fails."""
    unwanted = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Runs a program of a new environment that holds the wheel, in a folder of its own."""
    folder = tmp_path_factory.mktemp("installed")
    programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    install = ("-m", "pip", "install", "--quiet", "--no-compile", "--constraint", ROOT / "constraints.txt")
    run(programs / "python", *install, wheel, cwd=folder)
    return lambda name, *words, cwd: run(programs / name, *words, cwd=cwd)


def test_the_wheel_holds_the_look_and_nothing_of_the_checkout(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    look = {
        f"shortsgen/templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    code = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "shortsgen").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    described = {name for name in names if ".dist-info/" in name}
    assert names - described == look | code


def test_what_the_page_about_python_shows_is_typed(wheel: Path, tmp_path: Path) -> None:
    """As mypy sees it that finds the package installed, with a mistake to prove that it looks."""
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    place = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).stdout.strip()
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", place, wheel, cwd=tmp_path)
    shown = re.findall(r"^```(python|pycon)\n(.*?)^```$", API, re.DOTALL | re.MULTILINE)
    code = [text if language == "python" else doctest.script_from_examples(text) for language, text in shown]
    (tmp_path / "good.py").write_text("\n".join(code))
    (tmp_path / "bad.py").write_text("import shortsgen\n\nseconds: str = shortsgen.Session().plan('day04')[0].end\n")
    mypy = (sys.executable, "-m", "mypy", "--strict", "--python-executable", python)
    assert run(*mypy, "good.py", cwd=tmp_path).stdout == "Success: no issues found in 1 source file\n"
    found = subprocess.run([*mypy, "bad.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.stdout.splitlines()[0].endswith(
        'error: Incompatible types in assignment (expression has type "int", variable has type "str")  [assignment]'
    )


def test_a_day_is_made_with_nothing_but_the_wheel(installed: Installed, tmp_path: Path) -> None:
    """One test, because tests that are spread over processes would each install torch."""
    installed("shortsgen", "new", "day01", cwd=tmp_path)
    installed("shortsgen", "render", "day01", cwd=tmp_path)
    check = installed("shortsgen", "check", "day01", cwd=tmp_path)
    assert check.stdout == "3 shorts in 1 day; 4 snippets: 3 ok, 1 raised; no problems\n"
    folders = sorted(path for path in (tmp_path / "build" / "day01").iterdir() if path.is_dir())
    names = ["a-tensor-knows-its-shape", "linear-changes-the-last-size", "read-a-shape-error"]
    assert [folder.name for folder in folders] == names
    for folder in folders:
        made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.stat().st_size > 0}
        assert made >= {"slides.pdf", "slides/01-hook.png", "slides/01-hook.svg", "slides/02-code.png"}
        assert made >= {
            "teleprompter.txt",
            "speech.srt",
            "speech.vtt",
            "output.srt",
            "output.vtt",
            "captions.ass",
            "short.json",
        }
    prefix, *places = installed("python", "-c", PLACES, cwd=tmp_path).stdout.splitlines()
    assert len(places) == 3
    assert [place for place in places if not Path(place).is_relative_to(prefix)] == []
