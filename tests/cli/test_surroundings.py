"""What a command finds around it is odd: it works, or says what is wrong, and where."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from shortsgen.shipped import built_in
from tests.cli.conftest import COMMAND, DAY, RECORDING, Cli, Edit, outside

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="neither masks nor names of bytes, and open folders stay"
)

GONE = "error[file] the working folder cannot be had: No such file or directory\n  hint: go to your project's folder\n"


@pytest.mark.parametrize(
    "words", ["list", "check", "render day01", "run day01", "export outputs day01", "new day01", "import day.md"]
)
def test_a_working_folder_that_was_removed_is_told(cli: Cli, folder: Path, words: str) -> None:
    folder.rmdir()
    done = cli(*words.split())
    assert (done.code, done.out, done.err) == (2, "", GONE)


@pytest.mark.parametrize("form", ["json", "github", "junit", "sarif"])
def test_all_forms_of_check_tell_it(cli: Cli, folder: Path, form: str) -> None:
    folder.rmdir()
    done = cli("check", "--format", form)
    assert (done.code, done.err) == (2, "")
    assert "the working folder cannot be had" in done.out


@pytest.mark.parametrize("words", ["doctor", "schema", "--help"])
def test_what_needs_no_project_needs_no_working_folder(cli: Cli, folder: Path, words: str) -> None:
    folder.rmdir()
    assert cli(words).code == 0


def ordinary(*words: str) -> Sequence[str]:
    """The command as who may not read what is closed to all: root could, as long as it keeps its capabilities."""
    if os.getuid():
        return [*COMMAND, *words]
    drop = shutil.which("setpriv") or pytest.skip("root sees no difference without setpriv")
    return [drop, "--bounding-set=-all", "--inh-caps=-all", *COMMAND, *words]


@pytest.mark.torch
@pytest.mark.parametrize("mask", [0o777, 0o277, 0o077])
def test_no_mask_takes_from_a_person_what_is_made(project: Path, mask: int) -> None:
    environment = outside() | {"XDG_CACHE_HOME": str(project / "cache"), "TMPDIR": str(project)}
    for words in (["render", "day01", "--only", "data", "--sandbox", "basic"], ["check", "--sandbox", "basic"]):
        done = subprocess.run(
            ordinary(*words), cwd=project, env=environment, capture_output=True, text=True, check=False, umask=mask
        )
        assert done.returncode == 0, done.stderr
    made = project / "build" / "day01" / "first" / "short.json"
    assert [path.stat().st_mode & 0o777 for path in (made, project / RECORDING)] == [0o600, 0o600]


BYTES = "day\udcff"


@pytest.mark.parametrize(
    "words", ["list", "check", "check --format sarif", "render day01", "render --all", "run day01", f"render {BYTES}"]
)
def test_a_script_whose_name_is_no_text_is_told(cli: Cli, project: Path, words: str) -> None:
    shutil.copy(project / DAY, project / "scripts_yaml" / f"{BYTES}.yaml")
    done = cli(*words.split())
    assert done.code == 2
    told = done.out + done.err
    assert "the name of scripts_yaml/day\\udcff.yaml is no UTF-8" in told.replace(2 * "\\", "\\")


def test_a_project_may_lie_in_a_folder_whose_name_is_no_text(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / BYTES).mkdir()
    shutil.move(project / "scripts_yaml", project / BYTES)
    monkeypatch.chdir(project / BYTES)
    assert cli("render", "day01", "--out", BYTES).code == 0
    assert cli("check", "--format", "sarif").code == 0
    assert cli("export", "slides", "day01", "-o", f"slides-{BYTES}").code == 0


def test_what_lies_beside_templates_and_has_no_text_for_a_name_is_none_of_them(cli: Cli, project: Path) -> None:
    fonts = project / "templates" / "fonts"
    fonts.mkdir(parents=True)
    shutil.copy(built_in() / "fonts" / "JetBrainsMono-Regular.ttf", fonts / f"{BYTES}.ttf")
    (project / "templates" / f"{BYTES}.typ").write_text("#nothing")
    assert cli("render", "day01").code == 0


@pytest.mark.parametrize("size", [0, 7, 3000, 100_000])
def test_a_damaged_font_is_told_where_it_is_read(cli: Cli, project: Path, edit: Edit, size: int) -> None:
    (project / "templates" / "fonts").mkdir(parents=True)
    font = (built_in() / "fonts" / "JetBrainsMono-Regular.ttf").read_bytes()
    (project / "templates" / "fonts" / "own.ttf").write_bytes(font[:size])
    edit("title: The first", "title: The first ☃")
    done = cli("check", "day01")
    assert done.code == 2
    assert "error[template] cannot read templates/fonts/own.ttf: it is no font, or damaged\n" in done.err


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("theme: {accents: x}", "1:18: error[script-type] expected a mapping, found `x`\n"),
        ("theme: {accents: [x]}", "1:18: error[script-type] expected a mapping, found a list\n"),
        ("theme:\n  accents:\n", "2:11: error[script-type] expected a mapping, found nothing\n"),
        ("theme: {accents: {day01: 3}}", "1:26: error[script-type] expected text, found the number 3\n"),
    ],
)
@pytest.mark.usefixtures("project")
def test_accents_that_are_none_are_told(cli: Cli, settings: str, told: str) -> None:
    Path("shortsgen.yaml").write_text(settings)
    done = cli("list")
    assert done.code == 2
    assert done.err.startswith(f"shortsgen.yaml:{told}")


ENDLESS = "it includes or calls itself without end, or nests too deep"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{% include 'captions.srt.j2' %}", ENDLESS),
        ("{% extends 'captions.srt.j2' %}", ENDLESS),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", ENDLESS),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", ENDLESS),
        ("{% if 1 %}" * 3000 + "{% endif %}" * 3000, ENDLESS),
        ("{% for one in [1] %}" * 30 + "{% endfor %}" * 30, "too many statically nested blocks"),
        ("{{ 'a' * 10**12 }}", "MemoryError"),
        ("{{ cycler() }}", "at least one item has to be provided"),
    ],
)
@pytest.mark.usefixtures("project")
def test_a_template_that_fails_in_whatever_way_is_told_at_its_line(cli: Cli, text: str, why: str) -> None:
    Path("templates").mkdir()
    Path("templates/captions.srt.j2").write_text(f"\n{text}\n")
    done = cli("export", "captions", "day01")
    assert done.code == 2
    assert re.search(rf"templates/captions.srt.j2:\d+:1: error\[template\] the template .* rendered: {why}", done.err)


LOOPS = [
    ("build", "render day01 --only data", "cannot write short.json: "),
    ("build/day01/first", "render day01 --only data", "cannot write short.json: "),
    ("scripts_yaml/day01.yaml", "list", "cannot read scripts_yaml/day01.yaml: "),
    ("scripts_yaml/day01.outputs.yaml", "check", "cannot read scripts_yaml/day01.outputs.yaml: "),
    ("templates/fonts/loop.ttf", "render day01 --only slides", "cannot read templates/fonts/loop.ttf: "),
    ("there", "render day01 --out there", "cannot write slides.pdf: "),
    ("day.md", "import day.md", "cannot read day.md: "),
]


@pytest.mark.parametrize(("name", "words", "told"), LOOPS)
def test_a_link_that_leads_to_itself_is_told(cli: Cli, project: Path, name: str, words: str, told: str) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)
    done = cli(*words.split())
    assert (done.code, told in done.err) == (2, True), done.err


DEEP = 100_000


@pytest.mark.parametrize(
    ("file", "text", "code", "told"),
    [
        (DAY, f"title: {'[' * DEEP}", 2, "day01.yaml:1:19: error[yaml-depth]"),
        (RECORDING, f"format: 2\noutcomes: {'{a: ' * DEEP}", 2, "day01.outputs.yaml:2:55: error[yaml-depth]"),
        (Path("shortsgen.yaml"), f"theme: {'[' * DEEP}", 2, "shortsgen.yaml:1:19: error[yaml-depth]"),
        (Path("build/day01/.shortsgen.json"), "[" * DEEP, 0, "build/day01: 2 written"),
    ],
)
def test_what_is_nested_without_end_is_told_or_made_anew(
    cli: Cli, project: Path, file: Path, text: str, code: int, told: str
) -> None:
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    (project / file).write_text(text)
    done = cli("render", "day01", "--only", "data")
    assert (done.code, told in done.err) == (code, True), done.err
