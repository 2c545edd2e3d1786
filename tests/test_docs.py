"""What the documents say is so: their YAML loads, and no key, problem, command or option is left out."""

from __future__ import annotations

import ast
import doctest
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from PIL import Image, ImageSequence

from shortsgen import Session
from shortsgen.cli.commands import app
from shortsgen.layout.area import DEFAULT
from shortsgen.layout.windows import code_section
from shortsgen.plan.contents import Program
from shortsgen.report.codes import RULES
from shortsgen.run.drift import STEP
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.load import load
from shortsgen.script.load_settings import load_settings
from shortsgen.script.markdown import convert
from shortsgen.script.model import Options
from shortsgen.script.schema import KEYS
from shortsgen.script.settings import Settings
from shortsgen.script.settings_schema import SETTINGS_KEYS
from shortsgen.theme.tokens import LOOKS
from tests.factory import no_file

ROOT = Path(__file__).parents[1]
SCRIPT = (ROOT / "docs" / "reference" / "script.md").read_text()
SLIDES = (ROOT / "docs" / "reference" / "slides.md").read_text()
LOOKS_PAGE = (ROOT / "docs" / "reference" / "looks.md").read_text()
VIDEO = (ROOT / "docs" / "reference" / "video.md").read_text()
SETTINGS = ("defaults:", "theme:", "captions:", "video:")
API = (ROOT / "docs" / "reference" / "api.md").read_text()
README = (ROOT / "README.md").read_text()
ALL = README + "".join(path.read_text() for path in sorted((ROOT / "docs").rglob("*.md")))

REST = {"id": "the-rest", "title": "T", "hook": "H", "talk_track": "[S]", "code": "x = 1"}


