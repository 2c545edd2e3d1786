"""What a person sees of each finding about the files of a project: whole blocks, to the letter."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from shortsgen.report.human import human
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.outside.link import cannot_contain, cannot_execute
from shortsgen.store.lock import locked
from tests.cli.conftest import DAY, RECORDING, Cli, Done, Edit
from tests.pipeline.conftest import FakeExecutor

LONG = "".join(f"line {number}\n" for number in range(90))


def blocks(done: Done, code: str) -> str:
    """The blocks with this code on standard error, one below the other."""
    lines = [line for line in done.err.splitlines() if not line.startswith("executed in")]
    found = [block for block in "\n".join(lines).split("\n\n") if f"[{code}]" in block.split("\n")[0]]
    return "\n".join(found) + "\n"


def dedented(block: str) -> str:
    return textwrap.dedent(block).removeprefix("\n")


@pytest.fixture
def checked(cli: Cli):  # type: ignore[no-untyped-def]
    """The blocks with a code that `check` shows once the day is recorded."""

    def check(code: str) -> str:
        cli("run", "day01")
        return blocks(cli("check", "day01"), code)

    return check


@pytest.fixture
def write(project: Path):  # type: ignore[no-untyped-def]
    def write(name: str, text: str) -> None:
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text)

    return write


# ---- What is on screen


def test_code_that_wraps(checked, edit: Edit) -> None:  # type: ignore[no-untyped-def]
    edit('print("again")', f'print("{"h" * 44}")')
    assert checked("code-wraps") == dedented("""
        scripts_yaml/day01.yaml:19:36: warning[code-wraps] [*] 02 second: line 1 of the code has 53 columns, \
46 fit at 36 px; it wraps at column 30
           19 |       print("hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh")
              |                                    ^
          hint: break the line where it reads best
    """)


def test_code_with_too_many_lines(checked, edit: Edit) -> None:  # type: ignore[no-untyped-def]
    edit('      print("again")\n', "".join(f"      x = {number}\n" for number in range(60)))
    assert checked("code-overflow") == dedented("""
        scripts_yaml/day01.yaml:19:7: error[code-overflow] 02 second: the code has 34 rows too many for its \
slide, at 32 px
           19 |       x = 0
              |       ^
          hint: show less code, or split the short
    """)


@pytest.mark.usefixtures("project")
def test_output_that_is_too_long(checked, fake: FakeExecutor) -> None:  # type: ignore[no-untyped-def]
    fake.outcomes["first"] = Outcome(Status.OK, LONG)
    assert checked("output-shortened") == dedented("""
        scripts_yaml/day01.yaml:9:7: warning[output-shortened] 01 first: the output has 72 lines too many for its \
slide, and its middle is left out
            9 |       print("hello")
              |       ^
          hint: print less
    """)


@pytest.mark.usefixtures("project")
def test_output_of_a_mistake_that_is_too_long_is_told_at_its_code(checked, fake: FakeExecutor) -> None:  # type: ignore[no-untyped-def]
    fake.outcomes["second/mistake"] = Outcome(Status.RAISED, LONG, error=Failure("NameError", "x"))
    assert checked("output-shortened") == dedented("""
        scripts_yaml/day01.yaml:23:9: warning[output-shortened] 02 second: the mistake's output has 77 lines too many \
for its slide, and its middle is left out
           23 |         print(helo)
              |         ^
          hint: print less
    """)


def test_code_of_a_mistake_that_wraps_is_told_as_such(checked, edit: Edit) -> None:  # type: ignore[no-untyped-def]
    edit("print(helo)", f"print({'h' * 46})")
    assert checked("code-wraps") == dedented("""
        scripts_yaml/day01.yaml:23:38: warning[code-wraps] [*] 02 second: line 1 of the mistake's code has \
53 columns, 46 fit at 36 px; it wraps at column 30
           23 |         print(hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh)
              |                                      ^
          hint: break the line where it reads best
    """)


def test_a_character_that_no_font_has(checked, edit: Edit) -> None:  # type: ignore[no-untyped-def]
    edit("Say hello.", "Say \U0001f9ff hello.")
    assert checked("glyph-missing") == dedented("""
        scripts_yaml/day01.yaml:5:11: error[glyph-missing] 01 first: no font of the slides has `\U0001f9ff` (U+1F9FF), \
