"""`import`, `new` and `schema`: from nothing, or from another document, to a day."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from rich.console import Console

from shortsgen.cli.proposals import drawn
from shortsgen.project import find
from shortsgen.propose.candidates import by_scope
from shortsgen.script.load import load
from shortsgen.script.load_settings import load_settings
from shortsgen.script.markdown import convert
from shortsgen.script.settings import Settings
from shortsgen.script.settings_schema import SETTINGS_KEYS
from tests.cli.conftest import Cli, Shell
from tests.pipeline.conftest import FakeExecutor

ROOT = Path(__file__).parents[2]

DOCUMENT = """\
# Day 05 — Tensors

## Short 01 — Make One

**Hook**

Everything is a tensor.

**Talk track**

- Make one.

| a | table |
|---|-------|

```python
x = 1
```

```bash
ls
```
"""


def test_import_writes_the_day_and_tells_what_is_not_in_it(cli: Cli, project: Path) -> None:
    (project / "day05.md").write_text(DOCUMENT)
    done = cli("import", "day05.md")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        "executed in a fake sandbox: 1\n"
        "day05.md:13:1: warning[markdown-left-out] left out: a table or HTML in the section `Talk track`\n"
        "   13 | | a | table |\n"
        "      | ^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
        "\n"
        "day05.md:20:1: note[markdown-listing] bash code is kept as a listing, and not executed\n"
        "   20 | ```bash\n"
        "      | ^^^^^^^\n"
        "shortsgen.schema.json: written\n"
        "scripts_yaml/day05.yaml: written; now run `shortsgen render day05`\n"
    )
    script = project / "scripts_yaml" / "day05.yaml"
    day = load(script.read_text(), "day05.yaml", "day05")
    assert (day.title, [short.id for short in day.shorts]) == ("Tensors", ["make-one"])


def test_a_day_that_cannot_be_read_is_never_overwritten(cli: Cli, project: Path) -> None:
    (project / "day05.md").write_text(DOCUMENT)
    script = project / "scripts_yaml" / "day05.yaml"
    script.write_text("mine")
    done = cli("import", "day05.md", "--update")
    assert (done.code, done.out) == (2, "")
    assert "scripts_yaml/day05.yaml:1:1: error[" in done.err
    assert script.read_text() == "mine"
    assert cli("import", "day05.md", "--day", "day06").code == 0
    assert script.with_name("day06.yaml").exists()


def test_a_document_without_shorts_is_refused(cli: Cli, project: Path) -> None:
    (project / "notes.md").write_text("Nothing here.\n")
    done = cli("import", "notes.md")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "notes.md:1:1: error[markdown-no-shorts] expected a heading for each short, found none\n"
        "    1 | Nothing here.\n"
        "      | ^\n"
        "  hint: write `## Short 01 — Title`\n"
    )
    assert not (project / "scripts_yaml" / "notes.yaml").exists()


@pytest.mark.parametrize("name", ["../day05", "day 05", ".hidden", "a/b", "day05.outputs", ""])
def test_a_day_cannot_have_a_name_that_is_no_file_name(cli: Cli, project: Path, name: str) -> None:
    (project / "day05.md").write_text(DOCUMENT)
    assert cli("import", "day05.md", "--day", name).code == 2
    assert cli("new", "--", name).code == 2
    assert [path.name for path in (project / "scripts_yaml").iterdir()] == ["day01.yaml"]


STARTED = {".gitignore", "shortsgen.yaml", "shortsgen.schema.json"}


def test_new_starts_a_project_in_an_empty_folder(cli: Cli, folder: Path) -> None:
    done = cli("new", "day01")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        ".gitignore: written\n"
        "shortsgen.yaml: written\n"
        "shortsgen.schema.json: written\n"
        "scripts_yaml/day01.yaml: written; now run `shortsgen render day01`\n"
    )
    sample = (ROOT / "templates" / "sample-day.yaml").read_bytes()
    assert (folder / "scripts_yaml" / "day01.yaml").read_bytes() == sample
    assert {path.name for path in folder.iterdir()} == {"scripts_yaml", *STARTED}


@pytest.mark.parametrize("words", [("new", "day07"), ("import", "day07.md")])
def test_a_project_that_was_started_is_ready(cli: Cli, folder: Path, words: tuple[str, ...]) -> None:
    (folder / "day07.md").write_text(DOCUMENT)
    assert cli(*words).code == 0
    assert (folder / ".gitignore").read_text() == "build/\n"
    assert find(folder).settings == Settings(), "all of it is comments"
    script = folder / "scripts_yaml" / "day07.yaml"
    line, _, _ = script.read_text().partition("\n")
    assert line.startswith("# yaml-language-server: $schema="), "the editor looks for it in the first line"
    schema = json.loads((script.parent / line.partition("=")[2]).read_text())
    assert list(Draft202012Validator(schema).iter_errors(yaml.safe_load(script.read_text()))) == []


@pytest.mark.parametrize("words", [("new", "day07"), ("import", "day07.md")])
def test_what_is_there_is_left_as_it_is(cli: Cli, folder: Path, words: tuple[str, ...]) -> None:
    (folder / "day07.md").write_text(DOCUMENT)
    for name in STARTED:
        (folder / name).write_text("# mine\n")
    assert cli(*words).code == 0
    assert [(folder / name).read_text() for name in STARTED] == ["# mine\n"] * 3


def test_a_project_gets_nothing_that_its_author_did_without(cli: Cli, project: Path) -> None:
    assert cli("new", "day02").err == (
        "shortsgen.schema.json: written\nscripts_yaml/day02.yaml: written; now run `shortsgen render day02`\n"
    )
    assert {path.name for path in project.iterdir()} == {"scripts_yaml", "shortsgen.schema.json"}, "its line names it"
    assert cli("new", "day03").err == "scripts_yaml/day03.yaml: written; now run `shortsgen render day03`\n"


def test_a_day_that_is_refused_starts_nothing(cli: Cli, folder: Path) -> None:
    (folder / "notes.md").write_text("Nothing here.\n")
    assert cli("new", "a/b").code == 2
    assert cli("import", "notes.md").code == 2
    assert {path.name for path in folder.iterdir()} == {"notes.md"}


def test_each_comment_of_the_settings_is_a_setting_and_the_default() -> None:
    head, _, body = (ROOT / "templates" / "sample-settings.yaml").read_text().partition("\n\n")
    assert all(line.startswith("#") for line in head.splitlines())
    text = re.sub("^# ?", "", body, flags=re.MULTILINE)
    settings = load_settings(text, "shortsgen.yaml", lambda _: b"<svg/>")
    examples = replace(settings.theme, accents=(), handle="", logo=None)
    own = replace(settings, theme=examples, film=replace(settings.film, music=""), speaker="", say=())
    own = replace(own, publish=replace(own.publish, spans={}))
    assert own == Settings()
    known = {
        key
        for name in ("settings", "defaults", "theme", "fonts", "colors", "captions", "video", "publish")
        for key in SETTINGS_KEYS[name]
    }
    assert known - set(re.findall(r"^ *(\w+):", text, re.MULTILINE)) == set()


def test_new_adds_to_the_project_that_the_folder_lies_in(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(project / "deep" / "down")
    assert cli("new", "day02").code == 0
    assert (project / "scripts_yaml" / "day02.yaml").exists()


@pytest.mark.parametrize("what", ["day", "settings", "short", "report"])
def test_schema_gives_a_schema_of_each_document(cli: Cli, what: str) -> None:
    done = cli("schema", what)
    assert (done.code, done.err) == (0, "")
    Draft202012Validator.check_schema(json.loads(done.out))


def test_schema_gives_the_file_that_editors_read(cli: Cli) -> None:
    done = cli("schema")
    assert (done.code, done.err) == (0, "")
    assert done.out == (ROOT / "shortsgen.schema.json").read_text()


def test_in_an_empty_folder_an_import_starts_a_project(cli: Cli, folder: Path) -> None:
    (folder / "day07.md").write_text(
        "# Day 7\n\n## 1. One\n\n**Hook**\n\nH\n\n**Talk track**\n\nS\n\n**Code**\n\n```python\nprint(1)\n```\n"
    )
    assert cli("import", "day07.md").code == 0
    assert cli("list").out.split()[0] == "day07"


@pytest.mark.torch
def test_an_import_proposes_what_lets_all_shorts_run(shell: Shell, folder: Path) -> None:
    """The document that people have, in real processes: alone, ten of its thirty shorts fail."""
    document = (ROOT / "tests" / "data" / "day04.md").read_text("utf-8")
    (folder / "day04.md").write_text(document)
    done = shell("import", "day04.md", "--sandbox", "none")
    assert (done.returncode, done.stdout) == (0, "")
    told = [line for line in done.stderr.splitlines() if re.match("[0-9]{2} ", line)]
    assert [re.sub(" {2,}", " | ", line) for line in told] == PROPOSED
    day = load((folder / "scripts_yaml" / "day04.yaml").read_text(), "day04.yaml", "day04")
    needs = {short.number: [day.by_id()[name].number for name in short.needs] for short in day.shorts if short.needs}
    assert needs == {5: [4], 6: [4], 7: [4], 24: [21], 25: [23], 26: [23], 27: [23], 28: [21]}
    assert {short.number: short.setup.text for short in day.shorts if short.setup} == dict.fromkeys([9, 19], NN)
    assert shell("run", "day04", "--sandbox", "none").returncode == 0


NN = "import torch.nn as nn\n"
_SHAPES = "23 was tried first and failed: RuntimeError: mat1 and mat2 shapes cannot be multiplied"
PROPOSED = [
    "05 calling-model-x-automatically-runs | needs: your-first-custom-model-class | proved | `MyFirstNetwork`",
    "06 print-your-model-like-a-pro | needs: your-first-custom-model-class | proved | `MyFirstNetwork`",
    "07 named-parameters-see-what-learns | needs: your-first-custom-model-class | proved | `MyFirstNetwork`",
    "09 nn-linear-weight-shape-gotcha-its-out-in | setup: import torch.nn as nn | proved | "
    "`nn`, as 08 nn-linear-what-it-actually-computes imports it",
    "19 train-vs-eval-critical-mode-switch | setup: import torch.nn as nn | proved | "
    "`nn`, as 18 batchnorm1d-stabilize-activations imports it",
    "24 inference-mode-use-torch-no-grad | needs: the-training-trio-model-loss-optimizer | proved | "
    f"`model`; {_SHAPES} (4x784 and 1x1)",
    "25 count-parameters-in-one-line | needs: why-optimizer-zero-grad-matters | proved | `model`",
    "26 trainable-vs-total-parameters | needs: why-optimizer-zero-grad-matters | proved | `model`",
    "27 inspect-model-state-model-training | needs: why-optimizer-zero-grad-matters | proved | `model`",
    "28 debug-intermediate-activations-with | needs: the-training-trio-model-loss-optimizer | proved | "
    f"`model`; {_SHAPES} (2x784 and 1x1)",
]
CARRIES_ON = """\
# Day 06

