"""What the documents show is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.docs.__main__ import documents
from tools.docs.reference import pages
from tools.docs.shown import BEGINS, idle, renewed

SHOWING = [page for page in documents() if BEGINS.search(page.read_text("utf-8"))]


@pytest.mark.torch
@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.name)
def test_consoles_show_what_their_commands_print(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    (tmp_path / "project").mkdir()
    assert text == renewed(text, tmp_path / "project"), "`make docs-update` writes it anew"


@pytest.mark.parametrize("page", documents(), ids=lambda page: page.name)
def test_a_console_is_executed_or_says_why_not(page: Path) -> None:
    assert idle(page.read_text("utf-8")) == []


@pytest.mark.parametrize("page", pages().items(), ids=lambda page: page[0].name)
def test_what_the_program_knows_is_taken_from_it(page: tuple[Path, str]) -> None:
    path, text = page
    assert path.read_text("utf-8") == text, "`make docs-update` writes it anew"


def test_a_page_is_executed_from_its_first_block_to_its_last(tmp_path: Path) -> None:
    page = """<!-- begins with: nothing -->
<!-- file: notes/one.txt -->
```text
one
two
```

```console
$ cat notes/one.txt
old
$ echo to both >&2; exit 3
```

<!-- file: notes/one.txt -->
```diff
 one
-two
+three
```

```console
$ cat notes/one.txt
```

<!-- not executed: it is not there -->
```console
$ rocket
lifts off
```
"""
    console = "$ cat notes/one.txt\none\ntwo\n$ echo to both >&2; exit 3\nto both\n"
    expected = page.replace("$ cat notes/one.txt\nold\n$ echo to both >&2; exit 3\n", console)
    expected = expected.replace(
        "```console\n$ cat notes/one.txt\n```", "```console\n$ cat notes/one.txt\none\nthree\n```"
    )
    assert renewed(page, tmp_path) == expected


def test_a_page_that_is_not_executed_names_its_consoles() -> None:
    assert idle("```console\n$ date\n```\n") == ["$ date\n"]
