"""`explain`: the page of a problem, and the list of all."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess

import pytest

from shortsgen.cli.explaining import complete_code
from shortsgen.explain.page import meanings, page
from tests.cli.conftest import COMMAND, Cli, outside


def test_a_page_is_printed_as_it_is_off_a_terminal(cli: Cli) -> None:
    done = cli("explain", "yaml-comment")
    assert (done.code, done.out, done.err) == (0, page("yaml-comment"), "")


def test_without_a_code_all_are_listed_with_their_meanings(cli: Cli) -> None:
    done = cli("explain")
    assert (done.code, done.err) == (0, "")
    rows = dict(re.fullmatch(r"([a-z-]+) +(.+)", line).groups() for line in done.out.splitlines())  # type: ignore[union-attr, misc]
    assert rows == meanings()


def test_a_word_that_is_no_code_names_the_nearest(cli: Cli) -> None:
    done = cli("explain", "yaml-coment")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error[usage] no problem has the code `yaml-coment`\n  hint: did you mean `yaml-comment`?\n"


def test_a_word_like_no_code_says_where_they_are(cli: Cli) -> None:
    done = cli("explain", "zzz")
    assert done.err == "error[usage] no problem has the code `zzz`\n  hint: `shortsgen explain` lists all codes\n"


def test_codes_are_completed_with_what_they_mean() -> None:
    assert complete_code("yaml-a") == [(code, meanings()[code]) for code in ("yaml-alias", "yaml-anchor")]


@pytest.mark.skipif(os.name != "posix", reason="there are no pseudo-terminals")
def test_on_a_terminal_a_page_is_set() -> None:
    import pty

    own, its = pty.openpty()
    environment = {**outside(), "TERM": "xterm", "COLUMNS": "60"}
    with subprocess.Popen([*COMMAND, "explain", "yaml-comment"], stdin=its, stdout=its, stderr=its, env=environment):
        os.close(its)
        text = re.sub(r"\x1b\[[\d;]*m", "", shown(own)).replace("\r\n", "\n")
    assert [line.strip() for line in text.split("\n") if line.strip()][:4] == [
        "yaml-comment",
        "A comment behind a text without quotes, not meant as one. A",
        "warning.",
        "In YAML  # begins a comment, also in the middle of a",
    ]
    assert max(map(len, text.split("\n"))) <= 60


def shown(terminal: int) -> str:
    """All that is written to a terminal until nobody has it open."""
    found = b""
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 4096):
            found += part
    os.close(terminal)
    return found.decode()
