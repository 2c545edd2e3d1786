from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from struct import pack, unpack

import pytest

from shortsgen.plan.area import UNION
from shortsgen.plan.timeline import Kind, Slide
from shortsgen.problems import InputError
from shortsgen.render import slides
from shortsgen.render.deck import deck
from shortsgen.render.look import built_in
from shortsgen.render.slides import Slides
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Listing, Mistake
from tests.factory import make_timeline

HOSTILE = '#panic("x") " \\ $x$ `raw` */ // \x00 \\u{41} \n= heading <box> @ref ${{ }} {% if %} \u202e \u2028'
LONG_MISTAKE = ("Forgetting `model.eval()` before you measure, or calling it in the wrong place, " * 4)[:240]
LONG_LINE = "result = torch.nn.functional.cross_entropy(model(inputs), targets, reduction='mean') # x"
FAILURE = Failure("RuntimeError", "mat1 and mat2 shapes cannot be multiplied (3x4 and 2x4)")
FAILED = Outcome(Status.RAISED, "", error=FAILURE)


def png(width, height):
    """A grey picture, as matplotlib might have drawn one."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def output(text, *figures):
    return Outcome(Status.OK, text, figures)


SHAPES = {
    "plain": make_timeline(),
    "hook of wide letters": make_timeline(hook=("WWWWWWWW " * 18)[:160]),
    "hook of one word": make_timeline(hook="W" * 160),
    "hook of long code": make_timeline(
        hook="Use `torch.nn.functional.binary_cross_entropy_with_logits(input, target)`!"
    ),
    "longest title": make_timeline(title=("Long Words in a Title " * 4)[:80]),
    "long mistake": make_timeline(mistake=Mistake(LONG_MISTAKE)),
    "long mistake, made": replace(
        make_timeline(mistake=Mistake(LONG_MISTAKE, Code("x = 1\n" * 12), "RuntimeError")), mistake=FAILED
    ),
    "short mistake, made": replace(
        make_timeline(mistake=Mistake("No.", Code("x @ w"), "RuntimeError")), mistake=FAILED
    ),
    "output of 60 lines": make_timeline(outcome=output("".join(f"epoch {n}\n" for n in range(60)))),
    "output of one endless line": make_timeline(outcome=output("x" * 20_000)),
    "empty output": make_timeline(outcome=output("")),
    "raised": make_timeline(raises="RuntimeError", outcome=replace(FAILED, output="before\n")),
    "wide figure": make_timeline(outcome=output("loss\n" * 20, png(640, 480))),
    "high figure": make_timeline(outcome=output("", png(100, 800))),
    "25 lines of 90": make_timeline(code=Code(f"{LONG_LINE}\n" * 25)),
    "wide characters": make_timeline(code=Code("print('中文中文中文中文中文中文中文中文中文中文中文中文')")),
    "no code": make_timeline(code=Code("")),
    "listings": make_timeline(listings=(Listing("bash", "pip install torch"), Listing("no-language", "as it is"))),
    "hostile": make_timeline(
        title=HOSTILE, hook=HOSTILE, series=HOSTILE[:40], code=Code(HOSTILE), outcome=output(HOSTILE)
    ),
}


@pytest.fixture(scope="module")
def built_in_slides():
    return Slides(Templates())


def boxes(compiler, timeline):
    return [found["value"] for found in json.loads(compiler.query(timeline, "<box>"))]


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_all_text_lies_in_the_safe_area(built_in_slides, timeline):
    found = boxes(built_in_slides, timeline)
    assert {box["page"] for box in found} == {slide.number for slide in timeline.slides}
    outside = [
        box
        for box in found
        if box["x"] < UNION.x - 0.01
        or box["y"] < UNION.y - 0.01
        or box["x"] + box["width"] > UNION.right + 0.01
        or box["y"] + box["height"] > UNION.bottom + 0.01
    ]
    assert outside == []


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_no_text_is_too_small_to_read_on_a_phone(built_in_slides, timeline):
    sizes = {box["name"]: box["size"] for box in boxes(built_in_slides, timeline) if box["name"] != "figure"}
    assert all(size >= (40 if name in ("hook", "mistake", "title") else 24) for name, size in sizes.items()), sizes


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_texts_of_a_slide_never_overlap(built_in_slides, timeline):
    found = sorted(boxes(built_in_slides, timeline), key=lambda box: (box["page"], box["y"]))
    texts = [box for box in found if box["name"] not in ("number", "series", "label")]
    for upper, lower in pairwise(texts):
        assert upper["page"] != lower["page"] or upper["y"] + upper["height"] <= lower["y"] + 0.01


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_every_slide_is_a_picture_of_a_vertical_video(built_in_slides, timeline):
    artifacts = {artifact.path: artifact.data for artifact in built_in_slides.render(timeline)}
    names = [f"slides/{slide.number:02d}-{slide.kind}" for slide in timeline.slides]
    assert list(artifacts) == ["slides.pdf", *[f"{name}.png" for name in names], *[f"{name}.svg" for name in names]]
    assert artifacts["slides.pdf"].startswith(b"%PDF-")
    for name in names:
        assert unpack(">II", artifacts[f"{name}.png"][16:24]) == (1080, 1920)
        assert b'viewBox="0 0 1080 1920"' in artifacts[f"{name}.svg"]


def test_only_the_formats_asked_for_are_made():
    artifacts = slides.render(make_timeline(), Templates(), formats=("svg",))
    assert {Path(artifact.path).suffix for artifact in artifacts} == {".svg"}


def test_the_same_short_gives_the_same_bytes_in_another_process_and_folder(tmp_path):
    program = (
        "import hashlib; from tests.factory import make_timeline; from shortsgen.render.slides import render;"
        "from shortsgen.render.templates import Templates;"
        "print(hashlib.sha256(b''.join(a.data for a in render(make_timeline(), Templates()))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    hashes = set()
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {"PYTHONPATH": str(root), "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        command = [sys.executable, "-c", program]
        hashes.add(subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True).stdout)
    assert len(hashes) == 1


def test_focus_lights_its_lines_and_dims_the_others():
    timeline = make_timeline(slides=(Slide(1, Kind.CODE, focus=(3, 4)),))
    (slide,) = deck(timeline, UNION)["slides"]
    assert [row["lit"] for row in slide["window"]["sections"][0]["rows"]] == [False, False, True, True]


def test_lines_in_focus_are_in_view_where_not_all_fit():
    timeline = make_timeline(code=Code("x = 1\n" * 60), slides=(Slide(1, Kind.CODE, focus=(30,)),))
    (slide,) = deck(timeline, UNION)["slides"]
    rows = slide["window"]["sections"][0]["rows"]
    assert sum(bool(row["lit"]) for row in rows) == 1
    assert "more rows" in rows[0]["spans"][0][1]
    assert "more rows" in rows[-1]["spans"][0][1]


def test_the_error_that_was_announced_is_shown_apart_from_the_output():
    timeline = replace(SHAPES["raised"], slides=(Slide(1, Kind.OUTPUT),))
    (slide,) = deck(timeline, UNION)["slides"]
    spans = [span for row in slide["terminal"]["sections"][0]["rows"] for span in row["spans"]]
    assert spans[0] == ("output", "before")
    assert " ".join(text for kind, text in spans if kind == "error") == str(FAILURE)


def test_hostile_text_stays_text(built_in_slides):
    timeline = make_timeline(title='#panic("x")', hook='"); #panic("y") //')
    source = built_in_slides.document(timeline)["main.typ"].decode()
    assert "#panic(\\u{22}x" in source
    assert built_in_slides.render(timeline, ("svg",))


def test_every_value_of_the_template_passes_the_filter():
    source = (built_in() / "slides.typ.j2").read_text("utf-8")
    values = re.findall(r"\{\{(.*?)\}\}", source)
    assert values
    assert all(value.strip().endswith("| typst") for value in values)


def test_a_document_reads_no_files(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "theme.typ").write_text('#let stolen = read("/slides.typ.j2")\n')
    with pytest.raises(InputError, match="file not found"):
        slides.render(make_timeline(), Templates(tmp_path))


def project_with(folder, **files):
    (folder / "templates").mkdir()
    for name, text in files.items():
        (folder / "templates" / name.replace("__", ".")).write_text(text, "utf-8")
    return Templates(folder)


def test_a_projects_own_theme_wins(tmp_path):
    theme = (built_in() / "theme.typ").read_text("utf-8")
    templates = project_with(tmp_path, theme__typ=theme.replace("#ffc857", "#00ff00"))
    (own,) = slides.render(make_timeline(slides=(Slide(1, Kind.HOOK),)), templates, ("svg",))
    assert b"#00ff00" in own.data
    assert b"#ffc857" not in own.data


def test_a_broken_theme_is_a_problem_with_its_place(tmp_path):
    templates = project_with(tmp_path, theme__typ="#let paint = 1\n#let deck = nothing\n")
    with pytest.raises(InputError) as caught:
        slides.render(make_timeline(), templates)
    (problem,) = caught.value.problems
    assert problem.message == "the slides cannot be typeset: unknown variable: nothing"
    assert (Path(problem.span.file).name, problem.span.line, problem.span.column) == ("theme.typ", 2, 13)
    assert caught.value.sources[problem.span.file].startswith("#let paint")


def test_a_theme_with_a_font_that_is_not_there_is_a_problem(tmp_path):
    theme = (built_in() / "theme.typ").read_text("utf-8").replace('"Inter"', '"No Such Font"')
    with pytest.raises(InputError, match="unknown font family: no such font"):
        slides.render(make_timeline(), project_with(tmp_path, theme__typ=theme))


def test_a_theme_that_makes_more_pages_than_slides_is_a_problem(tmp_path):
    theme = (built_in() / "theme.typ").read_text("utf-8").replace("  pagebreak(weak: true)\n", "  [.]\n  pagebreak()\n")
    with pytest.raises(InputError, match="pages of 4 slides"):
        slides.render(make_timeline(), project_with(tmp_path, theme__typ=theme), ("svg",))


def luminance(colour):
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_of_text_stand_out_from_their_grounds():
    theme = (built_in() / "theme.typ").read_text("utf-8")
    paint, words = (
        dict(re.findall(r'(\w+): rgb\("(#\w{6})"\)', theme.split(f"#let {name} = (")[1].split("\n)\n")[0]))
        for name in ("paint", "words")
    )
    pairs = [(text, ground) for text in words.values() for ground in (paint["card"], paint["lit"], paint["terminal"])]
    pairs += [(paint[text], paint["ground"]) for text in ("text", "muted", "accent", "wrong")]
    pairs += [(paint["dim"], paint["card"]), (paint["muted"], paint["card"]), (paint["text"], paint["chip"])]
    assert len(pairs) > 40
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
