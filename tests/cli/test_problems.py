"""What a person sees when something is wrong: whole blocks, to the letter."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from shortsgen.run.outcome import Failure, Outcome, Status
from tests.cli.conftest import DAY, RECORDING, Cli, Done, Edit
from tests.pipeline.conftest import FakeExecutor


def refused(block: str) -> Done:
    """Exit code 2, nothing on standard output, and just this on standard error."""
    return Done(2, "", dedented(block))


def dedented(block: str) -> str:
    return textwrap.dedent(block).removeprefix("\n")


READERS = [("render", "day01"), ("check", "day01"), ("run", "day01"), ("export", "outputs", "day01"), ("list", "day01")]


@pytest.mark.usefixtures("project")
def test_an_unknown_day_is_told_with_the_nearest(cli: Cli) -> None:
    assert cli("render", "day1") == refused("""
        error[usage] there is no day `day1` in scripts_yaml/
          hint: did you mean `day01`?
    """)


@pytest.mark.usefixtures("project")
def test_an_unknown_day_like_no_other_is_told_with_all(cli: Cli) -> None:
    assert cli("list", "tomorrow") == refused("""
        error[usage] there is no day `tomorrow` in scripts_yaml/
          hint: the days here: day01
    """)


@pytest.mark.usefixtures("project")
def test_an_unknown_short_is_told_with_the_nearest(cli: Cli) -> None:
    assert cli("render", "day01", "secnd") == refused("""
        error[usage] day01 has no short `secnd`
          hint: did you mean `second`?
    """)


@pytest.mark.parametrize("words", READERS)
def test_no_project_here_says_how_to_start_one(cli: Cli, words: tuple[str, ...]) -> None:
    assert cli(*words) == refused("""
        error[usage] expected a folder scripts_yaml/ or a file shortsgen.yaml here or above, found neither
          hint: go to your project's folder, or start one here with `shortsgen new day01`
    """)


@pytest.mark.parametrize("words", READERS)
def test_all_that_is_wrong_in_a_script_is_told_at_once_and_drawn(cli: Cli, edit: Edit, words: tuple[str, ...]) -> None:
    edit("    hook: Say hello.", "    hok: Say hello.")
    edit("    needs: [first]", "    needs: [frist]")
    assert cli(*words) == refused("""
        scripts_yaml/day01.yaml:3:5: error[script-missing-key] missing key `hook`
            3 |   - id: first
              |     ^
          hint: add `hook: ...`

        scripts_yaml/day01.yaml:5:5: error[script-unknown-key] unknown key `hok`
            5 |     hok: Say hello.
              |     ^^^
          hint: did you mean `hook`?

        scripts_yaml/day01.yaml:17:13: error[script-unknown-need] no short of this day has the id `frist`
           17 |     needs: [frist]
              |             ^^^^^
          hint: did you mean `first`?
    """)


def test_a_key_that_stands_twice_and_a_syntax_error_are_told_at_once(cli: Cli, edit: Edit) -> None:
    edit("    hook: Say hello.", "    hook: Say hello.\n    hook: Say more.")
    edit("      text: Saying it wrong.", "      text: [Saying it wrong.")
    assert cli("render", "day01") == refused("""
        scripts_yaml/day01.yaml:6:5: error[yaml-duplicate] the key `hook` stands twice: first in line 5
            6 |     hook: Say more.
              |     ^^^^
          hint: keep one of them

        scripts_yaml/day01.yaml:22:13: error[yaml-syntax] `[` is never closed
           22 |       text: [Saying it wrong.
              |             ^
          hint: write `]` where it ends
    """)


def test_settings_are_read_as_strictly_as_scripts(cli: Cli, project: Path) -> None:
    (project / "shortsgen.yaml").write_text("defaults:\n  sed: 1\n")
    expected = refused("""
        shortsgen.yaml:2:3: error[script-unknown-key] unknown key `sed`
            2 |   sed: 1
              |   ^^^
          hint: did you mean `seed`?
    """)
    assert cli("list") == expected
    assert cli("new", "day02") == expected
    assert not (project / "scripts_yaml" / "day02.yaml").exists()


def test_a_script_that_is_no_text_is_told_with_its_line(cli: Cli, project: Path) -> None:
    (project / DAY).write_bytes((project / DAY).read_bytes().replace(b"Say hello", b"Say h\xe9llo"))
    assert cli("render", "day01") == refused("""
        scripts_yaml/day01.yaml:5:16: error[file-encoding] byte 0xe9 is no UTF-8
          hint: save it as UTF-8
    """)


def test_a_script_that_cannot_be_read_is_told(cli: Cli, project: Path) -> None:
    (project / "scripts_yaml" / "day02.yaml").mkdir()
    assert cli("render", "day02") == Done(2, "", "error[file] cannot read scripts_yaml/day02.yaml: Is a directory\n")


@pytest.mark.parametrize("words", READERS)
def test_a_recording_with_marks_of_a_merge_is_never_guessed_at(cli: Cli, project: Path, words: tuple[str, ...]) -> None:
    cli("run", "day01")
    text = (project / RECORDING).read_text()
    (project / RECORDING).write_text(text.replace("outcomes:\n", "<<<<<<< HEAD\noutcomes:\n", 1))
    before = (project / RECORDING).read_bytes()
    assert cli(*words) == refused("""
        scripts_yaml/day01.outputs.yaml:7:1: error[recording-conflict] merge-conflict marks in the recording
            7 | <<<<<<< HEAD
              | ^
          hint: resolve the conflict, or take one side and run `shortsgen run DAY`
    """)
    assert (project / RECORDING).read_bytes() == before


@pytest.mark.usefixtures("project")
def test_a_file_that_cannot_be_written_is_told(cli: Cli) -> None:
    cli("run", "day01")
    assert cli("export", "captions", "day01", "-o", "scripts_yaml/day01.yaml/x.srt") == refused("""
        error[file] cannot write x.srt: Not a directory
          hint: in scripts_yaml/day01.yaml
    """)
    assert cli("render", "day01", "--out", "scripts_yaml/day01.yaml/x/y") == refused("""
        error[file] cannot write slides.pdf: Not a directory
          hint: in scripts_yaml/day01.yaml/x/y/first
    """)


def test_code_that_fails_is_drawn_at_its_line_with_what_was_printed(cli: Cli, edit: Edit, fake: FakeExecutor) -> None:
    traceback = "Traceback (most recent call last):\nZeroDivisionError: division by zero\n"
    error = Failure("ZeroDivisionError", "division by zero", 10, 7, traceback)
    fake.outcomes["first"] = Outcome(Status.RAISED, "so far\n", error=error)
    edit('print("hello")', 'print("so far")\n      1 / 0')
    done = cli("run", "day01", "first")
    assert (done.code, done.out) == (1, "")
    assert done.err == dedented("""
        executed in a fake sandbox: 1
        scripts_yaml/day01.yaml:10:7: error[snippet-raised] 01 first: ZeroDivisionError: division by zero
           10 |       1 / 0
              |       ^
              | so far
              | Traceback (most recent call last):
              | ZeroDivisionError: division by zero
        scripts_yaml/day01.outputs.yaml: written; 1 executed
    """)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("rendr", "day01"), "No such command 'rendr'. Did you mean 'render'?"),
        (("render", "day01", "--onyl", "slides"), "No such option: --onyl"),
        (("export",), "Missing argument 'WHAT"),
        (("render", "day01", "--only", "pictures"), "'pictures' is not one of"),
        (("export", "nothing", "day01"), "'nothing' is not one of"),
        *(((one, "day01", "--store", "."), "is for workers") for one in ("run", "render", "check", "video")),
        (("run", "day01", "--on", "local:1", "--store", ""), "there is no folder `` for large files"),
    ],
)
def test_mistyped_words_are_told_on_standard_error(cli: Cli, words: tuple[str, ...], message: str) -> None:
    done = cli(*words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


@pytest.mark.usefixtures("project")
def test_an_error_of_our_own_is_no_finding(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("in the middle")

    monkeypatch.setattr("shortsgen.pipeline.listing.days", broken)
    done = cli("list")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Traceback (most recent call last):\n")
    assert done.err.endswith(
        "ZeroDivisionError: in the middle\nshortsgen: this is a bug; please report the lines above\n"
    )


@pytest.mark.parametrize(("words", "code"), [(("check",), 1), (("run",), 0), (("render",), 0)])
def test_text_that_yaml_takes_for_a_comment_is_a_warning_of_every_command_that_uses_it(
    cli: Cli, edit: Edit, words: tuple[str, ...], code: int
) -> None:
    edit("hook: Say hello.", "hook: Say C #and more.")
    done = cli(words[0], "day01", *words[1:])
    mark = " [*]" * (words[0] == "check")
    assert (done.code, dedented(f"""
        scripts_yaml/day01.yaml:5:17: warning[yaml-comment]{mark} the text ends before `#and more.`, which is a comment
            5 |     hook: Say C #and more.
              |                 ^^^^^^^^^^
          hint: put the whole text in quotes; where a comment is meant, write two blanks before `#` and one after it
    """) in done.err) == (code, True)  # fmt: skip
