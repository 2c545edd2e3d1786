from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from struct import unpack

import pytest

from shortsgen.choices import SafeArea
from shortsgen.layout.area import slide_area
from shortsgen.problems import InputError
from shortsgen.render.look import built_in
from shortsgen.render.slides.deck import SlideStyle, deck
from shortsgen.render.slides.typeset import PLAIN, Slides
from shortsgen.render.templates import Templates
from shortsgen.script.model import Code
from shortsgen.store.blobs import Blobs
from shortsgen.theme.tokens import Theme
from tests.factory import make_timeline
from tests.render.shapes import FAILURE, SHAPES


@pytest.fixture(scope="module")
def built_in_slides():
    return Slides(Templates())


def boxes(compiler, timeline, style=PLAIN):
    return [found["value"] for found in json.loads(compiler.query(timeline, "<box>", style))]


@pytest.mark.parametrize("name", SafeArea)
@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_all_text_lies_in_the_safe_area_that_is_chosen(built_in_slides, timeline, name):
    found = boxes(built_in_slides, timeline, SlideStyle(Theme(safe_area=name, handle="@a.channel.with.a.long.name.x")))
    area = slide_area(name)
    assert {box["page"] for box in found} == {slide.number for slide in timeline.slides}
    outside = [
        box
        for box in found
        if box["x"] < area.x - 0.01
        or box["y"] < area.y - 0.01
        or box["x"] + box["width"] > area.right + 0.01
        or box["y"] + box["height"] > area.bottom + 0.01
    ]
    assert outside == []


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_code_and_title_keep_their_place_while_slides_change(built_in_slides, timeline):
    staged = {slide.number for slide in timeline.slides if slide.content.kind in ("code", "listing", "output")}
    places = defaultdict(set)
    for box in boxes(built_in_slides, timeline):
        if box["page"] in staged and box["name"] in ("title", "python"):
            places[box["name"]].add((box["x"], round(box["y"], 3), box["size"], box["height"]))
    assert all(len(found) == 1 for found in places.values()), places
    assert timeline.short.code.text == "" or "python" in places


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_no_text_is_too_small_to_read_on_a_phone(built_in_slides, timeline):
    sizes = {box["name"]: box["size"] for box in boxes(built_in_slides, timeline) if box["name"] != "figure"}
    assert all(size >= (40 if name in ("hook", "mistake", "title") else 24) for name, size in sizes.items()), sizes


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_texts_of_a_slide_never_overlap(built_in_slides, timeline):
    found = sorted(boxes(built_in_slides, timeline), key=lambda box: (box["page"], box["y"]))
    texts = [box for box in found if box["name"] not in ("number", "series", "about", "label")]
    for upper, lower in pairwise(texts):
        assert upper["page"] != lower["page"] or upper["y"] + upper["height"] <= lower["y"] + 0.01


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_every_slide_is_a_picture_of_a_vertical_video(built_in_slides, timeline):
    artifacts = {artifact.path: artifact.data for artifact in built_in_slides.render(timeline)}
    names = [f"slides/{slide.name}" for slide in timeline.slides]
    assert list(artifacts) == ["slides.pdf", *[f"{name}.png" for name in names], *[f"{name}.svg" for name in names]]
    assert artifacts["slides.pdf"].startswith(b"%PDF-")
    for name in names:
        assert unpack(">II", artifacts[f"{name}.png"][16:24]) == (1080, 1920)
        assert b'viewBox="0 0 1080 1920"' in artifacts[f"{name}.svg"]


def test_only_the_formats_asked_for_are_made():
    artifacts = Slides(Templates()).render(make_timeline(), formats=("svg",))
    assert {Path(artifact.path).suffix for artifact in artifacts} == {".svg"}


class Forgetful(Blobs):
    """Forgets the picture of one slide."""

    forgotten, asked = -1, 0

    def get(self, key):
        self.asked += 1
        return None if self.asked == self.forgotten else super().get(key)


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_a_slide_that_is_typeset_alone_is_the_same_as_among_the_others(built_in_slides, timeline, tmp_path):
    together = built_in_slides.render(timeline, formats=("svg",))
    blobs = Forgetful(tmp_path)
    slides = Slides(built_in_slides.templates, blobs)
    assert slides.render(timeline, formats=("svg",)) == together
    for blobs.forgotten in range(1, len(timeline.slides) + 1):
        blobs.asked = 0
        assert slides.render(timeline, formats=("svg",)) == together


def test_the_same_short_gives_the_same_bytes_in_another_process_and_folder(tmp_path):
    program = (
        "import hashlib; from tests.factory import make_timeline; from shortsgen.render.slides.typeset import Slides;"
        "from shortsgen.render.templates import Templates;"
        "print(hashlib.sha256(b''.join(a.data for a in Slides(Templates()).render(make_timeline()))).hexdigest())"
    )
    root = Path(__file__).parents[3]
    hashes = set()
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {"PYTHONPATH": str(root), "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        command = [sys.executable, "-c", program]
        hashes.add(subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True).stdout)
    assert len(hashes) == 1


def test_focus_lights_its_lines_and_dims_the_others():
    timeline = make_timeline(kinds=["code"], focus=(3, 4))
    (slide,) = deck(timeline, SlideStyle())["slides"]
    assert [row["lit"] for row in slide["window"]["sections"][0]["rows"]] == [False, False, True, True]


def test_lines_in_focus_are_in_view_where_not_all_fit():
    timeline = make_timeline(code=Code("x = 1\n" * 60), kinds=["code"], focus=(30,))
    (slide,) = deck(timeline, SlideStyle())["slides"]
    rows = slide["window"]["sections"][0]["rows"]
    assert sum(bool(row["lit"]) for row in rows) == 1
    assert "more rows" in rows[0]["spans"][0][1]
    assert "more rows" in rows[-1]["spans"][0][1]


def test_the_error_that_was_announced_is_shown_apart_from_the_output():
    (slide,) = [one for one in deck(SHAPES["raised"], SlideStyle())["slides"] if one["kind"] == "output"]
    spans = [span for row in slide["terminal"]["sections"][0]["rows"] for span in row["spans"]]
    assert spans[0] == ("output", "before")
    assert " ".join(text for kind, text in spans if kind == "error") == str(FAILURE)


def test_hostile_text_stays_text(built_in_slides):
    timeline = make_timeline(title='#panic("x")', hook='"); #panic("y") //')
    source = built_in_slides.document(timeline)["main.typ"].decode()
    assert "#panic(\\u{22}x" in source
    assert built_in_slides.render(timeline, formats=("svg",))


def test_every_value_of_the_template_passes_the_filter():
    source = (built_in() / "slides.typ.j2").read_text("utf-8")
    values = re.findall(r"\{\{(.*?)\}\}", source)
    assert values
    assert all(value.strip().endswith("| typst") for value in values)


def test_a_document_reads_no_files(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "theme.typ").write_text('#let stolen = read("/slides.typ.j2")\n')
    with pytest.raises(InputError, match="file not found"):
        Slides(Templates(tmp_path)).render(make_timeline())
