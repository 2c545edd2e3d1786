"""The look of slides: tokens, flags, and themes that a project brings itself."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from shortsgen.choices import SafeArea
from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.layout.area import DEFAULT, SAFE_AREAS, caption_area
from shortsgen.layout.windows import INSET
from shortsgen.problems import InputError, Span
from shortsgen.render.look import Look
from shortsgen.render.slides.deck import BLEED, SlideStyle, day_label
from shortsgen.render.slides.fonts import font_problems, fonts_in
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.shipped import built_in
from shortsgen.theme.contrast import rgb
from shortsgen.theme.tokens import BUILT_IN, DARK, LOOKS, Logo, Theme
from tests.factory import make_timeline
from tests.render.shapes import png
from tests.render.slides.boxes import boxes

CODE = make_timeline(kinds=["code"])
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    b'<rect width="40" height="40" fill="#12ff34"/></svg>'
)


def drawn(style, timeline=CODE):
    """The first slide as SVG."""
    return Slides(Templates()).render(timeline, style, ("svg",))[0].data.decode()


def painted(style, timeline=CODE):
    (artifact,) = Slides(Templates()).render(timeline, style, ("png",))
    return Image.open(BytesIO(artifact.data)).convert("RGBA")


@pytest.mark.parametrize(("look", "colors"), LOOKS.items())
def test_a_look_paints_the_ground_the_window_and_the_words(look, colors):
    picture = drawn(SlideStyle(Theme(look, colors)))
    assert all(color in picture for color in (colors.ground, colors.card, colors.keyword, colors.function))


def test_the_accent_of_a_day_is_that_of_its_number():
    assert "#12fe34" in drawn(SlideStyle(Theme(accents=(("day04", "#12fe34"),)).of("day04")))


def test_a_corner_of_none_is_square():
    top = next(box["y"] for box in boxes(Slides(Templates()), CODE) if box["name"] == "code") - INSET
    edge = (DEFAULT.x - BLEED + 4, round(top) + 4)
    square, round_ = (painted(SlideStyle(Theme(corner=corner))).convert("RGB").getpixel(edge) for corner in (0, 40))
    assert (square, round_) == tuple(rgb(color) for color in (DARK.card, DARK.ground))


def test_the_logo_stands_on_every_slide_and_the_handle_on_the_first():
    pages = Slides(Templates()).render(
        make_timeline(), SlideStyle(Theme(handle="@handle", logo=Logo("a.svg", LOGO))), ("svg",)
    )
    without = Slides(Templates()).render(make_timeline(), SlideStyle(), ("svg",))
    assert len(pages) == 4
    for page, plain in zip(pages, without, strict=True):
        assert page.data.count(b"<image") == plain.data.count(b"<image") + 1
    written = [page.data.count(b"<use") - plain.data.count(b"<use") for page, plain in zip(pages, without, strict=True)]
    assert written == [len("·@handle"), 0, 0, 0]


def test_a_logo_may_be_a_png():
    assert "<image" in drawn(SlideStyle(Theme(logo=Logo("a.png", png(40, 20)))))


@pytest.mark.parametrize(
    "data",
    [
        b"<svg nonsense",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><image href="file:///etc/hostname"/></svg>',
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    ],
)
def test_a_logo_that_cannot_be_drawn_is_told_at_its_setting(data):
    theme = Theme(logo=Logo("a.svg", data), spans={"logo": Span("shortsgen.yaml", 2, 9)})
    with pytest.raises(InputError) as caught:
        Slides(Templates()).render(CODE, SlideStyle(theme), ("svg",))
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.span)) == ("theme-logo", "shortsgen.yaml:2:9")
    assert problem.message.startswith("the logo `a.svg` cannot be drawn: ")


@pytest.mark.parametrize(("name", "label"), [("day04", "Day 04"), ("Day-7", "Day 7"), ("intro", "intro")])
def test_a_day_is_named_as_people_say_it(name, label):
    assert day_label(name, ENGLISH.slides) == label


def test_an_overlay_has_no_ground_but_windows():
    picture = painted(SlideStyle(alpha=True))
    assert [picture.getpixel(at)[3] for at in ((0, 0), (1079, 1919), (540, 1700))] == [0, 0, 0]
    assert picture.getpixel((DEFAULT.x + 5, 640))[3] == 255
    assert painted(SlideStyle()).getextrema()[3] == (255, 255)


def test_what_stands_in_no_window_has_a_plate_on_an_overlay():
    picture = painted(SlideStyle(alpha=True), make_timeline(kinds=["hook"]))
    text = (*(int(DARK.text[at : at + 2], 16) for at in (1, 3, 5)), 255)
    width, height = picture.size
    pixels = picture.load()
    lettered = [(x, y) for x in range(0, width, 7) for y in range(400, height, 7) if pixels[x, y] == text]
    assert len(lettered) > 100
    around = [(x + dx, y + dy) for x, y in lettered for dx in (-30, 30) for dy in (-16, 16)]
    assert all(pixels[at][3] == 255 for at in around)


def test_only_png_files_go_without_their_ground():
    made = Slides(Templates()).render(CODE, SlideStyle(alpha=True), ("svg", "pdf"))
    assert [one.data for one in made] == [
        one.data for one in Slides(Templates()).render(CODE, SlideStyle(), ("svg", "pdf"))
    ]


@pytest.mark.parametrize("name", SafeArea)
def test_guides_show_the_edges_of_the_safe_area_and_of_the_band(name):
    theme = Theme(safe_area=name)
    plain, guided = painted(SlideStyle(theme)), painted(SlideStyle(theme, guides=True))
    safe, band = SAFE_AREAS[name], caption_area(name)
    assert plain.getpixel((safe.x - 20, 1900)) != guided.getpixel((safe.x - 20, 1900))
    right = safe.right_at(safe.bottom)
    for x, y, free in (
        (right - 3, safe.bottom - 10, True),
        (safe.right - 3, safe.y + 10, True),
        (right + 9, 1200, False),
    ):
        assert (plain.getpixel((x, y)) == guided.getpixel((x, y))) == free
    lines = ((safe.y, safe.x, safe.right), (band.y, band.x, band.right), (safe.bottom, safe.x, right))
    for y, start, end in lines:
        row = [guided.getpixel((x, y)) != plain.getpixel((x, y)) for x in range(start, end)]
        assert sum(row) > len(row) / 3, "a dashed line"


def project_with(folder, **files):
    (folder / "templates").mkdir()
    for name, text in files.items():
        (folder / "templates" / name.replace("__", ".")).write_text(text, "utf-8")
    return Templates(folder)


def test_a_projects_own_theme_wins(tmp_path):
    theme = (built_in() / "theme.typ").read_text("utf-8")
    templates = project_with(tmp_path, theme__typ=theme.replace("it.paint.accent", 'rgb("#00ff00")'))
    (own,) = Slides(templates).render(make_timeline(kinds=["hook"]), formats=("svg",))
    assert b"#00ff00" in own.data


def test_a_broken_theme_is_a_problem_with_its_place(tmp_path):
    templates = project_with(tmp_path, theme__typ="#let paint = 1\n#let deck = nothing\n")
    with pytest.raises(InputError) as caught:
        Slides(templates).render(make_timeline())
    (problem,) = caught.value.problems
    assert problem.message == "the slides cannot be typeset: unknown variable: nothing"
    assert (Path(problem.span.file).name, problem.span.line, problem.span.column) == ("theme.typ", 2, 13)
    assert caught.value.sources[problem.span.file].startswith("#let paint")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("#nothing", "the cover cannot be typeset: unknown variable: nothing"),
        ("#pagebreak()", "the cover cannot be typeset: there are 2 pages, expected 1"),
    ],
)
def test_a_broken_cover_is_told_of_its_own_template(tmp_path, source, message):
    with pytest.raises(InputError) as caught:
        Slides(project_with(tmp_path, cover__typ__j2=source)).cover({}, BUILT_IN)
    (problem,) = caught.value.problems
    assert (problem.message, Path(problem.span.file).name) == (message, "cover.typ.j2")


def told(theme):
    with pytest.raises(InputError) as caught:
        Slides(Templates()).render(make_timeline(), SlideStyle(theme))
    return [(one.code, str(one.span), one.message, one.hint) for one in caught.value.problems]


PLACES = {"fonts.text": Span("shortsgen.yaml", 2, 17), "fonts.code": Span("shortsgen.yaml", 3, 17)}


def test_fonts_that_are_not_there_are_told_at_their_settings():
    known = "only `Inter`, `JetBrains Mono`"
    assert told(Theme(text_font="Intr", code_font="Fira Code", spans=PLACES)) == [
        ("theme-font", "shortsgen.yaml:2:17", f"there is no font family `Intr`, {known}", "did you mean `Inter`?"),
        (
            "theme-font",
            "shortsgen.yaml:3:17",
            f"there is no font family `Fira Code`, {known}",
            "put its files into templates/fonts/",
        ),
    ]


def test_a_font_that_is_not_monospaced_is_none_for_code():
    assert told(Theme(code_font="Inter", spans=PLACES)) == [
        (
            "theme-font",
            "shortsgen.yaml:3:17",
            "letters of `Inter` are 0.204 to 1.06 of its size wide, expected one width, 0.6 or less",
            "code is laid out in cells: take a monospaced font",
        )
    ]


@pytest.mark.parametrize(("advance", "good"), [(500, True), (602, True), (620, False)])
def test_a_code_font_is_as_wide_as_the_fit_takes_it_to_be(tmp_path, advance, good):
    (tmp_path / "templates" / "fonts").mkdir(parents=True)
    with TTFont(built_in() / "fonts" / "JetBrainsMono-Regular.ttf") as font:
        for record in font["name"].names:
            record.string = str(record).replace("JetBrains Mono", "Other Mono")
        for name in font["hmtx"].metrics:
            font["hmtx"][name] = (advance, 0)
        font.save(tmp_path / "templates" / "fonts" / "other.ttf")
    problems = list(font_problems(Theme(code_font="other mono"), fonts_in(Look(tmp_path).font_folders())))
    assert [one.code for one in problems] == ([] if good else ["theme-font"])


def test_a_font_that_only_the_theme_names_is_told_there(tmp_path):
    theme = (built_in() / "theme.typ").read_text("utf-8").replace("font: sans(it)", 'font: "No Such Font"')
    with pytest.raises(InputError, match="unknown font family: no such font") as caught:
        Slides(project_with(tmp_path, theme__typ=theme)).render(make_timeline())
    assert Path(caught.value.problems[0].span.file).name == "theme.typ"
    assert caught.value.problems[0].hint == "put the font into templates/fonts/"


def test_a_theme_that_makes_more_pages_than_slides_is_a_problem(tmp_path):
    theme = (built_in() / "theme.typ").read_text("utf-8").replace("  pagebreak(weak: true)\n", "  [.]\n  pagebreak()\n")
    with pytest.raises(InputError, match="there are 6 pages, expected 4"):
        Slides(project_with(tmp_path, theme__typ=theme)).render(make_timeline(), formats=("svg",))