which the hook shows
            5 |     hook: Say \U0001f9ff hello.
              |           ^^^^^^^^^^^^
          hint: leave it out, or put a font that has it into templates/fonts/
    """)


def test_a_listing_in_a_language_without_colours(checked, edit: Edit) -> None:  # type: ignore[no-untyped-def]
    listings = "[{language: bsh, text: ls}, {language: Bash, text: ls}, {language: text, text: ls}]"
    edit("title: The first", f"title: The first\n    listings: {listings}")
    assert checked("listing-plain") == dedented("""
        scripts_yaml/day01.yaml:5:27: note[listing-plain] 01 first: `bsh` is no language that has colours
            5 |     listings: [{language: bsh, text: ls}, {language: Bash, text: ls}, {language: text, text: ls}]
              |                           ^^^
          hint: did you mean `bash`?
    """)


def test_a_text_that_is_too_long(checked, edit: Edit) -> None:  # type: ignore[no-untyped-def]
    edit("The first", "The first " * 9)
    assert checked("text-too-long") == dedented("""
        scripts_yaml/day01.yaml:4:12: error[text-too-long] 01 first: the title has 89 characters, expected at most 80
            4 |     title: The first The first The first The first The first The first The first The first The first\x20
              |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: shorten it
    """)


# ---- Recordings


@pytest.mark.usefixtures("project")
def test_a_recording_from_elsewhere(cli: Cli, fake: FakeExecutor) -> None:
    cli("run", "day01")
    fake.environment = {"python": "3.15", "torch": "9"}
    assert blocks(cli("check", "day01"), "environment") == dedented("""
        scripts_yaml/day01.outputs.yaml:1:1: note[environment] recorded elsewhere: here is python 3.15 instead of 3.14
            1 | # What the code printed when it was executed. `shortsgen run` writes this file; review it like code.
              | ^
    """)


def test_a_damaged_recording(cli: Cli, project: Path) -> None:
    cli("run", "day01")
    recorded = (project / RECORDING).read_text()
    (project / RECORDING).write_text(recorded.replace("status: ok", "status: okay", 1))
    assert blocks(cli("check", "day01"), "recording-damaged") == dedented("""
        scripts_yaml/day01.outputs.yaml:11:13: error[recording-damaged] `okay` is not a status that is recorded
           11 |     status: okay
              |             ^^^^
          hint: restore it from version control, or delete it and run `shortsgen run DAY`
    """)


def test_what_is_recorded_for_nothing(cli: Cli, edit: Edit, project: Path) -> None:
    cli("run", "day01")
    edit(
        "    mistake:\n      text: Saying it wrong.\n      code: |\n        print(helo)\n      raises: NameError\n", ""
    )
    [(number, line)] = [
        (number, line)
        for number, line in enumerate((project / RECORDING).read_text().split("\n"), 1)
        if "key:" in line and "second/mistake:" in (project / RECORDING).read_text().split("\n")[number - 2]
    ]
    told = blocks(cli("check", "day01"), "recording-orphan")
    assert told == dedented("""
        scripts_yaml/day01.outputs.yaml:21:5: error[recording-orphan] second/mistake: recorded, but the day has no \
such snippet
           21 | KEY
              |     ^
          hint: `shortsgen run day01` removes it
    """).replace("KEY", line)
    assert number == 21


# ---- Files, templates and the theme


def test_a_file_that_a_script_names_and_nobody_has(cli: Cli, edit: Edit) -> None:
    edit("    needs: [first]", "    files: [data.csv]")
    assert blocks(cli("check", "day01"), "script-file") == dedented("""
        scripts_yaml/day01.yaml:17:13: error[script-file] cannot read the file `data.csv`: no such file or directory
           17 |     files: [data.csv]
              |             ^^^^^^^^
          hint: it is looked for from the project's root
    """)


def test_a_script_that_is_too_large(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shortsgen.project.MAX_BYTES", 2**20)
    (project / DAY).write_text("#" * 2 * 2**20)
    assert blocks(cli("check", "day01"), "file-size") == dedented("""
        scripts_yaml/day01.yaml:1:1: error[file-size] the file has more than 1 MiB
          hint: split the day in two
    """)


def test_a_template_that_cannot_be_used(cli: Cli, write) -> None:  # type: ignore[no-untyped-def]
    write("templates/captions.srt.j2", "{% for caption in captions %}\n{{ capton.start }}\n{% endfor %}\n")
    assert blocks(cli("render", "day01"), "template") == dedented("""
        templates/captions.srt.j2:2:1: error[template] the template cannot be rendered: 'capton' is undefined
            2 | {{ capton.start }}
              | ^
    """)


def test_captions_that_are_no_srt(checked, write) -> None:  # type: ignore[no-untyped-def]
    write("templates/captions.srt.j2", "1\n")
    assert checked("captions-srt").startswith(
        dedented("""
            templates/captions.srt.j2:1:1: error[captions-srt] 01 first: speech.srt is no valid SRT: 2:1: \