## Short 01 — Define It

**Hook**

One.

**Talk track**

- One.

```python
x = 1
```

## Short 02 — Use It

**Hook**

Two.

**Talk track**

- Two.

```python
print(x)
```

## Short 03 — Nowhere

**Hook**

Three.

**Talk track**

- Three.

```python
print(1)
print(xyz)
```
"""


def test_a_plan_gives_the_day_and_writes_nothing(shell: Shell, folder: Path) -> None:
    (folder / "day06.md").write_text(CARRIES_ON)
    done = shell("import", "day06.md", "--plan", "--sandbox", "none")
    assert done.returncode == 0
    assert done.stderr == (
        "executed without a sandbox: 3\n"
        "day06.md:43:7: warning[snippet-raised] 03 nowhere: NameError: name 'xyz' is not defined\n"
        "   43 | print(xyz)\n"
        "      |       ^\n"
        "      | 1\n"
        "      | Traceback (most recent call last):\n"
        '      |   File "day06.md", line 43, in <module>\n'
        "      |     print(xyz)\n"
        "      |           ^^^\n"
        "      | NameError: name 'xyz' is not defined\n"
        "  hint: define `xyz` in the code, or in the short's `setup`\n"
        "02 use-it  needs: define-it  proved  `x`\n"
        "scripts_yaml/day06.yaml: not written\n"
    )
    day = load(done.stdout, "day06.yaml", "day06")
    assert [short.needs for short in day.shorts] == [(), ("define-it",), ()]
    assert [path.name for path in folder.iterdir()] == ["day06.md"]


def test_without_running_names_alone_decide(cli: Cli, folder: Path, fake: FakeExecutor) -> None:
    (folder / "day06.md").write_text(CARRIES_ON)
    done = cli("import", "day06.md", "--no-run")
    assert (done.code, fake.started) == (0, 0)
    assert done.err.startswith("02 use-it  needs: define-it  not proved  `x`\n.gitignore: written\n")


def test_where_nothing_can_be_executed_an_import_says_so(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "day06.md").write_text(CARRIES_ON)
    monkeypatch.setattr(sys, "platform", "win32")
    done = cli("import", "day06.md", "--plan")
    assert done.code == 0
    assert done.err == (
        "warning[runner] snippets cannot be executed on Windows\n"
        "  hint: what is proposed is not proved: `check` it on a machine that executes\n"
        "02 use-it  needs: define-it  not proved  `x`\n"
        "scripts_yaml/day06.yaml: not written\n"
    )


CELLS = "# %% [markdown]\n# # Cells\n# %% Make one\n# %% [markdown]\n# It is short. Look.\n# %%\nprint(1)\n"


def test_a_file_from_windows_is_imported(cli: Cli, project: Path) -> None:
    (project / "day08.py").write_bytes(b"\xef\xbb\xbf" + CELLS.replace("\n", "\r\n").encode())
    assert cli("import", "day08.py").code == 0
    day = load((project / "scripts_yaml" / "day08.yaml").read_text(), "day08.yaml", "day08")
    assert (day.title, [short.id for short in day.shorts], day.shorts[0].code.text) == (
        "Cells", ["make-one"], "print(1)\n")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "block"),
    [
        ("day08.py", b"x = 1\n",
         "day08.py:1:1: error[markdown-no-shorts] expected a heading for each short, found none\n"
         "    1 | x = 1\n      | ^\n  hint: write `# %% Title` above the code of each short\n"),
        ("day08.ipynb", b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x"}]}',
         "day08.ipynb, cell 1:1:1: error[markdown-no-shorts] expected a heading for each short, found none\n"
         "    1 | x\n      | ^\n  hint: write `## Title` into a cell of Markdown above the code of each short\n"),
        ("day08.md", b"\x89PNG\r\n\x1a\n\0",
         "day08.md:1:1: error[file-encoding] byte 0x89 is no UTF-8\n  hint: save it as text in UTF-8\n"),
        ("day08.ipynb", b"# Day 8\n",
         "day08.ipynb:1:1: error[notebook] expected a notebook, which is JSON: expecting value\n"
         "    1 | # Day 8\n      | ^\n  hint: open it in Jupyter and save it anew\n"),
    ],
)  # fmt: skip
def test_a_file_that_gives_no_short_starts_nothing(
    cli: Cli, folder: Path, name: str, content: bytes, block: str
) -> None:
    (folder / name).write_bytes(content)
    done = cli("import", name)
    assert (done.code, done.out, done.err) == (2, "", block)
    assert [path.name for path in folder.iterdir()] == [name]


def test_an_import_executes_with_the_options_of_the_settings(shell: Shell, folder: Path) -> None:
    (folder / "shortsgen.yaml").write_text("defaults: {timeout: 0.5}\n")
    (folder / "day06.md").write_text(CARRIES_ON.replace("print(1)", "while True: pass"))
    done = shell("import", "day06.md", "--sandbox", "none")
    assert done.returncode == 0
    assert "03 nowhere: timed out" in done.stderr
    assert "timeout" not in (folder / "scripts_yaml" / "day06.yaml").read_text(), "the settings say it already"


def test_what_fails_in_a_notebook_is_told_in_the_lines_of_its_cell(shell: Shell, folder: Path) -> None:
    texts = ["## Short 01 — One\n\n**Hook:** One.", "import os\nprint(xyz)", "## Short 02 — Two", "print(zyx)"]
    kinds = ("markdown", "code", "markdown", "code")
    cells = [{"cell_type": kind, "source": text} for kind, text in zip(kinds, texts, strict=True)]
    (folder / "day07.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    told = shell("import", "day07.ipynb", "--plan", "--sandbox", "none").stderr
    assert (
        "day07.ipynb, cell 2:2:7: warning[snippet-raised] 01 one: NameError: name 'xyz' is not defined\n"
        "    2 | print(xyz)\n"
        "      |       ^\n"
        "  hint: define `xyz` in the code, or in the short's `setup`\n"
    ) in told
    assert "day07.ipynb, cell 4:1:7: warning[snippet-raised] 02 two: NameError" in told


def test_on_a_terminal_what_is_proposed_is_a_table_that_cuts_nothing() -> None:
    day = convert(CARRIES_ON, "day06", "day06.md")[0]
    rows = by_scope(day, lambda _package: True)
    console = Console(width=60, file=io.StringIO(), color_system=None)
    console.print(drawn(day, (replace(rows[0], reason="a reason that takes two lines"),)))
    assert [line.rstrip() for line in console.file.getvalue().splitlines()] == TABLE  # type: ignore[attr-defined]


TABLE = [
    "",
    "  short       proposed                      why",
    " ──────────────────────────────────────────────────────────",
    "  02 use-it   needs:           not proved   a reason that",
    "              define-it                     takes two",
    "                                            lines",
    "",
]


def test_new_never_writes_over_a_day(cli: Cli, project: Path) -> None:
    before = (project / "scripts_yaml" / "day01.yaml").read_text()
    done = cli("new", "day01")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "error[exists] scripts_yaml/day01.yaml exists already\n  hint: choose another name, or remove it first\n",
    )
    assert (project / "scripts_yaml" / "day01.yaml").read_text() == before