def blocks() -> Iterator[Any]:
    """The YAML of the documents, each as a parameter that is called by its place."""
    pages = {"script.md": SCRIPT, "slides.md": SLIDES, "looks.md": LOOKS_PAGE, "video.md": VIDEO, "README.md": README}
    for name, text in pages.items():
        for match in re.finditer(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
            line = text.count("\n", 0, match.start()) + 1
            yield pytest.param(match[1], id=f"{name}:{line}")


def whole(block: str) -> str:
    """A day that holds the block, by the rules that the document gives."""
    if re.match(r"(#.*\n)*title:", block):
        return block
    if not block.startswith("- id:"):
        given = set(re.findall(r"^(\w+):", block, re.MULTILINE))
        missing = "".join(f"{key}: {value}\n" for key, value in REST.items() if key not in given)
        block = "- " + "".join(f"  {line}" for line in (missing + block).splitlines(keepends=True)).lstrip()
    return f"title: Day\nshorts:\n{block}"


@pytest.mark.parametrize("block", list(blocks()))
def test_every_example_loads(block: str) -> None:
    if block.startswith(SETTINGS):
        assert load_settings(block, "shortsgen.yaml", no_file) != Settings()
    else:
        assert load(whole(block), "example.yaml", "example").shorts


@pytest.mark.torch
def test_the_code_of_every_example_does_as_it_says() -> None:
    texts = [block.values[0] for block in blocks() if not block.values[0].startswith(SETTINGS)]
    days = [load(whole(text), "example.yaml", f"example{number}") for number, text in enumerate(texts)]
    files = {"data/points.csv": b"x,y\n"}
    wanted = [snippet for day in days for snippet in snippets(day, files)]
    failed: list[tuple[Snippet, Outcome]] = []

    def done(snippet: Snippet, outcome: Outcome) -> None:
        if not outcome.as_expected(snippet.raises):
            failed.append((snippet, outcome))

    with Runner() as runner:
        runner.run(wanted, done)
    assert failed == []


@pytest.mark.torch
def test_the_page_about_python_is_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first block to the last, as a person would type it."""
    shutil.copytree(ROOT / "scripts_yaml", tmp_path / "tutorials" / "scripts_yaml")
    shortsgen("run", "day04", "--update", cwd=tmp_path / "tutorials")  # a note tells of another machine's recording
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    runner = doctest.DocTestRunner()
    told: list[str] = []
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```$", API, re.DOTALL | re.MULTILINE):
        if language == "python":
            exec(block, names)
        else:
            test = doctest.DocTestParser().get_doctest(block, names, "api.md", "api.md", 0)
            assert test.examples
            runner.run(test, out=told.append, clear_globs=False)
            names |= test.globs
    assert not told, "".join(told)
    assert (tmp_path / "film" / "day04" / "linear-computes" / "speech.srt").exists()


def test_the_document_to_import_is_read_whole() -> None:
    [text] = re.findall(r"^````markdown\n(.*?)^````$", SCRIPT, re.DOTALL | re.MULTILINE)
    day, problems = convert(text, "day04", "day04.md")
    assert (day.title, [short.id for short in day.shorts], problems) == ("nn.Module", ["your-first-model"], ())


def test_every_key_is_explained() -> None:
    keys = {key for known in KEYS.values() for key in known}
    assert {key for key in keys if f"`{key}`" not in SCRIPT} == set()


def test_the_defaults_of_the_options_are_those_of_the_program() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\w.]+) \| .+\|$", SCRIPT, re.MULTILINE))
    options = Options()
    shown = {name: str(getattr(options, name)).lower().removesuffix(".0") for name in Options.__dataclass_fields__}
    assert rows == shown


def test_every_status_is_explained() -> None:
    assert {status for status in Status if f"| `{status}` |" not in SCRIPT} == set()


def test_the_tolerance_is_that_of_the_program() -> None:
    tolerance = Options().tolerance
    assert f"a ten-thousandth of the larger one (`tolerance`), or by at most {STEP:.8f}" in SCRIPT
    assert tolerance == 1 / 10_000


#: Functions that take the code of a problem: which of their arguments it is.
TAKE_CODE = {"Problem": 0, "stop": 0, "_tell": 0, "bad_input": 2}
COMPUTED = {
    "yaml-": {"yaml-alias", "yaml-anchor", "yaml-tag"},
    "snippet-": {
        f"snippet-{status.replace('_', '-')}" for status in Status if status not in ("ok", "comment_only", "skipped")
    },
}


def codes() -> set[str]:
    """The codes of all problems that the program can report."""
    found = {"usage"}  # which `bad_input` takes where it is given none
    for path in (ROOT / "src").rglob("*.py"):
        tree = ast.parse(path.read_text())
        names = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= set(_codes(node, names))
    return found


def _codes(call: ast.Call, names: dict[str, ast.expr]) -> Iterator[str]:
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if function not in TAKE_CODE:
        return
    given = [word.value for word in call.keywords if word.arg == "code"]
    code = (given or [*call.args[TAKE_CODE[function] : TAKE_CODE[function] + 1], None])[0]
    if isinstance(code, ast.Name):
        code = names.get(code.id)
    if isinstance(code, ast.Constant):
        yield str(code.value)
    elif isinstance(code, ast.JoinedStr):
        yield from COMPUTED[str(getattr(code.values[0], "value", ""))]


def test_every_problem_has_its_row_and_no_other() -> None:
    assert set(RULES) == codes()


def test_the_tables_of_the_theme_are_those_of_the_program() -> None:
    assert names_of("token") == list(SETTINGS_KEYS["theme"])
    assert sorted(names_of("colour")) == sorted(SETTINGS_KEYS["colors"])


def test_the_table_of_videos_is_that_of_the_program() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\w.]*) ?\| .+\|$", VIDEO, re.MULTILINE))
    assert rows == {name: str(getattr(Settings().film, name)) for name in SETTINGS_KEYS["video"]}


def test_every_look_is_shown_in_a_small_picture() -> None:
    assert re.findall(r"^\| `(\w+)` \|", LOOKS_PAGE, re.MULTILINE) == list(LOOKS)
    assert re.findall(r"\]\(\.\./pictures/looks-(\w+)\.png\)", LOOKS_PAGE) == list(LOOKS)
    sizes = {look: (ROOT / "docs" / "pictures" / f"looks-{look}.png").stat().st_size for look in LOOKS}
    assert max(sizes.values()) <= 150_000


def names_of(head: str) -> list[str]:
    """What stands in the first column of the table of slides.md that begins with `head`."""
    table = SLIDES.split(f"| {head} |", 1)[1].split("\n\n", 1)[0]
    cells = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


def test_every_command_is_mentioned() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert {name for name in commands if f"shortsgen {name}" not in README} == set()


def test_every_option_is_mentioned() -> None:
    command = typer.main.get_command(app)
    commands = [command, *command.commands.values()]  # type: ignore[attr-defined]
    options = {name for one in commands for option in one.params for name in option.opts if name.startswith("--")}
    assert {name for name in options - {"--show-completion"} if name not in ALL} == set()


def test_the_code_of_the_sample_fits_without_wrapping() -> None:
    text = (ROOT / "templates" / "sample-day.yaml").read_text()
    day = load(text, "sample-day.yaml", "sample")
    codes = [code for short in day.shorts for code in (short.code, short.mistake and short.mistake.code) if code]
    assert max(len(line) for code in codes for line in code.text.splitlines()) <= 36
    sections = [code_section(Program("code", code.text), DEFAULT.space) for code in codes]
    assert [section.fit.wraps for section in sections] == [()] * len(codes)


def shortsgen(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shortsgen", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_lies_beside_the_site_links_what_is_there(name: str) -> None:
    """The site itself is built with warnings as errors."""
    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
    assert [link for link in links if not link.startswith("https://") and not (ROOT / link).exists()] == []


def test_the_first_picture_is_a_whole_short_that_moves() -> None:
    with Session(ROOT) as session:
        [timeline] = session.plan("day04", 2)
    path = ROOT / "docs" / "pictures" / "short.webp"
    with Image.open(path) as picture:
        lasts = sum(ImageSequence.all_frames(picture, lambda frame: frame.info["duration"]))
    assert abs(lasts - timeline.end) <= 100
    assert path.stat().st_size <= 600_000
