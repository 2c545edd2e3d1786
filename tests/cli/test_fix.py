"""`fix`: what is mended is shown, asked for, and written whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from shortsgen.run.outside.runner import Runner
from tests.cli.conftest import COMMAND, DAY, Cli, Edit, outside
from tests.pipeline.conftest import SCRIPT, FakeExecutor

DIFF = """\
--- a/scripts_yaml/day01.yaml
+++ b/scripts_yaml/day01.yaml
@@ -2,7 +2,7 @@
 shorts:
   - id: first
     title: The first
-    hook: Say #1 hello.
+    hook: "Say #1 hello."
     talk_track:
       - This line is said.
     code: |
"""
MENDED = SCRIPT.replace("Say hello.", '"Say #1 hello."')
EXECUTED = "executed in a fake sandbox: 3\n"

LACKING = """\
title: Day
shorts:
  - id: model
    title: A Model
    hook: A model.
    talk_track: [Build it.]
    code: |
      model = len
  - id: use-it
    title: Use It
    hook: Use it.
    talk_track: [Call it.]
    # what it prints is a float
    code: |
      print(math.sqrt(model("four")))
"""


@pytest.fixture
def broken(project: Path, edit: Edit) -> Path:
    """A day with a comment that is none."""
    edit("Say hello.", "Say #1 hello.")
    return project / DAY


@pytest.fixture
def real(fake: FakeExecutor, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001 - which it replaces
    with Runner() as runner:
        monkeypatch.setattr("shortsgen.run.outside.local.RealMachine", lambda *_: nullcontext(runner))
        yield


def test_off_a_terminal_the_diff_is_shown_and_nothing_written(cli: Cli, broken: Path) -> None:
    before = broken.read_text()
    done = cli("fix", "day01")
    told = "scripts_yaml/day01.yaml: not written; 1 yaml-comment; `shortsgen fix day01 --write` writes it\n"
    assert (done.code, done.out, done.err) == (1, DIFF, EXECUTED + told)
    assert broken.read_text() == before


def test_it_is_written_where_that_is_asked_for_and_then_there_is_nothing_to_mend(cli: Cli, broken: Path) -> None:
    done = cli("fix", "day01", "--write")
    assert (done.code, done.out) == (0, DIFF)
    assert done.err == EXECUTED + "scripts_yaml/day01.yaml: written; 1 yaml-comment\n"
    assert broken.read_text() == MENDED
    done = cli("fix", "day01", "--write")
    assert (done.code, done.out, done.err) == (0, "", EXECUTED + "scripts_yaml/day01.yaml: nothing to mend\n")


def test_a_diff_alone_is_never_written(cli: Cli, broken: Path) -> None:
    before = broken.read_text()
    assert cli("fix", "day01", "--diff").code == 1
    assert broken.read_text() == before
    done = cli("fix", "day01", "--diff", "--write")
    assert (done.code, done.out) == (2, "")
    assert done.err == ("error[usage] `--write` writes, and `--diff` never does\n  hint: leave one of them out\n")


@pytest.mark.usefixtures("project")
def test_nothing_is_executed_where_that_is_not_wanted(cli: Cli) -> None:
    done = cli("fix", "day01", "--no-run")
    assert (done.code, done.err) == (0, "scripts_yaml/day01.yaml: nothing to mend\n")


def test_only_the_named_shorts_are_mended(cli: Cli, broken: Path) -> None:
    done = cli("fix", "day01", "2", "--no-run")
    assert (done.code, done.err) == (0, "scripts_yaml/day01.yaml: nothing to mend\n")
    assert cli("fix", "day01", "first", "--no-run", "--write").code == 0
    assert broken.read_text() == MENDED


def test_a_day_that_cannot_be_read_in_the_end_is_left_as_it_is(cli: Cli, broken: Path, edit: Edit) -> None:
    edit("    hook: Say it again.\n", "")
    before = broken.read_text()
    done = cli("fix", "day01", "--write")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "scripts_yaml/day01.yaml:12:5: error[script-missing-key] missing key `hook`\n"
        "   12 |   - id: second\n"
        "      |     ^\n"
        "  hint: add `hook: ...`\n"
        "scripts_yaml/day01.yaml: nothing can be mended until the day can be read\n"
    )
    assert broken.read_text() == before


def test_line_ends_of_windows_and_a_mark_at_the_beginning_stay(cli: Cli, broken: Path) -> None:
    broken.write_bytes(b"\xef\xbb\xbf" + broken.read_bytes().replace(b"\n", b"\r\n"))
    assert cli("fix", "day01", "--write").code == 0
    assert broken.read_bytes() == b"\xef\xbb\xbf" + MENDED.encode().replace(b"\n", b"\r\n")


@pytest.mark.usefixtures("real")
def test_what_a_short_lacks_is_proved_and_put_in_with_comments_as_they_were(cli: Cli, project: Path) -> None:
    (project / DAY).write_text(LACKING)
    done = cli("fix", "day01", "--write")
    assert done.code == 0
    assert done.out == (
        "--- a/scripts_yaml/day01.yaml\n"
        "+++ b/scripts_yaml/day01.yaml\n"
        "@@ -9,6 +9,10 @@\n"
        "   - id: use-it\n"
        "     title: Use It\n"
        "     hook: Use it.\n"
        "+    needs:\n"
        "+      - model\n"
        "+    setup: |\n"
        "+      import math\n"
        "     talk_track: [Call it.]\n"
        "     # what it prints is a float\n"
        "     code: |\n"
    )
    assert done.err.splitlines()[-3:] == [
        "02 use-it  needs: model        proved  `model`",
        "02 use-it  setup: import math  proved  `math`, as it is usually imported",
        "scripts_yaml/day01.yaml: written; 2 proposals",
    ]
    assert cli("run", "day01").code == 0
    assert cli("fix", "day01").code == 0


@pytest.mark.usefixtures("real")
def test_what_nothing_defines_is_put_in_only_where_that_is_asked_for(cli: Cli, project: Path) -> None:
    text = LACKING.replace("model = len", 'library = "torch"').replace('math.sqrt(model("four"))', "batch_size")
    (project / DAY).write_text(text)
    assert cli("fix", "day01").code == 0
    done = cli("fix", "day01", "--placeholders")
    added = [line.split(" = ")[0] for line in done.out.splitlines() if line.startswith("+ ")]
    comment = "+      # proposed, since nothing defines it: put in what you mean"
    assert (done.code, added) == (1, ["+    setup: |", comment, "+      batch_size"])


@pytest.mark.skipif(os.name != "posix", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(("answer", "written"), [(b"y\n", True), (b"n\n", False), (b"\n", False)])
def test_on_a_terminal_it_asks(broken: Path, answer: bytes, written: bool) -> None:
    import pty
    import subprocess

    own, its = pty.openpty()
    os.write(own, answer)
    command = [*COMMAND, "fix", "day01", "--no-run"]
    done = subprocess.run(command, stdin=its, stdout=subprocess.PIPE, stderr=its, env=outside(), check=False)
    os.close(its)
    shown = os.read(own, 4096).decode()
    assert (done.returncode, done.stdout.decode()) == (0 if written else 1, DIFF)
    assert "write scripts_yaml/day01.yaml? [y/N] " in shown
    assert (broken.read_text() == MENDED) is written


@pytest.mark.usefixtures("real")
def test_a_short_that_runs_with_what_it_lacks_is_marked_and_so_is_code_that_was_not_typed(
    cli: Cli, project: Path
) -> None:
    (project / DAY).write_text(LACKING.replace("model = len", "model = len\n      print(“four”)"))
    lines = [line for line in cli("check", "day01").err.splitlines() if "snippet-raised" in line]
    assert [line.partition(": ")[2].split(" '")[0] for line in lines] == [
        "error[snippet-raised] [*] 01 model: SyntaxError: invalid character",
        "error[snippet-raised] 02 use-it: NameError: name",
    ]
    cli("fix", "day01", "--write")
    (project / DAY).write_text((project / DAY).read_text().replace("    needs:\n      - model\n", ""))
    [line] = [line for line in cli("check", "day01").err.splitlines() if "snippet-raised" in line]
    assert "error[snippet-raised] [*] 02 use-it: NameError" in line
    assert cli("fix", "day01", "--write").code == 0
    assert "snippet-raised" not in cli("check", "day01").err


@pytest.mark.usefixtures("real")
def test_a_package_that_is_not_installed_is_required(cli: Cli, project: Path) -> None:
    script = project / DAY
    script.write_text(LACKING.replace('print(math.sqrt(model("four")))', "import torchvision"))
    done = cli("fix", "day01", "--write")
    assert (done.code, done.err.splitlines()[-2:]) == (
        0,
        [
            "02 use-it  requires: torchvision  proved  not installed here; `pip install torchvision`",
            "scripts_yaml/day01.yaml: written; 1 proposal",
        ],
    )
    assert "    hook: Use it.\n    requires:\n      - torchvision\n    talk_track:" in script.read_text()
    assert (cli("run", "day01").code, cli("fix", "day01").code) == (0, 0)
