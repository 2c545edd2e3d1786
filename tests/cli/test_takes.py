"""`takes`, and what other commands say of takes: whole outputs, to the letter but for measured seconds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shortsgen.project import Project
from tests.cli.conftest import Cli, Edit, outside
from tests.cli.test_blocks import blocks, dedented
from tests.pipeline.test_takes import LINES, recorded, write_take

ASIDE = "Please wait until the telephone has stopped ringing again."


def _without_seconds(text: str) -> str:
    return re.sub(r"-?\d+\.\d+", "N", text)


@pytest.fixture(autouse=True)
def _heard_nothing_yet(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def taken(project: Path) -> Path:
    """A take of the first short with an ad-lib and a line that is said twice, without the last line."""
    said = recorded(LINES[0], ASIDE, LINES[1], LINES[1])
    return write_take(Project(project), "first.m4a", said)


def test_takes_tells_what_was_said_and_what_was_not(cli: Cli, taken: Path) -> None:  # noqa: ARG001 - it is there
    done = cli("takes", "day01")
    assert done.code == 1
    head, *below = _without_seconds(done.out).splitlines()
    assert re.fullmatch(
        r"01 first: takes/day01/first\.m4a, N of N s, 6 of 8 words, \d+ words a minute \(script: 150\), N LUFS", head
    )
    assert below[0].startswith("    ad-libbed, N to N s, and cut out; about: ")
    assert below[1:] == [
        "    said again, N to N s, and cut out, as the last time counts: This line is said.",
        "    left out, after N s: Saying nothing.",
    ]
    assert done.err == "listened to takes: 1\n1 short without a take\n"


def test_takes_as_json(cli: Cli, taken: Path) -> None:  # noqa: ARG001
    done = cli("takes", "day01", "--format", "json")
    data = json.loads(done.out)
    assert (done.code, done.err) == (1, "listened to takes: 1\n")
    assert {key: data[key] for key in ("format", "command", "day", "ok", "without")} == {
        "format": 1,
        "command": "takes",
        "day": "day01",
        "ok": False,
        "without": ["02 second"],
    }
    (take,) = data["takes"]
    assert (take["short"], take["words"], take["said"], take["clipped"]) == ("first", 8, 6, 0)
    assert -40 < take["loudness"] < 0
    assert [one["kind"] for one in take["deviations"]] == ["ad-libbed", "said again", "left out"]


def test_a_take_that_says_all_is_clean(cli: Cli, project: Path) -> None:
    write_take(Project(project), "first.wav", recorded(*LINES))
    done = cli("takes", "day01", "first")
    assert (done.code, done.err) == (0, "listened to takes: 1\n")
    assert re.fullmatch(
        r"01 first: takes/day01/first\.wav, N of N s, 8 of 8 words, \d+ words a minute \(script: 150\), N LUFS\n",
        _without_seconds(done.out),
    )


def test_a_day_without_takes_says_so(cli: Cli, project: Path) -> None:  # noqa: ARG001
    done = cli("takes", "day01")
    assert (done.code, done.out, done.err) == (0, "", "2 shorts without a take\n")


def test_check_shows_the_line_that_is_missing(cli: Cli, taken: Path) -> None:  # noqa: ARG001
    cli("takes", "day01")
    assert blocks(cli("check", "day01"), "take-line") == dedented("""
        scripts_yaml/day01.yaml:10:14: error[take-line] 01 first: takes/day01/first.m4a does not say `Saying nothing.`
           10 |     mistake: Saying nothing.
              |              ^^^^^^^^^^^^^^^
          hint: record it again, or change the line; `shortsgen takes day01 first` tells what it says
        """)


def test_check_shows_a_take_of_no_short(cli: Cli, project: Path) -> None:
    write_take(Project(project), "frist.wav", recorded(*LINES))
    cli("takes", "day01")
    assert blocks(cli("check", "day01"), "take-unknown") == dedented("""
        warning[take-unknown] takes/day01/frist.wav is a take of no short: none is called `frist`
          hint: did you mean `first`?
        """)


def test_a_take_that_cannot_be_read(cli: Cli, project: Path) -> None:
    write_take(Project(project), "first.mp3", recorded(*LINES)).write_bytes(b"")
    done = cli("takes", "day01")
    assert (done.code, done.out) == (2, "")
    assert done.err == dedented("""
        listened to takes: 1
        error[take-file] cannot read the sound of takes/day01/first.mp3: invalid data found when processing input
          hint: save it as WAV, M4A, MP3, MP4 or MOV
        """)


@pytest.mark.parametrize("command", [("takes", "day01"), ("render", "day01"), ("check", "day01")])
def test_without_the_extra_one_line_says_what_to_install(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    write_take(Project(project), "first.wav", recorded(*LINES))
    monkeypatch.setattr("shortsgen.pipeline.extras.find_spec", lambda name: None if name == "pocketsphinx" else name)
    done = cli(*command)
    assert done.code == 2
    assert done.err == (
        "error[extra] takes need pocketsphinx, which is not installed\n  hint: `pip install 'shortsgen[voice]'`\n"
    )


@pytest.mark.parametrize("command", ["takes", "render", "check"])
def test_where_the_extra_is_really_not_there_one_line_says_so(project: Path, command: str) -> None:
    """Nothing of it is imported before it is asked for."""
    write_take(Project(project), "first.wav", recorded(*LINES))
    absent = "import sys; sys.modules.update(dict.fromkeys(('av', 'hibari', 'numpy', 'pocketsphinx')));"
    code = f"{absent} from shortsgen.__main__ import main; sys.exit(main())"
    words = [sys.executable, "-c", code, command, "day01"]
    done = subprocess.run(words, cwd=project, env=outside(), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith(
        "error[extra] takes need av and numpy and pocketsphinx, which are not installed\n"
        "  hint: `pip install 'shortsgen[voice]'`\n"
    )


def test_a_line_changed_after_the_shoot_is_told_at_its_place(cli: Cli, project: Path, edit: Edit) -> None:
    write_take(Project(project), "first.wav", recorded(*LINES))
    cli("takes", "day01")
    assert blocks(cli("check", "day01"), "take-line") == "\n"
    edit("This line is said.", "Parameters are tracked automatically.")
    cli("takes", "day01")
    assert blocks(cli("check", "day01"), "take-line").startswith("scripts_yaml/day01.yaml:7:9: error[take-line]")
