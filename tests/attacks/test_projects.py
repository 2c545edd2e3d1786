"""Every hostile project is made for real, and a person does with it what the table says."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.attack import controls
from tests.attacks.links import LINKS
from tests.attacks.project import SECRET, Hostile, Place
from tests.attacks.recordings import PICTURES
from tests.cli.conftest import COMMAND, outside

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links, pipes and a runner")

DOCUMENT = Path(__file__).parents[2] / "docs" / "explanation" / "security.md"
PROJECTS = (*LINKS, *PICTURES)


def state(folder: Path) -> dict[str, str]:
    """All that lies below a folder, and what is in it."""
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("hostile", PROJECTS, ids=lambda hostile: hostile.id)
def test_a_hostile_project_gives_what_is_documented_and_reaches_nothing_outside(
    hostile: Hostile, tmp_path: Path
) -> None:
    place = Place.at(tmp_path)
    hostile.make(place)
    before = state(place.outside)
    environment = outside() | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "COLUMNS": "100"} | hostile.environment
    command = [*COMMAND, *hostile.words.split()]
    done = subprocess.run(command, cwd=place.project, env=environment, capture_output=True, timeout=60, check=False)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == hostile.code, told
    assert re.search(hostile.says, told, re.DOTALL), told
    assert "Traceback" not in told
    assert controls(told) == set()
    assert state(place.outside) == before
    held = [path.read_bytes() for path in place.project.rglob("*") if path.is_file() and not path.is_symlink()]
    assert not any(SECRET.strip().encode() in one for one in (*held, told.encode()))
    assert list(place.project.rglob("*shortsgen-tmp")) == []


def test_the_document_lists_the_projects_that_are_made_with_what_comes_of_each() -> None:
    table = DOCUMENT.read_text().partition("| a project that |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)[1:]
    assert rows == [(hostile.title, hostile.note) for hostile in PROJECTS]
