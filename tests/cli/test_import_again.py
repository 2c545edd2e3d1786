"""`import` of a document whose day exists: shown first, written only where that is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

DOCUMENT = """\
# Day 5: Tensors

## Short 01 — Make One

**Hook**
Everything is a tensor.

**Talk track**
- Make one.

**Code**
```python
x = 1
```
"""
DAY = """\
# yaml-language-server: $schema=../shortsgen.schema.json
title: Tensors
shorts:
  - id: make-one
    title: Make One
    hook: Everything is a tensor.
    talk_track:
      - Make one.
    code: |
      x = 1
"""
NEW = "\n## Short 02 — Another\n\n**Hook**\nH.\n\n**Talk track**\n- S.\n\n**Code**\n```python\nx\n```\n"


@pytest.fixture
def script(cli: Cli, project: Path) -> Path:
    (project / "day05.md").write_text(DOCUMENT)
    assert cli("import", "day05.md").code == 0
    script = project / "scripts_yaml" / "day05.yaml"
    assert script.read_text() == DAY
    return script


@pytest.mark.usefixtures("script")
def test_what_did_not_change_is_nothing_to_take(cli: Cli) -> None:
    done = cli("import", "day05.md")
    assert (done.code, done.out, done.err) == (0, "", "scripts_yaml/day05.yaml: nothing to take from day05.md\n")


def test_what_the_document_changed_is_shown_and_written_where_that_is_wanted(
    cli: Cli, project: Path, script: Path
) -> None:
    (project / "day05.md").write_text(DOCUMENT.replace("Everything", "All") + NEW)
    diff = (
        "--- a/scripts_yaml/day05.yaml\n"
        "+++ b/scripts_yaml/day05.yaml\n"
        "@@ -3,8 +3,16 @@\n"
        " shorts:\n"
        "   - id: make-one\n"
        "     title: Make One\n"
        "-    hook: Everything is a tensor.\n"
        "+    hook: All is a tensor.\n"
        "     talk_track:\n"
        "       - Make one.\n"
        "     code: |\n"
        "       x = 1\n"
        "+\n"
        "+  - id: another\n"
        "+    title: Another\n"
        "+    hook: H.\n"
        "+    talk_track:\n"
        "+      - S.\n"
        "+    code: |\n"
        "+      x\n"
    )
    done = cli("import", "day05.md")
    assert (done.code, done.out, script.read_text()) == (1, diff, DAY)
    assert done.err.splitlines()[-1] == (
        "scripts_yaml/day05.yaml: 1 key taken, 1 new short, 0 left as they are; not written; "
        "`shortsgen import day05.md --update` writes it"
    )
    done = cli("import", "day05.md", "--update")
    assert (done.code, done.out) == (0, diff)
    assert done.err.splitlines()[-1] == "scripts_yaml/day05.yaml: 1 key taken, 1 new short, 0 left as they are; written"
    assert "hook: All is a tensor." in script.read_text()
    assert cli("import", "day05.md").out == ""


def test_where_both_changed_the_author_wins_until_the_document_is_chosen(cli: Cli, project: Path, script: Path) -> None:
    (project / "day05.md").write_text(DOCUMENT.replace("Everything", "All"))
    mine = DAY.replace("Everything is a tensor.", "Mine.  # better").replace("\n", "\r\n").encode()
    script.write_bytes(mine)
    told = (
        "scripts_yaml/day05.yaml:6:11: warning[import-differs] the document says something else as `make-one.hook`\n"
        "    6 |     hook: Mine.  # better\n"
        "      |           ^^^^^\n"
        "      | --- day\n"
        "      | +++ document\n"
        "      | @@ -1 +1 @@\n"
        "      | -Mine.\n"
        "      | +All is a tensor.\n"
        "  hint: `--take make-one.hook` takes it\n"
        "scripts_yaml/day05.yaml: 0 keys taken, 0 new shorts, 1 left as they are; not written; "
        "`shortsgen import day05.md --update` writes it\n"
    )
    done = cli("import", "day05.md")
    assert (done.code, done.out, done.err) == (1, "", told)
    assert cli("import", "day05.md", "--update", "--take", "make-one.hook", "--plan").code == 1
    assert script.read_bytes() == mine
    assert cli("import", "day05.md", "--update", "--take", "make-one.hook").code == 0
    assert script.read_bytes() == mine.replace(b"Mine.", b"All is a tensor.")


def test_what_was_left_as_it_is_is_settled_by_an_update(cli: Cli, project: Path, script: Path) -> None:
    (project / "day05.md").write_text(DOCUMENT.replace("Everything", "All"))
    script.write_text(DAY.replace("Everything", "Mine"))
    assert cli("import", "day05.md", "--update").code == 0
    assert (cli("import", "day05.md").code, "Mine" in script.read_text()) == (0, True)
    done = cli("import", "day05.md", "--take", "make-one")
    assert (done.code, "+    hook: All is a tensor.\n" in done.out) == (1, True)


@pytest.mark.usefixtures("script")
def test_a_name_of_nothing_that_differs_is_told(cli: Cli) -> None:
    done = cli("import", "day05.md", "--take", "mak-one")
    assert (done.code, done.err) == (
        2, "error[usage] nothing that differs is called `mak-one`\n  hint: did you mean `make-one`?\n")  # fmt: skip


def test_what_the_day_would_not_be_read_with_is_not_written(cli: Cli, project: Path, script: Path) -> None:
    focused = DAY.replace("- Make one.", "- say: Make one.\n        focus: 2").replace(
        "x = 1\n", "x = 1\n      y = 2\n"
    )
    script.write_text(focused)
    (project / "day05.md").write_text(DOCUMENT.replace("x = 1", "x = 3"))
    done = cli("import", "day05.md", "--update", "--take", "make-one.code")
    assert (done.code, done.out, script.read_text()) == (2, "", focused)
    assert "error[script-focus]" in done.err


def test_what_the_document_no_longer_has_stays_and_is_told(cli: Cli, project: Path, script: Path) -> None:
    (project / "day05.md").write_text(DOCUMENT[: DOCUMENT.index("## Short")] + NEW)
    done = cli("import", "day05.md", "--update")
    assert (done.code, done.err) == (
        0,
        "executed in a fake sandbox: 1\n"
        "scripts_yaml/day05.yaml:4:9: note[import-gone] the document has no short `make-one`\n"
        "    4 |   - id: make-one\n"
        "      |         ^^^^^^^^\n"
        "  hint: it stays; remove it by hand\n"
        "scripts_yaml/day05.yaml: 0 keys taken, 1 new short, 0 left as they are; written\n",
    )
    assert script.read_text().endswith(DAY.partition("shorts:\n")[2])


def test_a_memory_that_is_damaged_leaves_the_day_as_it_is(cli: Cli, project: Path, script: Path) -> None:
    [memory] = project.rglob("*.imported.json")
    memory.write_text("[]")
    done = cli("import", "day05.md", "--update")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "scripts_yaml/day05.imported.json:1:1: error[import-memory] "
        "expected what `import` keeps of a document, found something else\n"
        "    1 | []\n"
        "      | ^\n"
        "  hint: take it from your version control, or remove it: then all that differs is told\n"
    )
    assert script.read_text() == DAY
