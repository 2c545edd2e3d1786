from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise, takewhile
from pathlib import Path
from struct import unpack

import pytest

from shortsgen.choices import SafeArea, View
from shortsgen.layout.area import slide_area
from shortsgen.layout.fit import EASY, SMALLEST
from shortsgen.layout.stage import stage
from shortsgen.problems import InputError
from shortsgen.render.slides.deck import SlideStyle, deck
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.script.model import Code, TalkLine
from shortsgen.shipped import built_in
from shortsgen.store.blobs import Blobs
from shortsgen.theme.tokens import Theme
from tests.factory import make_timeline
from tests.render.shapes import FAILURE, SHAPES
from tests.render.slides.boxes import boxes, outside

LEAST = dict.fromkeys(("hook", "huge", "mistake", "title"), EASY)  # px, where it is more than the smallest


@pytest.fixture(scope="module")
def built_in_slides():
    return Slides(Templates())


@pytest.mark.parametrize("name", SafeArea)
@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_all_text_lies_in_the_safe_area_that_is_chosen(built_in_slides, timeline, name):
    found = boxes(built_in_slides, timeline, SlideStyle(Theme(safe_area=name, handle="@a.channel.with.a.long.name.x")))
    assert {box["page"] for box in found} == {slide.number for slide in timeline.slides}
    assert outside(found, slide_area(name)) == []


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_each_row_stands_where_the_one_before_it_ends(built_in_slides, timeline):
    found = boxes(built_in_slides, timeline)
    for place, box in enumerate(found):
        if box["name"] != "code":
            continue
        rows = list(takewhile(lambda one: one["name"] == "row", found[place + 1 :]))
        tops = [box["y"], *(row["y"] + row["height"] for row in rows)]
        assert rows
        assert [row["y"] for row in rows] == pytest.approx(tops[:-1], abs=0.01)
        assert tops[-1] == pytest.approx(box["y"] + box["height"], abs=0.01)


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_code_and_title_keep_their_place_while_slides_change(built_in_slides, timeline):
    """Excerpts have a place of their own; on all others the code stands first."""
    contents = [slide.content for slide in timeline.slides]
    windows = stage(contents, SlideStyle().area).windows
    alone = next((one.code for one, content in zip(windows, contents, strict=True) if content.kind == "code"), None)
    shared = {number for number, one in enumerate(windows, 1) if one.code and one.code is alone}
    places = defaultdict(set)
    for box in boxes(built_in_slides, timeline):
        first = box["page"] in shared and (box["name"], box["page"]) not in places
        if box["name"] == "title" or (box["name"] == "code" and first):
            places[box["name"], box["page"]] = (box["x"], round(box["y"], 3), box["size"], box["height"])
    titles = {place for (name, _), place in places.items() if name == "title"}
    codes = {place for (name, _), place in places.items() if name == "code"}
    assert len(titles) == 1
    assert len(codes) == bool(shared)
    assert {page for name, page in places if name == "title"} == {slide.number for slide in timeline.slides}
    assert timeline.short.code.text == "" or shared


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_no_text_is_too_small_to_read_on_a_phone(built_in_slides, timeline):
    found = [box for box in boxes(built_in_slides, timeline) if box["name"] != "figure"]
    assert [box for box in found if box["size"] < LEAST.get(box["name"], SMALLEST)] == []


@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_texts_of_a_slide_never_overlap(built_in_slides, timeline):
    found = sorted(boxes(built_in_slides, timeline), key=lambda box: (box["page"], box["y"]))
    texts = [box for box in found if box["name"] not in ("number", "code")]
    for upper, lower in pairwise(texts):
        assert upper["page"] != lower["page"] or upper["y"] + upper["height"] <= lower["y"] + 0.01


def test_an_excerpt_shows_what_is_in_focus_and_marks_what_it_leaves_out():
    """The slide of all of the code is there before it."""
    code, one, two = (slide for slide in deck(SHAPES["excerpt"], SlideStyle())["slides"] if slide["kind"] == "code")
    assert not any(row["spans"][0][0] == "remark" for row in rows_of(code))
    for slide, lit in ((one, 1), (two, 2)):
        (section,) = slide["window"]["sections"]
        assert sum(bool(row["lit"]) for row in section["rows"]) == lit
        assert section["size"] >= EASY > code["window"]["sections"][0]["size"]
        marks = [text(row) for row in section["rows"] if row["spans"][0][0] == "remark"]
        assert len(marks) >= 2
        assert all(re.fullmatch(r" *… \d+ lines left out …", mark) for mark in marks)
        assert sum(int(mark.split()[1]) for mark in marks) + len(section["rows"]) - len(marks) == 24
    assert "".join(map(text, rows_of(one))).count("class Net") == 1


def rows_of(slide):
    return slide["window"]["sections"][0]["rows"]


def text(row):
    return "".join(words for _, words in row["spans"])


@pytest.mark.parametrize("name", ["huge words", "huge words first"])
def test_a_few_emphasised_words_of_a_hook_are_larger_than_all_else(built_in_slides, name):
    for area in SafeArea:
        found = boxes(built_in_slides, SHAPES[name], SlideStyle(Theme(safe_area=area)))
        (huge,) = [box for box in found if box["name"] == "huge"]
        others = [box for box in found if box["page"] == 1 and box is not huge]
        assert huge["page"] == 1
        assert huge["size"] > max(box["size"] for box in others)
        assert outside([huge], slide_area(area)) == []


@pytest.mark.parametrize("hook", ["*one* word", "*more than five words in it* said", "*two of* and *two of*", "none"])
def test_one_word_or_many_or_two_places_have_no_letters_of_their_own_size(built_in_slides, hook):
    names = {box["name"] for box in boxes(built_in_slides, make_timeline(hook=hook, kinds=["hook"]))}
    assert ("hook" in names, "huge" in names) == (True, False)


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
    track = (TalkLine("This line.", (30,)),)
    timeline = make_timeline(code=Code("x = 1\n" * 60), kinds=["code"], talk_track=track, view=View.WHOLE)
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