expected times such as `00:00:01,000 --> 00:00:02,000`, found the end of the line
              hint: mend the template: `shortsgen explain captions-srt` tells how
        """)
    )


def test_captions_that_are_no_webvtt(checked, write) -> None:  # type: ignore[no-untyped-def]
    write("templates/captions.vtt.j2", "WEBVTT\n")
    assert checked("captions-webvtt").startswith(
        dedented("""
            templates/captions.vtt.j2:1:1: error[captions-webvtt] 01 first: speech.vtt is no valid WebVTT: 2:1: \
expected an empty line after the header, found the end of the file
              hint: mend the template: `shortsgen explain captions-webvtt` tells how
        """)
    )


def test_a_theme_that_cannot_be_read_and_an_accent_of_no_day(checked, write) -> None:  # type: ignore[no-untyped-def]
    write("shortsgen.yaml", 'theme:\n  colors:\n    muted: "#333333"\n  accents: {day1: "#ffffff"}\n')
    assert checked("theme-contrast") == dedented("""
        shortsgen.yaml:3:12: error[theme-contrast] `muted` #333333 on `card` #161b26 has a contrast of 1.36, \
expected at least 4.5 (WCAG AA)
            3 |     muted: "#333333"
              |            ^^^^^^^^^
          hint: `#838383` would do
    """)
    assert checked("theme-accent") == dedented("""
        shortsgen.yaml:4:19: warning[theme-accent] there is no day `day1`
            4 |   accents: {day1: "#ffffff"}
              |                   ^^^^^^^^^
          hint: did you mean `day01`?
    """)


def test_a_logo_that_is_no_picture(cli: Cli, write) -> None:  # type: ignore[no-untyped-def]
    write("shortsgen.yaml", "theme: {logo: logo.gif}\n")
    write("logo.gif", "GIF89a")
    assert blocks(cli("check", "day01"), "theme-logo") == dedented("""
        shortsgen.yaml:1:15: error[theme-logo] expected an SVG or PNG file, found `logo.gif`, which is neither
            1 | theme: {logo: logo.gif}
              |               ^^^^^^^^
          hint: save it as SVG or PNG
    """)


def test_a_font_that_is_not_there(checked, write) -> None:  # type: ignore[no-untyped-def]
    write("shortsgen.yaml", "theme: {fonts: {text: Nonesuch}}\n")
    assert checked("theme-font") == dedented("""
        shortsgen.yaml:1:23: error[theme-font] there is no font family `Nonesuch`, only `Inter`, `JetBrains Mono`
            1 | theme: {fonts: {text: Nonesuch}}
              |                       ^^^^^^^^
          hint: put its files into templates/fonts/
    """)


# ---- The machine


def test_a_folder_that_another_one_writes(cli: Cli, project: Path) -> None:
    with locked(project / "build" / "day01", "it"):
        assert blocks(cli("render", "day01"), "locked") == dedented("""
            error[locked] another shortsgen is writing build/day01
              hint: wait for it to end
        """)


def test_a_machine_without_torch() -> None:
    assert human(cannot_execute("torch is not installed").problems, {}).plain == dedented("""
        error[runner] snippets cannot be executed: torch is not installed
          hint: pip install torch
    """)


def test_a_machine_without_a_sandbox() -> None:
    assert human(cannot_contain("bubblewrap is not installed").problems, {}).plain == dedented("""
        error[sandbox] the sandbox `strict` cannot be had: bubblewrap is not installed
          hint: `shortsgen doctor` tells what this machine can give; `--sandbox basic` executes with less containment
    """)
