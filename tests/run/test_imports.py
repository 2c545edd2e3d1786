"""Snippets import what this Python imports, wherever it is installed, and see nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from shortsgen.run.outside.level import Level, why_not_strict
from tests.run.environments import CODE, MODULE, PACKAGE, Environment, keep_secret, make, write

LEVELS = [
    pytest.param(
        Level.STRICT,
        marks=pytest.mark.skipif(sys.platform != "linux" or bool(why_not_strict()), reason="needs bubblewrap"),
    ),
    Level.BASIC,
]
Way = Callable[[Path], Environment]


def a_linked_package(root: Path) -> Environment:
    made = make(root)
    (made.site / "thing").symlink_to(write(made.elsewhere / "thing", PACKAGE))
    return made


def a_linked_module(root: Path) -> Environment:
    made = make(root)
    (made.site / "thing.py").symlink_to(write(made.elsewhere, {"thing.py": MODULE}) / "thing.py")
    return made


def a_chain_of_links(root: Path) -> Environment:
    made = make(root)
    write(made.elsewhere / "deep" / "thing", PACKAGE)
    (made.elsewhere / "absolute").symlink_to(made.elsewhere / "deep")
    (made.elsewhere / "relative").symlink_to("../elsewhere/absolute/thing")
    (made.site / "thing").symlink_to(made.elsewhere / "relative")
    return made


def a_wheel_with_linked_files(root: Path) -> Environment:
    """As uv installs with `--link-mode symlink`; a part of the package says nowhere that it is one."""
    made = make(root)
    wheel = write(made.elsewhere / "cache" / "1a2b", {f"thing/{name}": text for name, text in PACKAGE.items()})
    write(wheel, {"thing/part.py": "from apart.piece import SAYS, places\n", "apart/piece.py": MODULE})
    write(wheel, {"thing-1.dist-info/METADATA": "Name: thing\nVersion: 1\n"})
    for file in [path for path in wheel.rglob("*") if path.is_file()]:
        link = made.site / file.relative_to(wheel)
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(file)
    return made


def a_package_with_linked_files(root: Path) -> Environment:
    """As conda installs where it cannot make hard links, and setuptools where editable installations are `strict`."""
    made = make(root)
    package = write(made.elsewhere / "thing", PACKAGE)
    (made.site / "thing").mkdir()
    for name in PACKAGE:
        (made.site / "thing" / name).symlink_to(package / name)
    return made


def a_line_that_names_a_checkout(root: Path) -> Environment:
    made = make(root)
    write(made.elsewhere / "thing", PACKAGE)
    (made.site / "thing.pth").write_text(f"{made.elsewhere}\n")
    return made


def _editable(root: Path, setup: str, files: dict[str, str]) -> Environment:
    """What setuptools makes of an editable installation: a wheel, put where pip would put it."""
    if int(metadata.version("setuptools").partition(".")[0]) < 71:
        pytest.skip("needs a setuptools that makes wheels by itself")
    made = make(root)
    write(made.elsewhere, {"pyproject.toml": f"[project]\nname = 'thing'\nversion = '1'\n{setup}", **files})
    build = "import sys; from setuptools import build_meta; build_meta.build_editable(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, root], cwd=made.elsewhere, capture_output=True, check=True)
    [wheel] = root.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(made.site)
    assert list(made.site.glob("__editable___thing_1_finder.py"))
    return made


def a_package_that_an_import_hook_finds(root: Path) -> Environment:
    setup = "[tool.setuptools]\npackages = ['thing']\n"
    files = {f"thing/{name}": text for name, text in PACKAGE.items()}
    return _editable(root, setup, files)


def a_module_that_an_import_hook_finds(root: Path) -> Environment:
    return _editable(root, "[tool.setuptools]\npy-modules = ['thing']\n", {"thing.py": MODULE})


def the_variable(root: Path) -> Environment:
    made = make(root)
    write(made.elsewhere / "thing", PACKAGE)
    made.variables["PYTHONPATH"] = f":{made.elsewhere}:"
    return made


def the_variable_that_names_the_working_folder(root: Path) -> Environment:
    made = make(root)
    write(root / "thing", PACKAGE)
    keep_secret(root)
    made.variables["PYTHONPATH"] = "."
    return made


def the_variable_that_names_the_home(root: Path) -> Environment:
    made = make(root)
    write(made.home, {"thing.py": MODULE})
    made.variables["PYTHONPATH"] = str(made.home)
    return made


def the_packages_of_the_user(root: Path) -> Environment:
    made = make(root, system=True)
    site = made.home / ".local" / "lib" / made.site.parent.name / "site-packages"
    write(site / "thing", PACKAGE)
    return made


def an_environment_in_the_home(root: Path) -> Environment:
    made = make(root, prefix="home/environment")
    write(made.site / "thing", PACKAGE)
    return made


def an_environment_that_is_the_home(root: Path) -> Environment:
    made = make(root, prefix="home")
    write(made.site / "thing", PACKAGE)
    return made


def a_home_in_the_environment(root: Path) -> Environment:
    made = make(root, home="environment/home")
    write(made.site / "thing", PACKAGE)
    return made


def a_home_among_the_packages(root: Path) -> Environment:
    made = make(root, home="environment/lib/home")
    write(made.home / "checkout" / "thing", PACKAGE)
    (made.site / "thing.pth").write_text(f"{made.home}/checkout\n")
    return made


def a_linked_environment(root: Path) -> Environment:
    made = make(root, prefix="real/environment")
    write(made.site / "thing", PACKAGE)
    (root / "link").symlink_to("real")
    made.prefix = root / "link" / "environment"
    return made


def an_environment_that_is_called_by_a_detour(root: Path) -> Environment:
    made = make(root)
    write(made.site / "thing", PACKAGE)
    made.working = write(root / "aside", {"file": ""})
    made.prefix = Path("..", made.prefix.name)
    return made


def an_environment_made_of_links(root: Path) -> Environment:
    made = make(root)
    write(made.site / "thing", PACKAGE)
    (root / "parts").mkdir()
    for part in ("lib", "bin"):
        (made.prefix / part).rename(root / "parts" / part)
        (made.prefix / part).symlink_to(root / "parts" / part)
    return made


WAYS = [
    a_linked_package,
    a_linked_module,
    a_chain_of_links,
    a_wheel_with_linked_files,
    a_package_with_linked_files,
    a_line_that_names_a_checkout,
    a_package_that_an_import_hook_finds,
    a_module_that_an_import_hook_finds,
    the_variable,
    the_variable_that_names_the_working_folder,
    the_variable_that_names_the_home,
    the_packages_of_the_user,
    an_environment_in_the_home,
    an_environment_that_is_the_home,
    a_home_in_the_environment,
    a_home_among_the_packages,
    a_linked_environment,
    an_environment_that_is_called_by_a_detour,
    an_environment_made_of_links,
]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.replace("_", "-"))
def test_a_snippet_imports_what_this_python_imports_and_sees_no_more(way: Way, level: Level, tmp_path: Path) -> None:
    made = way(tmp_path)
    status, output, error = made.execute(level, CODE)
    assert (status, error) == ("ok", "")
    said, places, again = output.strip().split("\n", 2)
    assert said.startswith("found ")
    assert ("True" in said) == (level is Level.BASIC), "what nobody imports is seen at `basic` alone"
    assert again.strip() == "found"
    assert str(tmp_path) not in places
