"""`import`, `new` and `schema`: from nothing, or from another document, to a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortsgen.script.load import load
from tests.cli.conftest import Cli

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
        "day05.md:13:1: warning[markdown-left-out] left out: a table or HTML in the section `Talk track`\n"
        "   13 | | a | table |\n"
        "      | ^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
        "\n"
        "day05.md:20:1: note[markdown-listing] bash code is kept as a listing, and not executed\n"
        "   20 | ```bash\n"
        "      | ^^^^^^^\n"
        "scripts_yaml/day05.yaml: written; now add `needs` and `setup`, and run `shortsgen check`\n"
    )
    script = project / "scripts_yaml" / "day05.yaml"
    day = load(script.read_text(), "day05.yaml", "day05")
    assert (day.title, [short.id for short in day.shorts]) == ("Tensors", ["make-one"])


def test_import_never_overwrites(cli: Cli, project: Path) -> None:
    (project / "day05.md").write_text(DOCUMENT)
    script = project / "scripts_yaml" / "day05.yaml"
    script.write_text("mine")
    done = cli("import", "day05.md")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error[exists] scripts_yaml/day05.yaml exists already\n  hint: choose another name, or remove it first\n"
    )
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


def test_new_starts_a_project_in_an_empty_folder(cli: Cli, folder: Path) -> None:
    done = cli("new", "day01")
    assert (done.code, done.out) == (0, "")
    assert done.err == "scripts_yaml/day01.yaml: written; now run `shortsgen render day01`\n"
    sample = (ROOT / "templates" / "sample-day.yaml").read_bytes()
    assert (folder / "scripts_yaml" / "day01.yaml").read_bytes() == sample


def test_new_adds_to_the_project_that_the_folder_lies_in(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(project / "deep" / "down")
    assert cli("new", "day02").code == 0
    assert (project / "scripts_yaml" / "day02.yaml").exists()


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
