"""The settings of the look, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Edit


def test_a_colour_that_cannot_be_read_fails_the_check_at_its_line(cli: Cli, project: Path) -> None:
    cli("run", "day01")
    (project / "shortsgen.yaml").write_text('theme:\n  colors:\n    muted: "#333333"\n')
    done = cli("check", "day01")
    assert done.code == 1
    assert "shortsgen.yaml:3:12: error[theme-contrast] `muted` #333333 on `card`" in done.err
    assert '3 |     muted: "#333333"' in done.err


def test_an_accent_of_no_day_is_a_warning_only(cli: Cli, project: Path) -> None:
    cli("run", "day01")
    (project / "shortsgen.yaml").write_text('theme: {accents: {day1: "#ffffff"}}\n')
    done = cli("check", "day01")
    assert (done.code, "did you mean `day01`?" in done.err) == (0, True)


def test_a_stricter_safe_area_has_less_room_for_a_line(cli: Cli, project: Path, edit: Edit) -> None:
    edit('print("again")', f'print("{"h" * 30}")')
    cli("run", "day01")
    assert "code-wraps" not in cli("check", "day01").err
    (project / "shortsgen.yaml").write_text("theme: {safe_area: ads}\n")
    assert "has 39 columns, 38 fit at 36 px" in cli("check", "day01").err


def test_another_accent_draws_the_slides_anew(cli: Cli, project: Path) -> None:
    cli("render", "day01")
    (project / "shortsgen.yaml").write_text('theme: {accents: {day01: "#12fe34"}}\n')
    assert " 0 written" not in cli("render", "day01").err
    svg = next((project / "build" / "day01").glob("*/slides/01-hook.svg"))
    assert "#12fe34" in svg.read_text()


def test_guides_are_drawn_for_once_and_say_so(cli: Cli, project: Path) -> None:
    cli("render", "day01")
    slide = next((project / "build" / "day01").glob("*/slides/01-hook.svg"))
    plain = slide.read_bytes()
    assert "render again without --guides" in cli("render", "day01", "--guides").err
    assert slide.read_bytes() != plain
    cli("render", "day01")
    assert slide.read_bytes() == plain


def test_guides_are_not_on_the_pages(cli: Cli, project: Path) -> None:
    cli("render", "day01", "--guides")
    page = next((project / "build" / "day01").glob("*/teleprompter.html"))
    assert "#ff2d55" not in page.read_text()


def test_the_schema_of_the_settings_is_given(cli: Cli) -> None:
    assert '"title": "Settings"' in cli("schema", "settings").out


def test_captions_that_are_burned_in_have_the_accent_and_the_place_that_are_set(cli: Cli, project: Path) -> None:
    (project / "shortsgen.yaml").write_text('theme: {accents: {day01: "#12fe34"}, safe_area: ads}\n')
    cli("render", "day01")
    text = (project / "build" / "day01" / "first" / "captions.ass").read_text()
    assert "&H34FE12&" in text
    assert ",192,192,697,1" in text


@pytest.mark.parametrize(("command", "code"), [("check", 1), ("render", 2)])
def test_a_font_that_is_not_there_is_told_at_its_line(cli: Cli, project: Path, command: str, code: int) -> None:
    cli("run", "day01")
    (project / "shortsgen.yaml").write_text("theme:\n  fonts: {code: Fira Code}\n")
    done = cli(command, "day01")
    assert done.code == code
    assert (
        "shortsgen.yaml:2:17: error[theme-font] there is no font family `Fira Code`, only `Inter`, `JetBrains Mono`\n"
        "    2 |   fonts: {code: Fira Code}\n"
        "      |                 ^^^^^^^^^\n"
        "  hint: put its files into templates/fonts/\n"
    ) in done.err
