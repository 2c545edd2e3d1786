"""`export` gives one text, and the words that choose shorts choose the same ones for every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import srt
import webvtt

from shortsgen.choices import CaptionFormat, ExportFormat, ProfileName, TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.run.outcome import Outcome, Status
from tests.cli.conftest import DAY, Cli, Edit
from tests.pipeline.conftest import FakeExecutor
from tests.render.shapes import png

FIVE = "title: Five\nshorts:\n" + "".join(
    f"  - {{id: {name}, title: {name}, hook: Say {name}., talk_track: [Talk of {name}.], code: print('{name}')}}\n"
    for name in ("one", "two", "three", "four", "five")
)


@pytest.fixture
def five(project: Path) -> Path:
    """A project whose `day01` has five shorts."""
    (project / DAY).write_text(FIVE)
    return project


@pytest.mark.usefixtures("project")
def test_outputs_are_what_the_code_printed_under_its_short(cli: Cli) -> None:
    done = cli("export", "outputs", "day01")
    assert done.out == "== 01 first\noutput of first\n\n== 02 second\noutput of second\n"
    assert done.err == "executed in a fake sandbox: 3\n"
    again = cli("export", "outputs", "day01")
    assert (again.out, again.err) == (done.out, "")


@pytest.mark.usefixtures("project")
def test_the_teleprompter_text_is_what_is_said(cli: Cli) -> None:
    text = cli("export", "teleprompter", "day01", "2").out
    assert "That line is said." in text
    assert "This line is said." not in text


@pytest.mark.usefixtures("project")
def test_captions_are_srt_unless_asked_otherwise(cli: Cli) -> None:
    default = cli("export", "captions", "day01").out
    assert default == cli("export", "captions", "day01", "--format", "srt").out
    said = " ".join(caption.content for caption in srt.parse(default))
    assert "Say hello." in said
    assert "That line is said." in said


def test_a_dash_is_standard_output(cli: Cli, project: Path) -> None:
    assert cli("export", "captions", "day01", "-o", "-").out == cli("export", "captions", "day01").out != ""
    assert not (project / "-").exists()


@pytest.mark.usefixtures("project")
def test_captions_can_be_webvtt(cli: Cli, tmp_path: Path) -> None:
    done = cli("export", "captions", "day01", "1", "--format", "vtt", "-o", "deep/down/01.vtt")
    assert (done.code, done.out) == (0, "")
    assert "Say hello." in [caption.text for caption in webvtt.read(tmp_path / "deep/down/01.vtt")]


@pytest.mark.usefixtures("project")
def test_captions_can_be_ass(cli: Cli) -> None:
    done = cli("export", "captions", "day01", "1", "--format", "ass")
    assert (done.code, done.out.splitlines()[0]) == (0, "[Script Info]")
    assert done.out == cli("export", "captions", "day01", "1", "--format", "ass", "--profile", "shorts").out


LONG = "We build layers from a list of hidden sizes, then we wrap the whole thing in one single container."


def _lines(document: str) -> list[str]:
    return [caption.content for caption in srt.parse(document)]


def test_a_profile_lays_captions_out(cli: Cli, edit: Edit) -> None:
    edit("This line is said.", LONG)
    shown = {name: _lines(cli("export", "captions", "day01", "1", "--profile", name).out) for name in ProfileName}
    assert shown[ProfileName.NETFLIX][2] == "then we wrap the whole thing\nin one single container."
    assert shown[ProfileName.DCMP][2] == "then we wrap the whole thing\nin one single container."
    assert shown[ProfileName.SHORTS][3:5] == ["then we wrap the whole thing", "in one single container."]
    assert _lines(cli("export", "captions", "day01", "1").out) == shown[ProfileName.NETFLIX]


def test_the_settings_choose_the_profile_and_the_option_beats_them(cli: Cli, edit: Edit, project: Path) -> None:
    edit("This line is said.", LONG)
    (project / "shortsgen.yaml").write_text("captions: {profile: shorts}\n")
    cli("render", "day01", "--only", "captions")
    built = (project / "build" / "day01" / "first" / "speech.srt").read_text()
    assert built == cli("export", "captions", "day01", "1").out
    assert built == cli("export", "captions", "day01", "1", "--profile", "shorts").out
    assert built != cli("export", "captions", "day01", "1", "--profile", "netflix").out


@pytest.mark.usefixtures("project")
def test_captions_that_are_burned_in_have_one_profile(cli: Cli) -> None:
    done = cli("export", "captions", "day01", "--format", "ass", "--profile", "dcmp")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error[usage] captions that are burned in have no profile `dcmp`")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("what", ["teleprompter", "captions", "outputs"])
def test_a_file_gets_what_standard_output_would(cli: Cli, tmp_path: Path, what: str) -> None:
    cli("run", "day01")
    shown = cli("export", what, "day01").out
    done = cli("export", what, "day01", "--output", "text")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "text").read_text() == shown


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ([], ["one", "two", "three", "four", "five"]),
        (["2"], ["two"]),
        (["02"], ["two"]),
        (["2-4"], ["two", "three", "four"]),
        (["3-3"], ["three"]),
        (["four"], ["four"]),
        (["five", "1", "2-3"], ["one", "two", "three", "five"]),
        (["2", "two", "1-2", "2"], ["one", "two"]),
    ],
)
def test_shorts_are_chosen_by_number_range_and_id_and_come_in_the_order_of_the_day(
    cli: Cli, fake: FakeExecutor, words: list[str], chosen: list[str]
) -> None:
    text = cli("export", "outputs", "day01", *words).out
    assert re.findall(r"^== \d\d (.+)$", text, re.MULTILINE) == chosen
    assert fake.executed == chosen, "and nothing else is executed"


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize("word", ["0", "6", "1-6", "4-2", "0-1", "99999999", "1-", "-", "six", ""])
def test_words_that_choose_nothing_are_refused(cli: Cli, fake: FakeExecutor, word: str) -> None:
    done = cli("export", "outputs", "day01", "1", "--", word)
    assert (done.code, done.out, fake.executed) == (2, "", [])
    assert done.err.startswith("error[usage] day01 has no short")


@pytest.mark.usefixtures("project")
def test_slides_of_all_shorts_lie_in_one_folder_in_the_order_in_which_they_are_shown(cli: Cli, tmp_path: Path) -> None:
    done = cli("export", "slides", "day01", "-o", "flat")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-1] == "flat: 8 slides, 8 written"
    kinds = ("01-hook", "02-code", "03-output", "04-mistake")
    names = [f"{short}-{kind}.png" for short in ("01-first", "02-second") for kind in kinds]
    assert sorted(path.name for path in (tmp_path / "flat").iterdir()) == names
    cli("render", "day01")
    built = tmp_path / "build" / "day01" / "second" / "slides" / "03-output.png"
    assert (tmp_path / "flat" / "02-second-03-output.png").read_bytes() == built.read_bytes()
    assert cli("export", "slides", "day01", "2", "-o", "flat").err == "flat: 4 slides, 0 written\n"


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("options", [[], ["-o", "a-file"], ["-o", "-"]])
def test_slides_need_a_folder(cli: Cli, tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "a-file").write_text("mine")
    done = cli("export", "slides", "day01", *options)
    message = "error[usage] slides are many files\n  hint: name a folder for them, as in `--output FOLDER`\n"
    assert (done.code, done.out, done.err) == (2, "", message)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("form", TimelineFormat)
def test_a_timeline_lies_in_a_folder_and_what_its_format_lacks_is_told(
    cli: Cli, tmp_path: Path, form: TimelineFormat
) -> None:
    row = FORMATS[form]
    done = cli("export", "timeline", "day01", "--format", form, "-o", "cut")
    assert (done.code, done.out) == (0, "")
    told = [f"{form} lacks {lack.told}" for lack in row.lacks if not re.search("999|two|uppermost", lack.told)]
    assert done.err.splitlines()[-len(told) - 1 :] == ["cut: 14 written, 0 unchanged, 0 removed", *told]
    names = {path.name for path in (tmp_path / "cut").glob(f"*.{row.suffix}")}
    assert names == {f"{name}.{row.suffix}" for name in ("day01", "day01-first", "day01-second")}
    again = cli("export", "timeline", "day01", "--format", form, "-o", "cut")
    assert again.err == "cut: 0 written, 14 unchanged, 0 removed\n", "nothing was written that lacks anything"


@pytest.mark.usefixtures("project")
def test_a_timeline_is_otio_unless_asked_otherwise(cli: Cli, tmp_path: Path) -> None:
    cli("export", "timeline", "day01", "1", "-o", "cut")
    assert [path.name for path in (tmp_path / "cut").glob("day01*")] == ["day01-first.otio"]


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("what", ["timeline", "slides", "captions", "teleprompter", "outputs"])
def test_code_that_this_machine_does_not_execute_is_told_whatever_is_exported(
    cli: Cli, fake: FakeExecutor, what: str
) -> None:
    fake.outcomes["first"] = Outcome(Status.SKIPPED, detail="it needs what is not here")
    for _ in range(2):
        done = cli("export", what, "day01", "-o", "cut")
        assert (done.code, done.err.count("note[skipped] 01 first: it needs what is not here")) == (0, 1)


def test_timelines_of_several_days_have_folders_of_their_own(cli: Cli, project: Path) -> None:
    (project / "scripts_yaml/day02.yaml").write_text((project / DAY).read_text())
    done = cli("export", "timeline", "--all", "-o", "cut")
    assert (done.code, done.err.count("otio lacks captions")) == (0, 1)
    assert sorted(path.name for path in (project / "cut").glob("*/*.otio")) == sorted(
        f"{name}.otio" for day in ("day01", "day02") for name in (f"{day}-first", f"{day}-second", day)
    )


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["timeline", "day01"], "a timeline has many files\n  hint: name a folder for them, as in `--output FOLDER`"),
        (
            ["timeline", "day01", "--format", "srt", "-o", "cut"],
            "`--format srt` is not for timeline\n  hint: choose `otio` or `fcp7` or `fcpxml` or `edl`",
        ),
        (
            ["captions", "day01", "--format", "edl"],
            "`--format edl` is not for captions\n  hint: choose `srt` or `vtt` or `ass`",
        ),
        (
            ["outputs", "day01", "--format", "srt"],
            "`--format srt` is not for outputs\n  hint: leave it out: only captions and timelines have formats",
        ),
        (
            ["captions", "day01", "--media", "h264"],
            "`--media` is not for captions\n  hint: leave it out, or export `timeline`",
        ),
    ],
)
def test_a_format_or_media_of_something_else_is_refused(
    cli: Cli, fake: FakeExecutor, words: list[str], message: str
) -> None:
    done = cli("export", *words)
    assert (done.code, done.out, done.err) == (2, "", f"error[usage] {message}\n")
    assert fake.executed == []


def test_the_formats_of_export_are_those_of_captions_and_of_timelines() -> None:
    assert list(map(str, ExportFormat)) == [*CaptionFormat, *TimelineFormat]


@pytest.mark.usefixtures("five")
def test_the_same_words_choose_for_run_and_render(cli: Cli, fake: FakeExecutor, tmp_path: Path) -> None:
    cli("run", "day01", "4-5", "one")
    assert fake.executed == ["one", "four", "five"]
    cli("render", "day01", "2", "--only", "captions")
    assert [path.name for path in (tmp_path / "build" / "day01").iterdir() if path.is_dir()] == ["two"]


@pytest.mark.usefixtures("project")
def test_a_figure_is_named_by_its_file_in_the_recording(cli: Cli, fake: FakeExecutor, tmp_path: Path) -> None:
    fake.outcomes["first"] = Outcome(Status.OK, figures=(png(30, 20), png(20, 20)))
    fake.outcomes["second"] = Outcome(Status.OK, "drawn\n", figures=(png(10, 20),))
    folder = "scripts_yaml/day01.figures"
    assert cli("export", "outputs", "day01").out == (
        f"== 01 first\nfigure: {folder}/first-1.png\nfigure: {folder}/first-2.png\n"
        f"\n== 02 second\ndrawn\nfigure: {folder}/second-1.png\n"
    )
    assert sorted(path.name for path in (tmp_path / folder).iterdir()) == ["first-1.png", "first-2.png", "second-1.png"]
