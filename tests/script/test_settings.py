"""`shortsgen.yaml`: what it sets, and how its faults are told."""

from __future__ import annotations

import pytest

from shortsgen.choices import Footage, Motion, ProfileName, Repeated, SafeArea
from shortsgen.problems import InputError
from shortsgen.script.load_settings import load_settings
from shortsgen.script.model import Film, Options
from shortsgen.script.settings import Settings
from shortsgen.theme.tokens import DARK, LIGHT, Logo
from tests.factory import no_file

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'


def read(text: str) -> Settings:
    return load_settings(text, "shortsgen.yaml", no_file)


def told(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        read(text)
    return [(str(p.span).removeprefix("shortsgen.yaml:"), p.message, p.hint) for p in caught.value.problems]


def test_the_options_that_are_written_are_set() -> None:
    assert read("defaults: {seed: 0, timeout: 10}\n") == Settings(Options(seed=0, timeout=10.0))


@pytest.mark.parametrize("text", ["", "# defaults:\n#   seed: 1\n\n", "theme: {}\n", "captions: {}\n"])
def test_what_sets_nothing_gives_the_built_in_settings(text: str) -> None:
    assert read(text) == Settings()


def test_colours_change_the_look_that_is_chosen() -> None:
    theme = read('theme: {look: light, colors: {accent: "#AB0000"}}\n').theme
    assert (theme.look, theme.colors.accent, theme.colors.ground) == ("light", "#ab0000", LIGHT.ground)


def test_a_day_has_the_accent_that_is_set_for_it() -> None:
    theme = read('theme: {accents: {day04: "#80ffea"}}\n').theme
    assert (theme.of("day04").colors.accent, theme.of("day05").colors.accent) == ("#80ffea", DARK.accent)


def test_all_other_tokens_are_set() -> None:
    theme = read('theme: {handle: "@a", corner: 0, safe_area: ads, fonts: {code: Fira Code}}\n').theme
    found = (theme.handle, theme.corner, theme.safe_area, theme.code_font, theme.text_font)
    assert found == ("@a", 0, SafeArea.ADS, "Fira Code", "Inter")


def test_captions_have_a_profile() -> None:
    assert read("captions: {profile: dcmp}\n").profile is ProfileName.DCMP


def test_videos_have_their_frames_motion_footage_and_music() -> None:
    text = "video: {fps: 60, motion: calm, footage: lower, music: sounds/bed.mp3}\n"
    assert read(text).film == Film(60, Motion.CALM, Footage.LOWER, "sounds/bed.mp3")
    assert str(read(text).film.music_span) == "shortsgen.yaml:1:55"
    assert told("video: {fps: 29}\n") == [("1:14", "expected 24, 25, 30 or 60, found the number 29", "")]


def test_captions_repeat_what_is_asked_for() -> None:
    assert read("captions: {repeat: [output, hook]}\n").repeat == (Repeated.OUTPUT, Repeated.HOOK)
    message = "expected 'hook', 'output' or 'mistake', found `code`"
    assert told("captions: {repeat: [code]}") == [("1:21", message, "")]


def test_a_logo_is_read_from_the_project() -> None:
    settings = load_settings("theme: {logo: brand/a.svg}\n", "shortsgen.yaml", {"brand/a.svg": SVG}.__getitem__)
    assert settings.theme.logo == Logo("brand/a.svg", SVG)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("defaults: {seeed: 1}", ("1:12", "unknown key `seeed`", "did you mean `seed`?")),
        ("theme: {look: darkk}", ("1:15", "expected 'dark', 'light' or 'contrast', found `darkk`", "")),
        ("theme: {fonts: {texts: x}}", ("1:17", "unknown key `texts`", "did you mean `text`?")),
        ('theme: {colors: {groud: "#000000"}}', ("1:18", "unknown key `groud`", "did you mean `ground`?")),
        ("theme: {colors: {accent: red}}", ("1:26", "expected a colour as `#rrggbb`, found `red`", "")),
        ("theme: {corner: 41}", ("1:17", "expected at most 40, found the number 41", "")),
        (
            "theme:\n  colors:\n    accent: #ff0000\n",
            ("3:12", "expected text, found nothing", "`#` begins a comment: put the text in quotes"),
        ),
        ("theme: {logo: a.svg}", ("1:15", "cannot read the file `a.svg`: no such file", "")),
        (
            "theme: {logo: ../a.svg}",
            ("1:15", "expected a path inside the project, with `/`, without `..`, found `../a.svg`", ""),
        ),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, problem: tuple[str, str, str]) -> None:
    assert told(text) == [problem]


def test_a_logo_that_is_no_picture_is_told() -> None:
    with pytest.raises(InputError) as caught:
        load_settings("theme: {logo: a.jpg}\n", "shortsgen.yaml", {"a.jpg": b"\xff\xd8\xff"}.__getitem__)
    assert [p.code for p in caught.value.problems] == ["theme-logo"]


@pytest.mark.parametrize("name", ["localtime", "posixrules", "Factory"])
def test_a_zone_that_is_none_of_the_database_is_refused(name: str) -> None:
    hint = "it is whatever the machine is set to; name the zone itself"
    assert told(f"publish: {{zone: {name}}}\n") == [
        ("1:17", f"expected a time zone such as `Europe/Berlin`, found `{name}`", hint)
    ]


def test_zones_are_called_as_the_database_calls_them() -> None:
    assert told("publish: {zone: Europe/Berlim}\n")[0][2] == "did you mean `Europe/Berlin`?"
    for name in ("right/UTC", "europe/berlin", "../UTC", ""):
        assert told(f'publish: {{zone: "{name}"}}\n')
    for name in ("UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Asia/Kolkata"):
        assert read(f"publish: {{zone: {name}}}\n").publish.zone == name
